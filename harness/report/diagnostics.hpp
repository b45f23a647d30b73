// Mistakes in a spec, in grading.toml or on the command line, as a person at a terminal reads them:
// what is wrong, where, the line with the place underlined, and what to do.
#pragma once

#include "harness/model/diagnostic.hpp"
#include "harness/report/style.hpp"

#include <string>

namespace viva::report {

/// One after the other, an empty line between them, and how many there are when there are several.
std::string diagnostics_text(const Diagnostics& diagnostics, const Style& style);

}  // namespace viva::report
