// Whether something can be written to a place, before it takes a while to make it.
#pragma once

#include "harness/model/diagnostic.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace viva::cli {

enum class Target { file, folder };

/// Why not, with the mend; `option` is what named the place. A file's folder must be there, a
/// folder is made with those above it.
std::optional<Diagnostic> cannot_write(const std::string& option,
                                       const std::filesystem::path& place, Target target);

}  // namespace viva::cli
