// viva doctor: what a machine's facts mean for grading, and how to get what is missing. Pure.
#pragma once

#include "harness/cli/machine.hpp"
#include "harness/report/style.hpp"

#include <string>
#include <vector>

namespace viva::cli {

enum class Health {
  ok,
  weaker,   ///< viva works, but something is not as good as it could be
  missing,  ///< viva cannot grade here
};

struct Finding {
  Health health = Health::ok;
  std::string about;  ///< "C++ compiler"
  std::string found;  ///< what is there, or what is wrong
  std::string mend;   ///< a command or a sentence; empty when nothing is to be done

  bool operator==(const Finding&) const = default;
};

std::vector<Finding> diagnose(const Machine& machine);

/// The worst of them.
Health overall(const std::vector<Finding>& findings);

std::string doctor_text(const std::vector<Finding>& findings, const report::Style& style);

}  // namespace viva::cli
