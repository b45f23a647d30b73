// The mistakes of a loaded assignment as viva shows them: "" when there are none.
#pragma once

#include "harness/report/diagnostics.hpp"
#include "harness/spec/spec.hpp"

namespace viva::spec {

inline std::string shown(const Loaded& loaded) {
  return report::diagnostics_text(loaded.diagnostics, report::Style{});
}

}  // namespace viva::spec
