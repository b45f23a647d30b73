// Which names of files and folders are tame, and which are of no use to a grader. Pure.
#pragma once

#include "harness/model/value.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace viva::intake {

/// Why a name could fool a compiler's command line, a terminal or a reader; none when it is tame.
std::optional<std::string> not_tame(std::string_view name, std::size_t bytes_max);

/// Why a folder of this name is not looked into; none when it is.
std::optional<std::string> idle_folder(std::string_view name);

/// Why a file of this (tame) name is not taken; none when it is.
std::optional<std::string> idle_file(std::string_view name, bool executable,
                                     const Strings& suffixes);

/// Whether a file of this name is an archive, as far as names tell.
bool archive_name(std::string_view name);

/// What systems put beside a folder without anybody's wish: hidden entries and __MACOSX.
bool beside_the_point(std::string_view name);

}  // namespace viva::intake
