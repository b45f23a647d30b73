// Bytes on the wire, compared exactly: case included, after trailing line ends and blanks are cut.
#pragma once

#include "harness/judge/judge.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace viva::judge {

struct WireDifference {
  std::string symptom;
  std::string what;      ///< "the right text, but with 1 NUL byte at its end"
  std::string expected;  ///< quoted for people
  std::string actual;    ///< quoted, with a caret where it begins to differ
};

/// The symptoms that wire_difference() tells.
std::vector<SymptomInfo> wire_symptoms();

/// None when they are the same. `actual` is not empty.
std::optional<WireDifference> wire_difference(std::string_view expected, std::string_view actual);

}  // namespace viva::judge
