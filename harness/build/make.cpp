// The compiler in its box, and the memory of builds.
#include "harness/box/run.hpp"
#include "harness/build/build.hpp"
#include "harness/build/files.hpp"
#include "harness/build/tamper.hpp"
#include "harness/model/hole.hpp"
#include "harness/model/json.hpp"
#include "harness/model/trouble.hpp"
#include "harness/text/digest.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace viva::build {
namespace {

namespace fs = std::filesystem;
constexpr const char* sources_inside = "/submission";
constexpr const char* output_inside = "/output";
constexpr const char* sanitizer_header_name = ".viva-sanitizer.h";

// The variant counts by itself: a language without a compiler has the same (empty) command for
// both, and two builds at once must not share a folder.
std::string key_of(const Sources& sources, const Strings& words, BuildVariant variant,
                   const Language& language, const Limits& limits, const Workshop& workshop) {
  text::Digest digest;
  digest.add("viva/build@1").add(workshop.identity).add(to_json(limits));
  digest.add(variant == BuildVariant::plain ? "plain" : "thread_sanitizer");
  for (const auto* list : {&words, &language.run}) {
    digest.add(std::to_string(list->size()));
    for (const std::string& word : *list) digest.add(word);
  }
  for (const SourceFile& file : sources.files) digest.add(file.path).add(file.bytes);
  return digest.hex();
}

// Where the program's own files are seen at run time is only known then: {folder}.
Strings run_command(const Language& language, const std::string& program, const Strings& compiled) {
  const std::string file = language.compile.empty() ? compiled.front() : program;
  Strings result;
  for (const std::string& word : language.run) {
    result.push_back(word == "{program}" ? "{folder}/" + file : word);
  }
  return result;
}

// `output`: where the compiler may write without walls; within them that is a place in memory.
box::BoxPlan compiler_box(const fs::path& sources, const fs::path& output, Strings words,
                          const std::string& collected, const Limits& limits,
                          const Workshop& workshop) {
  box::BoxPlan plan;
  plan.isolation = workshop.isolation;
  plan.arguments = std::move(words);
  plan.environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/tmp", "TMPDIR=/tmp",
                      "LANG=C.UTF-8", "PYTHONSAFEPATH=1"};
  const bool walls = box::has_walls(plan.isolation);
  // Without walls /tmp is everybody's: another user's cache there would look like a mistake.
  plan.environment.push_back("PYTHONPYCACHEPREFIX=" +
                             (walls ? "/tmp/pycache" : (output / "pycache").string()));
  plan.folder = walls ? sources_inside : sources.string();
  plan.binds = {{sources, sources_inside}};
  plan.writable = {"/tmp", output_inside};
  plan.collected = collected;
  plan.background = true;
  plan.limits = limits;
  plan.init = workshop.init;
  return plan;
}

bool is_known_compiler(const Strings& words) {
  static constexpr std::array<std::string_view, 6> known{"g++", "gcc",     "c++",
                                                         "cc",  "clang++", "clang"};
  return !words.empty() && std::find(known.begin(), known.end(), words.front()) != known.end();
}

std::string limit_message(const box::Exceeded& over) {
  return "the compiler was stopped: it used " + over.used + " of " + over.name + ", the limit is " +
         over.value + "\n";
}

/// One program on its way through the compiler.
struct Bench {
  const Assignment& assignment;
  const Workshop& workshop;
  fs::path scratch;    ///< holds src (what the compiler reads) and result (what it made)
  std::string output;  ///< the executable, as the compiler names it; empty: nothing is made
};

// Without walls the compiler writes to a folder of the host's.
void make_open_output(const Bench& bench) {
  if (box::has_walls(bench.workshop.isolation)) return;
  fs::remove_all(bench.scratch / "out");
  fs::create_directories(bench.scratch / "out");
  make_writable_for_box(bench.scratch / "out");
}

box::Outcome run_compiler(const Strings& words, const Bench& bench) {
  make_open_output(bench);
  const box::Descriptor result = make_file(bench.scratch / "result", 0755);
  const Limits& limits = bench.assignment.compile_limits;
  const auto plan = compiler_box(bench.scratch / "src", bench.scratch / "out", words, bench.output,
                                 limits, bench.workshop);
  const auto group =
      bench.workshop.groups != nullptr ? bench.workshop.groups->make(limits) : box::Cgroup{};
  auto outcome = box::run(plan, group, {.collected = result.get()});
  if (!outcome.started) throw_trouble("start " + words.front(), outcome.error);
  return outcome;
}

// mold links in a third of the time, but only its silent successes count: what a student reads are
// the words of the command that the assignment names.
std::optional<box::Outcome> compile_with_mold(const Strings& words, const Bench& bench) {
  const auto quick = bench.workshop.mold ? with_mold(words) : std::nullopt;
  if (!quick) return std::nullopt;
  auto outcome = run_compiler(*quick, bench);
  const bool linker_spoke = (outcome.out + outcome.err).find("mold") != std::string::npos;
  if (outcome.exceeded) return outcome;  // another linker would use as much again
  if (!outcome.succeeded() || outcome.collected < 0 || linker_spoke) return std::nullopt;
  return outcome;
}

