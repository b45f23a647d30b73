#include "harness/cli/handed_in.hpp"

#include "harness/build/files.hpp"
#include "harness/cli/workplace.hpp"
#include "harness/intake/archive.hpp"
#include "harness/intake/intake.hpp"
#include "harness/model/trouble.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace viva::cli {
namespace {

namespace fs = std::filesystem;

// What unpacking needs is known: the archive (64 MB), a decompressor's window (64 MB for xz -9) and
// one file. Small for what an archive could wish for.
Limits unpacking_limits(const intake::ArchiveLimits& archive) {
  Limits limits;
  limits.wall = std::chrono::seconds{30};
  limits.cpu = std::chrono::seconds{20};
  limits.memory_bytes = 256ULL << 20U;
  limits.processes = 8;
  limits.open_files = 16;
  limits.file_bytes = 1U << 20U;
  limits.disk_bytes = 1U << 20U;
  // All that an honest worker says: files, paths, and the letters and lengths between them.
  limits.output_bytes = archive.kept_bytes + archive.paths_bytes + archive.entries * 16;
  return limits;
}

box::BoxPlan unpacking_plan(const Workplace& workplace, box::Isolation isolation) {
  // A copy, because the box's user need not be able to reach the original.
  const fs::path viva = workplace.folder() / "viva";
  build::copy_regular(own_executable(), viva, 0755);
  const bool walls = box::has_walls(isolation);
  box::BoxPlan plan;
  plan.isolation = isolation;
  plan.init = workplace.init();
  plan.arguments = {walls ? "/.viva" : viva.string(), "worker", "--unpack"};
  plan.folder = "/";
#ifdef __SANITIZE_ADDRESS__
  plan.environment = {
      "ASAN_OPTIONS=detect_leaks=0"};  // it looks by ptrace(2), which no box permits
#endif
  plan.binds = {{viva, "/.viva"}};
  plan.limits = unpacking_limits({});
  return plan;
}

std::string words_for(const box::Exceeded& exceeded) {
  if (exceeded.name == "memory") return exceeded.value + " of memory";
  if (exceeded.name == "cpu") return exceeded.value + " of processor time";
  if (exceeded.name == "processes") return exceeded.value + " processes";
  return exceeded.value;
}

std::variant<Submission, Diagnostic> take_archive(const fs::path& path, int file,
                                                  const intake::IntakeLimits& limits,
                                                  Isolation isolation) {
  const Workplace workplace;
  std::string weaker;  // is said with the grade
  const box::BoxPlan plan =
      unpacking_plan(workplace, usable_isolation(isolation, workplace, weaker));
  const auto group = workplace.groups().make(plan.limits);
  const box::Outcome outcome = box::run(plan, group, {.input = file});
  if (const auto why = why_unfinished(outcome)) return intake::diagnose_unpacking(path, *why);
  return intake::read_unpacked(outcome.out, path, limits);
}

}  // namespace

std::optional<std::string> why_unfinished(const box::Outcome& outcome) {
  if (outcome.exceeded) return "it needs more than " + words_for(*outcome.exceeded);
  if (!outcome.started) throw_trouble("start viva in a box", outcome.error);
  if (!outcome.out.starts_with(intake::unpacked_greeting)) {
    throw Trouble("viva cannot start itself in a box: " +
                  (outcome.err.empty() ? "no reason given" : outcome.err));
  }
  if (outcome.cut > 0) return "it holds too much";
  if (WIFSIGNALED(outcome.status)) {
    const int number = WTERMSIG(outcome.status);
    if (number == SIGXCPU) return "it needs too much processor time";
    const char* name = sigabbrev_np(number);
    return "the program that reads archives was ended by SIG" +
           std::string(name == nullptr ? "?" : name);
  }
  if (outcome.status != 0) return "the program that reads archives gave up";
  return std::nullopt;
}

intake::IntakeLimits intake_limits(const Assignment& assignment) {
  intake::IntakeLimits limits;
  // Sources of a program may stand in a folder of its name.
  for (const Exercise& exercise : assignment.exercises) {
    const auto* program = std::get_if<Program>(&exercise.subject);
    if (program != nullptr) limits.own_folders.push_back(program->name);
  }
  return limits;
}

std::variant<Submission, Diagnostic> take_handed_in(const fs::path& path,
                                                    const Assignment& assignment,
                                                    Isolation isolation) {
  const intake::IntakeLimits limits = intake_limits(assignment);
  const box::Descriptor file{::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)};
  struct stat about {};
  const bool regular = file && ::fstat(file.get(), &about) == 0 && S_ISREG(about.st_mode);
  if (!regular) return intake::take(path, limits);  // which also says what is wrong
  std::array<char, intake::packing_bytes> head{};
  const ssize_t got =
      check_call("read an archive", ::pread(file.get(), head.data(), head.size(), 0));
  const auto packing =
      intake::packing_of(std::string_view{head.data(), static_cast<std::size_t>(got)});
  const auto bytes = static_cast<std::uint64_t>(about.st_size);
  if (auto refusal = intake::refuse_packing(path, packing, bytes)) return *std::move(refusal);
  return take_archive(path, file.get(), limits, isolation);
}

namespace {

// All of standard input, and a little more when there is more than is allowed.
std::string read_input(std::uint64_t bytes_max) {
  std::string bytes;
  struct stat about {};
  if (::fstat(STDIN_FILENO, &about) == 0 && about.st_size > 0) {
    bytes.reserve(std::min<std::uint64_t>(static_cast<std::uint64_t>(about.st_size), bytes_max) +
                  1);
  }
  std::array<char, 65536> buffer{};
  while (bytes.size() <= bytes_max) {
    const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return bytes;
}

void write(std::string_view piece) {
  if (!piece.empty()) std::fwrite(piece.data(), 1, piece.size(), stdout);
}

int unpack_input() {
  // First of all: from here on, what goes wrong is the archive's doing.
  write(intake::unpacked_greeting);
  std::fflush(stdout);
  const intake::ArchiveLimits limits;
  const std::string archive = read_input(limits.archive_bytes);
  if (archive.size() > limits.archive_bytes) return EXIT_FAILURE;  // it grew meanwhile
  intake::unpack(archive, write);
  return std::fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

void unpack_and_exit() {
  int code = EXIT_FAILURE;
  try {
    code = unpack_input();
  } catch (const std::exception&) {
    // Out of memory, say: the exit code is enough.
  }
  // Nothing is left to do, and a sanitizer's look for leaks at the end traces, which no box allows.
  std::_Exit(code);
}

}  // namespace viva::cli
