// viva explain: what an exercise or one check asks for, from the assignment alone. Hidden checks
// are counted, never told.
#pragma once

#include "harness/model/assignment.hpp"
#include "harness/model/diagnostic.hpp"
#include "harness/report/style.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace viva::cli {

/// `what` is empty (all exercises), "EXERCISE" or "EXERCISE/CHECK". The text is ready to be
/// written.
std::variant<std::string, Diagnostic> explain(const Assignment& assignment, std::string_view what,
                                              const report::Style& style);

}  // namespace viva::cli
