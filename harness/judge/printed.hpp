// Whether a text that a program received stands on its standard output, and if not, what stands
// there instead. The text must be contiguous; what the program prints around it is its own affair.
#pragma once

#include "harness/judge/judge.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace viva::judge {

/// What is known of a text that is not on standard output as it should be.
struct NotPrinted {
  std::string symptom;
  std::string what;  ///< completes "your program …": "printed only the first 1024 bytes of it"
  std::string expected;  ///< quoted for people
  std::string actual;
};

/// The symptoms that why_not_printed() tells.
std::vector<SymptomInfo> printing_symptoms();

/// `pieces`: the text as it was sent, one segment or more. `output` does not hold the whole of it.
NotPrinted why_not_printed(const Strings& pieces, std::string_view output, std::string_view errors);

}  // namespace viva::judge
