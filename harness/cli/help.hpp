// The words of `viva --help` and of each command's own help; a test holds them against the options.
#pragma once

#include "harness/model/value.hpp"

#include <string>
#include <string_view>

namespace viva::cli {

/// What `viva` alone says: two examples first, then the commands.
std::string short_help();

/// Of one command; short_help() for a word that is none.
std::string help_for(std::string_view command);

/// The commands that a person may use.
const Strings& commands();

}  // namespace viva::cli
