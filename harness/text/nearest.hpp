// "did you mean": the known word that a misspelt one was probably meant to be.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace viva::text {

/// Letters to insert, delete, replace or swap with their neighbour to get from one to the other.
std::size_t edit_distance(std::string_view left, std::string_view right);

/// The known word with the least distance, upper or lower case aside; the first of several. None
/// when more than a third of the word would have to change.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace viva::text
