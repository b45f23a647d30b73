#include "harness/cli/machine.hpp"

#include "harness/box/run.hpp"
#include "harness/box/spawn.hpp"
#include "harness/build/build.hpp"
#include "harness/cli/workplace.hpp"
#include "harness/model/trouble.hpp"
#include "harness/trial/play.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sys/statvfs.h>
#include <system_error>
#include <thread>
#include <utility>

namespace viva::cli {
namespace {

namespace fs = std::filesystem;

Setting setting(const char* path) {
  std::ifstream file{path};
  std::int64_t value = 0;
  if (file >> value) return value;
  return std::nullopt;
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

std::string version_of(const std::string& path, const fs::path& init) {
  box::BoxPlan plan;
  plan.isolation = box::Isolation::none;
  plan.arguments = {path, "--version"};
  plan.environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"};
  plan.init = init;
  plan.limits.wall = std::chrono::seconds{10};
  const auto outcome = box::run(plan);
  return outcome.succeeded() ? first_line(outcome.out) : std::string{};
}

Tool tool_for(const Language& language, const fs::path& init) {
  const Strings& words = language.compile.empty() ? language.run : language.compile;
  Tool tool{language.name, words.empty() ? std::string{} : words.front(), {}, {}};
  tool.path = box::find_program(tool.program);
  if (!tool.path.empty()) tool.version = version_of(tool.path, init);
  return tool;
}

// A program in the first language for which there is a small one; built and run as a student's is.
std::string try_to_compile(const Assignment& assignment, const build::Workshop& workshop,
                           bool& stopped) {
  for (const Language& language : assignment.languages) {
    if (language.suffix != ".cpp" && language.suffix != ".c") continue;
    build::Sources sources;
    sources.language = &language;
    sources.compiled = {"small" + language.suffix};
    const bool cpp = language.suffix == ".cpp";
    sources.files = {
        {sources.compiled.front(), cpp ? "#include <thread>\nint main() { std::jthread{[] {}}; }\n"
                                       : "#include <stdio.h>\nint main(void) { return 0; }\n"}};
    const Build build = build::make(sources, assignment, "small", BuildVariant::plain, workshop);
    stopped = build.status == BuildStatus::timeout;
    if (build.status != BuildStatus::ok) {
      return language.name + ": " +
             (build.diagnostics.empty() ? build.why : first_line(build.diagnostics));
    }
    box::BoxPlan plan;
    plan.isolation = workshop.isolation;
    plan.init = workshop.init;
    plan.limits = assignment.run_limits;
    const bool walls = box::has_walls(workshop.isolation);
    plan.arguments = {(walls ? std::string("/program") : build.folder.string()) + "/small"};
    plan.binds = {{build.folder, "/program"}};
    return box::run(plan).succeeded() ? "" : language.name + ": what was compiled does not run";
  }
  return {};
}

Duration worst_lateness() {
  constexpr int sleeps = 20;
  constexpr Duration beat = std::chrono::milliseconds{10};
  Duration worst{0};
  for (int i = 0; i < sleeps; ++i) {
    const auto due = std::chrono::steady_clock::now() + beat;
    std::this_thread::sleep_until(due);
    worst = std::max(worst,
                     std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - due));
  }
  return worst;
}

void look_at_kernel(Machine& machine) {
  machine.user_namespaces_allowed = setting("/proc/sys/kernel/unprivileged_userns_clone");
  machine.user_namespaces_max = setting("/proc/sys/user/max_user_namespaces");
  machine.apparmor_restricts = setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns");
  machine.address_bits = setting("/proc/sys/vm/mmap_rnd_bits");
  machine.autogroup = setting("/proc/sys/kernel/sched_autogroup_enabled");
  machine.cores = std::max(1U, std::thread::hardware_concurrency());
  machine.lateness = worst_lateness();
}

void look_at_disk(Machine& machine, const fs::path& work) {
  machine.temporary = work.parent_path().string();
  struct statvfs about {};
  if (::statvfs(work.c_str(), &about) == 0) {
    machine.temporary_runs = (about.f_flag & ST_NOEXEC) == 0;
    machine.temporary_bytes = static_cast<std::uint64_t>(about.f_bavail) * about.f_frsize;
  }
  machine.memory = memory_folder().string();
}

}  // namespace

Machine look_at_machine(const Assignment& assignment) {
  const Workplace workplace;
  Machine machine;
  look_at_kernel(machine);
  look_at_disk(machine, workplace.folder());
  machine.group_version = workplace.groups().version();
  machine.group_trouble = workplace.groups().why_not();
  for (const Language& language : assignment.languages) {
    machine.tools.push_back(tool_for(language, workplace.init()));
  }
  const std::string bubblewrap = box::find_program("bwrap");
  if (!bubblewrap.empty()) machine.bubblewrap = version_of(bubblewrap, workplace.init());
  trial::Walls walls{box::Isolation::none, "there is no bubblewrap"};
  if (!bubblewrap.empty()) walls = trial::walls_here(own_executable(), workplace.init());
  if (walls.isolation == box::Isolation::none) machine.namespace_trouble = walls.why;
  if (walls.isolation == box::Isolation::masked) machine.masked = walls.why;
  build::Workshop workshop;
  workshop.work = workplace.folder();
  workshop.init = workplace.init();
  workshop.fresh = true;
  workshop.isolation = walls.isolation;
  machine.compile_trouble = try_to_compile(assignment, workshop, machine.compiler_stopped);
  const auto sanitized =
      std::find_if(assignment.languages.begin(), assignment.languages.end(),
                   [](const Language& one) { return !one.thread_sanitizer.empty(); });
  if (sanitized == assignment.languages.end()) {
    machine.sanitizer_trouble = "no language of this assignment has one";
  } else if (machine.compile_trouble.empty()) {
    machine.sanitizer_trouble = build::sanitizer_trouble(*sanitized, assignment, workshop);
  } else {
    machine.sanitizer_trouble = "nothing can be compiled";
  }
  return machine;
}

}  // namespace viva::cli
