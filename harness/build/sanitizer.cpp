// Whether this machine can run a sanitized program at all: tried on a small program with a race.
#include "harness/box/run.hpp"
#include "harness/build/build.hpp"
#include "harness/build/files.hpp"
#include "harness/text/digest.hpp"

#include <chrono>

namespace viva::build {
namespace {

// Two threads write one number without a lock. Also right as C with <pthread.h>.
constexpr const char* racy = R"(#include <pthread.h>
static int number;
static void* add(void* nothing) { for (int i = 0; i < 1000; ++i) ++number; return nothing; }
int main(void) {
  pthread_t one, two;
  pthread_create(&one, 0, add, 0);
  pthread_create(&two, 0, add, 0);
  pthread_join(one, 0);
  pthread_join(two, 0);
  return 0;
}
)";

}  // namespace

std::string sanitizer_trouble(const Language& language, const Assignment& assignment,
                              const Workshop& workshop) {
  if (language.thread_sanitizer.empty()) return language.name + " has no thread sanitizer";
  const Memory memory{workshop.cache, "machine"};
  const std::string key = text::Digest{}
                              .add("sanitizer")
                              .add(workshop.identity)
                              .add(box::name_of(workshop.isolation))
                              .add(language.name)
                              .hex();
  std::string answer;
  if (!workshop.fresh && memory.recall_text(key, answer)) return answer;

  Sources sources;
  sources.language = &language;
  sources.compiled = {"racy" + language.suffix};
  sources.files = {{sources.compiled.front(), racy}};
  Workshop forgetful = workshop;
  forgetful.cache.clear();
  const Build build = make(sources, assignment, "racy", BuildVariant::thread_sanitizer, forgetful);
  if (build.status != BuildStatus::ok) {
    answer = "the compiler cannot make a sanitized program";
  } else {
    box::BoxPlan plan;
    plan.isolation = workshop.isolation;
    plan.init = workshop.init;
    plan.limits = assignment.run_limits;
    plan.limits.wall = std::chrono::seconds{20};
    const bool walls = box::has_walls(workshop.isolation);
    plan.arguments = {(walls ? std::string("/program") : build.folder.string()) + "/racy"};
    plan.environment = {"PATH=/usr/bin:/bin", "TSAN_OPTIONS=color=never symbolize=0"};
    plan.binds = {{build.folder, "/program"}};
    const auto outcome = box::run(plan);
    const bool reported =
        outcome.err.find("WARNING: ThreadSanitizer: data race") != std::string::npos;
    answer = reported ? "" : "a sanitized program does not run on this machine";
  }
  memory.keep_text(key, answer);
  return answer;
}

}  // namespace viva::build
