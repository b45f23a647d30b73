// Grading one submission from its files to its grade: the rooms joined in their order.
#pragma once

#include "harness/batch/examine.hpp"
#include "harness/cli/options.hpp"
#include "harness/judge/judge.hpp"
#include "harness/model/assignment.hpp"
#include "harness/model/grade.hpp"
#include "harness/model/submission.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace viva::cli {

struct GradeSettings {
  bool hidden = false;  ///< hidden checks too
  bool fresh = false;   ///< do not use what is remembered
  Isolation isolation = Isolation::automatic;
  batch::Tell tell;  ///< progress; may be empty
};

struct Graded {
  Grade grade;
  judge::Transcripts transcripts;
  std::string weaker;  ///< why the weaker isolation was used; empty when it was not
};

struct Request {
  Submission submission;
  std::set<std::string> exercises;  ///< empty: all of them
};

/// Several submissions side by side, in their order. Throws Trouble when the harness cannot go on.
std::vector<Graded> grade_all(const Assignment& assignment, const std::vector<Request>& requests,
                              const GradeSettings& settings);

Graded grade(const Assignment& assignment, const Request& request, const GradeSettings& settings);

/// The worker's end of the same program: `viva worker`, `viva worker --probe INIT` and `viva worker
/// --unpack`.
int worker_main(int count, const char* const* arguments);

}  // namespace viva::cli
