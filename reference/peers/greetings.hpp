// Greetings for a client under test: made from the seed, and cut into pieces. No sockets here.
#pragma once

#include "harness/trial/random.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace viva::peers {

/// The styles of greeting that a spec may name.
const std::vector<std::string_view>& greeting_styles();

/// One line of printable text without a line end. "plain": 20 to 60 characters. "percent": like it,
/// with "%s" in its midst, as printf() must not see it. "long": 1,100 to 2,000 characters.
/// Another style is a mistake in the spec and throws Trouble.
std::string make_greeting(std::string_view style, trial::Random& random);

/// `pieces` parts that make up the text, each shorter than the one before where that can be: a
/// client that prints a buffer beyond what it has just received then shows what is left of the
/// piece before.
std::vector<std::string> cut(std::string_view text, std::size_t pieces);

}  // namespace viva::peers
