// Mistakes in a spec, in grading.toml or on the command line, as a person at a terminal reads them:
// what is wrong, where, the line with the place underlined, and what to do.
#pragma once

#include "harness/model/diagnostic.hpp"
#include "harness/report/style.hpp"

#include <string>

namespace viva::report {

/// One after the other in the given order, an empty line between them, and how many there are when
/// there are several. Safe for a terminal. "" for none.
///
///     error: `ponits` is no key of a check
///       --> specs/threads.toml:14:1
///        │
///     14 │ ponits = 4
///        │ ^^^^^^
///     help: write `points`
std::string diagnostics_text(const Diagnostics& diagnostics, const Style& style);

}  // namespace viva::report
