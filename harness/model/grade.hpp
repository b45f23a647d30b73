// The grade of one submission: verdicts with their evidence, and points. The form of result.json.
#pragma once

#include "harness/model/assignment.hpp"
#include "harness/model/build.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace viva {

enum class VerdictStatus { pass, fail, skip, pending, error };

/// An event that proves a verdict: which transcript, which line of it (from 1).
struct Proof {
  std::string exercise;
  std::string scenario;
  std::size_t line = 0;

  bool operator==(const Proof&) const = default;
};

struct Verdict {
  std::string id;
  std::string title;
  VerdictStatus status = VerdictStatus::error;
  double score = 0;
  double max_score = 0;
  bool bonus = false;
  Visibility visibility = Visibility::visible;
  std::string symptom;   ///< name of the recognised cause, or empty
  std::string message;   ///< one sentence in the student's terms
  std::string expected;  ///< bytes already quoted for people
  std::string actual;
  std::string hint;
  std::string transcript;    ///< "transcripts/threads/run.jsonl", or empty
  std::vector<Proof> proof;  ///< the events that decided, in order
  bool unclear = false;  ///< a late machine left it open: the scenario is to be tried again alone

  bool operator==(const Verdict&) const = default;
};

enum class ExerciseStatus { graded, missing, build_failed, error };

struct ExerciseGrade {
  std::string id;
  std::string title;
  ExerciseStatus status = ExerciseStatus::error;
  std::string why;  ///< for missing and error: the reason in a student's words
  double score = 0;
  double max_score = 0;
  double bonus = 0;
  double pending = 0;
  Build build;
  std::vector<Verdict> checks;
  std::size_t hidden_checks = 0;  ///< that exist but were not run or are not shown
  double hidden_points = 0;       ///< what those are worth, beside their bonus
  double hidden_bonus = 0;

  bool operator==(const ExerciseGrade&) const = default;
};

struct Grade {
  std::string assignment_id;
  std::string assignment_title;
  std::string assignment_digest;
  std::string submission_id;
  std::string submission_name;
  std::string submission_digest;
  std::uint64_t seed = 1;
  std::string isolation;  ///< "namespaces", "masked" or "none" (harness/box/box.hpp)
  Strings weaker;         ///< walls that this machine did not give, a sentence each
  double score = 0;       ///< with bonus
  double max_score = 0;   ///< without bonus
  double bonus = 0;
  double pending = 0;
  std::vector<ExerciseGrade> exercises;

  bool operator==(const Grade&) const = default;
};

}  // namespace viva
