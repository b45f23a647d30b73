// The keys that say how much a command may use. Private to this room.
#pragma once

#include "harness/model/limits.hpp"
#include "harness/spec/table_reader.hpp"

namespace viva::spec {

/// Puts what the table gives over what `limits` holds.
void read_limits(TableReader& reader, Limits& limits);

}  // namespace viva::spec
