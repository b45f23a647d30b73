#include "harness/cli/lookup.hpp"

#include "harness/text/nearest.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace viva::cli {
namespace {

namespace fs = std::filesystem;

bool holds_assignment(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / "grading.toml", error);
}

// In a folder where everybody may write (/tmp), somebody else could have put it there, and it names
// the commands that are run.
bool planted(const fs::path& folder) {
  struct stat of_folder {};
  struct stat of_file {};
  if (::stat(folder.c_str(), &of_folder) != 0) return true;
  if (::stat((folder / "grading.toml").c_str(), &of_file) != 0) return true;
  const bool for_all = (of_folder.st_mode & S_IWOTH) != 0;
  return for_all && of_file.st_uid != ::geteuid() && of_file.st_uid != 0;
}

bool inside(const fs::path& path, const fs::path& folder) {
  const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  static_cast<void>(rest);
  return end == folder.end();
}

fs::path real(const fs::path& path) {
  std::error_code error;
  fs::path result = fs::weakly_canonical(path, error);
  if (error) return path;
  if (!result.has_filename() && result.has_relative_path()) return result.parent_path();
  return result;
}

/// `from` and the folders above it, without those inside `shut`.
std::optional<fs::path> upward(fs::path from, const std::optional<fs::path>& shut) {
  for (;;) {
    if (!(shut && inside(from, *shut)) && holds_assignment(from) && !planted(from)) return from;
    if (!from.has_relative_path()) return std::nullopt;
    from = from.parent_path();
  }
}

std::optional<fs::path> installed(const fs::path& program) {
  const fs::path folder = real(program).parent_path();
  const fs::path shared = folder.parent_path() / "share" / "viva";
  if (holds_assignment(shared)) return shared;
  return upward(folder, std::nullopt);
}

}  // namespace

std::variant<FoundAssignment, Diagnostic> find_assignment(const Whereabouts& places) {
  if (places.given) {
    const fs::path folder =
        places.given->filename() == "grading.toml" ? places.given->parent_path() : *places.given;
    if (holds_assignment(folder)) return FoundAssignment{real(folder), {}};
    return diagnose(
        "there is no grading.toml in " + text::quote(folder.string()),
        "give the folder of an assignment, or make one: viva new --assignment " + folder.string());
  }
  std::optional<fs::path> shut;
  if (places.submission) shut = real(*places.submission);
  FoundAssignment found;
  if (places.submission && shut && holds_assignment(*shut)) {
    found.remark = "the grading.toml inside the submission is not used; --assignment " +
                   places.submission->string() + " would use it";
  }
  std::optional<fs::path> folder;
  if (shut && shut->has_relative_path()) folder = upward(shut->parent_path(), shut);
  if (!folder) folder = upward(real(places.here), shut);
  if (!folder) folder = installed(places.program);
  if (!folder) {
    return diagnose(
        "no assignment was found: there is no grading.toml above the submission or this folder",
        "name its folder with --assignment DIR, or make one: viva new --assignment DIR");
  }
  found.folder = *folder;
  return found;
}

Diagnostic no_such_exercise(const Assignment& assignment, std::string_view id) {
  Strings known;
  for (const Exercise& exercise : assignment.exercises) known.push_back(exercise.id);
  const std::string what = "there is no exercise `" + std::string(id) + "`";
  const std::string spec = "specs/" + std::string(id) + ".toml";
  std::error_code error;
  if (id.find_first_of("/.") == std::string_view::npos && !assignment.folder.empty() &&
      fs::is_regular_file(assignment.folder / spec, error)) {
    return diagnose(what, spec + " is there; list it in grading.toml, under `exercises`");
  }
  const auto near = text::nearest(id, known);
  return diagnose(what, near ? "did you mean `" + *near + "`?" : "viva explain lists them all");
}

std::optional<Diagnostic> exercise_for_a_folder(const Assignment& assignment,
                                                const fs::path& folder) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(folder, error))) return std::nullopt;
  const std::string name = folder.string();
  const std::string id = name.substr(0, name.find('/'));
  for (const Exercise& exercise : assignment.exercises) {
    if (exercise.id != id) continue;
    return diagnose("there is no folder " + text::quote(name) + ", but an exercise of that name",
                    "did you mean viva check -e " + id + "?");
  }
  return std::nullopt;
}

std::variant<std::set<std::string>, Diagnostic> choose_exercises(const Assignment& assignment,
                                                                 const Strings& names) {
  Strings known;
  for (const Exercise& exercise : assignment.exercises) known.push_back(exercise.id);
  if (names.empty()) return std::set<std::string>(known.begin(), known.end());
  std::set<std::string> chosen;
  for (const std::string& name : names) {
    const std::string id = name.substr(0, name.find('/'));
    if (std::find(known.begin(), known.end(), id) != known.end()) {
      chosen.insert(id);
      continue;
    }
    return no_such_exercise(assignment, id);
  }
  return chosen;
}

}  // namespace viva::cli
