// Where a server listens (TCP) or which port it has bound (UDP), and why not on the one it was
// given.
#pragma once

#include "harness/judge/judge.hpp"

#include <optional>
#include <vector>

namespace viva::judge {

/// The symptoms that failure_to_listen() tells.
std::vector<SymptomInfo> listening_symptoms();

/// What to say about a program that was never seen on its port; none when it was.
std::optional<Finding> failure_to_listen(const Transcript& transcript);

}  // namespace viva::judge
