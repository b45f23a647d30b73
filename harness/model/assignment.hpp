// The assignment: what an instructor wrote in grading.toml and specs/, checked and with defaults
// filled in. Plain values only; the loader is in harness/spec.
#pragma once

#include "harness/model/limits.hpp"
#include "harness/model/value.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace viva {

/// How sources with one suffix become a program. In `compile` and `run` these words are replaced:
/// {sources} {includes} {output} (compile; {sources} and {includes} stand for several words),
/// {program} (run).
struct Language {
  std::string name;    ///< "C++"
  std::string suffix;  ///< ".cpp"
  Strings compile;     ///< empty: nothing is compiled, the source itself is the program
  Strings check;       ///< for languages without a compiler: a command that finds syntax errors
  Strings run;
  Strings thread_sanitizer;  ///< words added to `compile` for a sanitized build; empty: none
  Strings header_suffixes;   ///< files beside the sources that belong to the build
  int line = 0;              ///< of grading.toml, where its command stands; 0: unknown

  bool operator==(const Language&) const = default;
};

struct LatePolicy {
  std::string deadline;  ///< RFC 3339 with offset; empty: none
  Duration grace{0};
  double percent_per_day = 0;
  double percent_at_most = 100;

  bool operator==(const LatePolicy&) const = default;
};

enum class ProgramKind { client, server, plain };

/// The program that an exercise asks for. In `arguments`, {host}, {port}, {count}, {first} … are
/// replaced by what the peer gives at the start.
struct Program {
  std::string name;  ///< NAME.cpp, or sources in NAME/
  Strings arguments;
  ProgramKind kind = ProgramKind::plain;

  bool operator==(const Program&) const = default;
};

/// A written exercise: one Markdown file, a heading per question.
struct Document {
  std::string file;

  bool operator==(const Document&) const = default;
};

using Subject = std::variant<Program, Document>;

struct PeerPlan {
  std::string kind;
  Params params;  ///< complete: defaults are filled in

  bool operator==(const PeerPlan&) const = default;
};

enum class BuildVariant { plain, thread_sanitizer };

/// `waits`: the trial sleeps most of the time, many run at once. `computes`: it needs a core.
enum class Load { waits, computes };

struct Scenario {
  std::string id;
  PeerPlan peer;
  Duration time_limit{std::chrono::seconds{20}};  ///< of the whole trial
  BuildVariant variant = BuildVariant::plain;
  Load load = Load::waits;
  Duration lasts{0};  ///< what a right program takes, about; the longest goes first
  std::optional<Duration>
      sample;  ///< how often threads and processes are looked at; none: not at all
  Limits limits;

  bool operator==(const Scenario&) const = default;
};

enum class Visibility { visible, hidden };

/// Where a check looks: a scenario of its own exercise, or of another ("threads/run").
struct ScenarioRef {
  std::string exercise;  ///< never empty after loading
  std::string scenario;

  bool operator==(const ScenarioRef&) const = default;
};

/// A check, or a condition (no points, never shown as a check) that checks may require.
struct Check {
  std::string id;
  std::string title;  ///< what holds when it passes, in a student's words
  double points = 0;
  bool bonus = false;
  bool condition = false;
  Visibility visibility = Visibility::visible;
  std::vector<ScenarioRef> scenarios;
  Strings requires_;  ///< ids of checks or conditions of the same exercise
  std::string kind;
  Params params;     ///< complete: defaults are filled in
  std::string hint;  ///< shown when the symptom has none of its own
  Params hints;      ///< symptom name to text

  bool operator==(const Check&) const = default;
};

struct Exercise {
  std::string id;
  std::string title;
  std::string statement;  ///< Markdown
  Subject subject;
  std::vector<Scenario> scenarios;
  std::vector<Check> checks;  ///< conditions first, then checks, each in the order of the file

  bool operator==(const Exercise&) const = default;
};

struct Assignment {
  std::string id;
  std::string title;
  std::string digest;            ///< SHA-256 (hex) of grading.toml and the specs as read
  std::filesystem::path folder;  ///< where grading.toml stands
  std::filesystem::path template_folder;
  Strings protected_files;  ///< of the template; a submission's own version is ignored
  std::uint64_t seed = 1;
  LatePolicy late;
  std::vector<Language> languages;  ///< in order of preference
  Limits compile_limits;
  Limits run_limits;
  std::vector<Exercise> exercises;

  bool operator==(const Assignment&) const = default;
};

}  // namespace viva