// Why a command that succeeded left nothing that could be run.
std::string collect_message(std::int64_t error, const Limits& limits) {
  if (error == -EFBIG) {
    return "the program is larger than the limit of " + std::to_string(limits.file_bytes >> 20U) +
           " MB\n";
  }
  return "the compiler made no program\n";
}

// With a header in front after which no function can be exempted from the sanitizer.
Strings guarded(Strings words, const fs::path& sources) {
  if (!is_known_compiler(words)) return words;
  write_text(sources / sanitizer_header_name, sanitizer_header);
  words.insert(words.begin() + 1, {"-include", std::string("./") + sanitizer_header_name});
  return words;
}

// A sanitizer that is turned off from within proves nothing.
void refuse_tampering(Build& build, const Sources& sources, const Bench& bench) {
  if (build.status != BuildStatus::ok || hole("sanitizer")) return;
  auto tampering = sanitizer_tampering(read_text(bench.scratch / "result"));
  for (const SourceFile& file : sources.files) {
    if (!tampering && renames_lines(file.bytes))
      tampering = file.path + " gives its lines other names (#line)";
  }
  if (!tampering) return;
  build.status = BuildStatus::failed;
  build.diagnostics = *tampering + "\n";
}

// Compiles to the scratch folder's `result`; fills in status, time and diagnostics.
void compile(Build& build, const Sources& sources, Strings words, const Bench& bench) {
  write_files(bench.scratch / "src", sources.files);
  const bool sanitized = build.variant == BuildVariant::thread_sanitizer;
  if (sanitized && !hole("sanitizer")) words = guarded(std::move(words), bench.scratch / "src");
  if (words.empty()) {
    build.status = BuildStatus::ok;
    return;
  }
  auto quick = compile_with_mold(words, bench);
  const auto outcome = quick ? std::move(*quick) : run_compiler(words, bench);
  build.seconds = std::chrono::duration<double>(outcome.wall).count();
  build.diagnostics = outcome.out + outcome.err;
  if (outcome.cut > 0)
    build.diagnostics += "\n(" + std::to_string(outcome.cut) + " more bytes of diagnostics)\n";
  build.status = outcome.succeeded() ? BuildStatus::ok : BuildStatus::failed;
  if (outcome.exceeded) {
    build.status = BuildStatus::timeout;
    build.diagnostics += limit_message(*outcome.exceeded);
  } else if (outcome.succeeded() && outcome.collected < 0) {
    build.status = BuildStatus::failed;
    build.diagnostics += collect_message(outcome.collected, bench.assignment.compile_limits);
  } else if (WIFSIGNALED(outcome.status)) {
    build.diagnostics +=
        "the compiler died of signal " + std::to_string(WTERMSIG(outcome.status)) + "\n";
  }
  if (sanitized) refuse_tampering(build, sources, bench);
}

// What the program needs at run time, gathered in `to`.
void gather(const Build& build, const Sources& sources, const std::string& program,
            const fs::path& scratch, const fs::path& to) {
  fs::remove_all(to);
  fs::create_directories(to);
  if (build.status != BuildStatus::ok) return;
  if (sources.language->compile.empty()) {
    write_files(to, sources.files);
    return;
  }
  copy_regular(scratch / "result", to / program, 0755);
}

}  // namespace

bool mold_is_here() {
  return access("/usr/bin/mold", X_OK) == 0;
}

std::optional<Strings> with_mold(const Strings& words) {
  if (!is_known_compiler(words)) return std::nullopt;
  Strings result = words;
  // One thread and no process of its own: the cores are taken already, and both cost more than they
  // bring.
  result.insert(result.begin() + 1, {"-fuse-ld=mold", "-Wl,--no-fork,--threads=1"});
  return result;
}

Build make(const Sources& sources, const Assignment& assignment, const std::string& program,
           BuildVariant variant, const Workshop& workshop) {
  Build build;
  build.variant = variant;
  build.why = sources.why;
  if (sources.language == nullptr) return build;
  const Language& language = *sources.language;
  const bool walls = box::has_walls(workshop.isolation);
  const Scratch scratch{workshop.work};
  const fs::path out_folder = walls ? fs::path(output_inside) : scratch.path() / "out";
  const std::string output = (out_folder / program).string();
  const std::string stable_output = std::string(output_inside) + "/" + program;
  build.language = language.name;
  build.digest = key_of(sources, command(sources, variant, program, stable_output), variant,
                        language, assignment.compile_limits, workshop);
  build.folder = workshop.work / "programs" / (program + "-" + build.digest.substr(0, 16));
  build.command = run_command(language, program, sources.compiled);

  Memory memory{workshop.cache, "builds"};
  if (!workshop.fresh && memory.recall(build.digest, build.folder)) {
    Build known = build_from_json(read_text(build.folder / "build.json"));
    fs::remove(build.folder / "build.json");
    known.folder = build.folder;
    known.cached = true;
    return known;
  }
  compile(build, sources, command(sources, variant, program, output),
          {assignment, workshop, scratch.path(), language.compile.empty() ? "" : output});
  gather(build, sources, program, scratch.path(), build.folder);
  memory.keep(build.digest, build.folder, "build.json", to_json(build));
  return build;
}

}  // namespace viva::build
