// What known submissions prove about the checks: which wrong programs each check catches, which it
// alone catches, which checks nothing wrong ever failed, and which verdicts were not steady. Pure.
#pragma once

#include "harness/model/assignment.hpp"
#include "harness/model/grade.hpp"
#include "harness/report/style.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace viva::cli {

/// One known submission's verdicts for one exercise in one run.
struct KnownVerdicts {
  std::string name;  ///< "threads/joins_first"
  std::string exercise;
  std::map<std::string, VerdictStatus> checks;

  bool operator==(const KnownVerdicts&) const = default;
};

struct CheckProof {
  std::string check;
  std::size_t caught = 0;  ///< submissions that fail it
  std::size_t alone = 0;   ///< those that fail nothing else; what requires it may be skipped

  bool operator==(const CheckProof&) const = default;
};

struct ExerciseProof {
  std::string exercise;
  std::vector<CheckProof> checks;  ///< in the order of the spec

  bool operator==(const ExerciseProof&) const = default;
};

/// Of the exercises chosen.
std::vector<ExerciseProof> proofs(const std::vector<Exercise>& exercises,
                                  const std::set<std::string>& chosen,
                                  const std::vector<KnownVerdicts>& known);

/// A verdict that was not the same in every run.
struct Unsteady {
  std::string name;
  std::string check;
  std::map<VerdictStatus, std::size_t> times;

  bool operator==(const Unsteady&) const = default;
};

/// Each run holds the same submissions in the same order.
std::vector<Unsteady> unsteady(const std::vector<std::vector<KnownVerdicts>>& runs);

/// For a terminal; `whole`: a line per exercise with all numbers, else what is missing alone.
std::string proof_text(const std::vector<ExerciseProof>& proofs, bool whole,
                       const report::Style& style);
std::string unsteady_text(const std::vector<Unsteady>& unsteady, std::size_t runs,
                          const report::Style& style);

}  // namespace viva::cli
