// Which assignment is meant, and which of its exercises. A grading.toml inside the submission never
// counts: it would let a student write the rules.
#pragma once

#include "harness/model/assignment.hpp"
#include "harness/model/diagnostic.hpp"

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>

namespace viva::cli {

struct Whereabouts {
  std::optional<std::filesystem::path> given;       ///< --assignment
  std::optional<std::filesystem::path> submission;  ///< what is graded
  std::filesystem::path here;                       ///< the working folder
  std::filesystem::path program;                    ///< viva's own executable
};

struct FoundAssignment {
  std::filesystem::path folder;  ///< holds grading.toml
  std::string remark;            ///< something that may surprise; else empty
};

/// The folder given; else the nearest one with a grading.toml above the submission, else above the
/// working folder, else the one that came with viva.
std::variant<FoundAssignment, Diagnostic> find_assignment(const Whereabouts& places);

/// "There is no exercise", with the nearest one, or with its file when that is only not listed.
Diagnostic no_such_exercise(const Assignment& assignment, std::string_view id);

/// The folder that was given is an exercise's id: "did you mean -e".
std::optional<Diagnostic> exercise_for_a_folder(const Assignment& assignment,
                                                const std::filesystem::path& folder);

/// The ids of the exercises named (all, when none is); "threads/pace" counts as "threads".
std::variant<std::set<std::string>, Diagnostic> choose_exercises(const Assignment& assignment,
                                                                 const Strings& names);

}  // namespace viva::cli
