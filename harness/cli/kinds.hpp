// viva explain --kinds and --peers: the tables that a spec is validated against, for its author.
#pragma once

#include "harness/model/diagnostic.hpp"
#include "harness/model/kind.hpp"
#include "harness/report/style.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace viva::cli {

enum class KindOf { peer, check };

/// All of `kinds`, or the one that is named.
std::variant<std::string, Diagnostic> explain_kinds(const std::vector<KindInfo>& kinds, KindOf what,
                                                    std::string_view name,
                                                    const report::Style& style);

/// A value as people read it: text quoted, lists with commas.
std::string value_text(const Value& value);

}  // namespace viva::cli
