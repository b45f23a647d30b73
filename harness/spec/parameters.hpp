// The parameters of a kind, as a spec gives them. Private to this room.
#pragma once

#include "harness/model/kind.hpp"
#include "harness/spec/table_reader.hpp"

#include <string_view>
#include <vector>

namespace viva::spec {

/// The kind of that name; null after a complaint with the nearest one. `noun` is "peer" or "kind of
/// check".
const KindInfo* find_kind(Page& page, const Word& name, const std::vector<KindInfo>& kinds,
                          std::string_view noun);

/// All parameters of `kind` from the table's keys that nobody asked for yet, defaults filled in.
/// Complains about the wrong, the missing and the unknown. `noun` as above.
Params read_parameters(TableReader& reader, const KindInfo& kind, std::string_view noun);

}  // namespace viva::spec
