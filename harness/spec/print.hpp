// Mistakes as a person reads them in a terminal.
#pragma once

#include "harness/model/diagnostic.hpp"

#include <string>

namespace viva::spec {

/// Each with its place, its line, a caret under it and what to do; in the given order, so that the
/// worst stands last; then how many there are. Safe for a terminal. "" for none.
///
///     error: `ponits` is no key of a check
///       --> specs/threads.toml:14:1
///        |
///     14 | ponits = 4
///        | ^^^^^^
///     help: write `points`
std::string print(const Diagnostics& diagnostics);

}  // namespace viva::spec
