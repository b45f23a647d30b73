// Optimal string alignment distance, in three rows.
#include "harness/text/nearest.hpp"

#include <algorithm>

namespace viva::text {
namespace {

constexpr std::size_t word_max = 64;  // longer words are no misspelt names

std::string lower_case(std::string_view word) {
  std::string result(word);
  for (char& letter : result) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return result;
}

}  // namespace

std::size_t edit_distance(std::string_view left, std::string_view right) {
  const std::size_t width = right.size() + 1;
  std::vector<std::size_t> before_last(width);
  std::vector<std::size_t> last(width);
  std::vector<std::size_t> row(width);
  for (std::size_t j = 0; j < width; ++j) row[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j < width; ++j) {
      const std::size_t change = left[i - 1] == right[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      const bool swapped =
          i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row.back();
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known) {
  if (word.empty() || word.size() > word_max) return std::nullopt;
  const std::string sought = lower_case(word);
  std::optional<std::string> best;
  std::size_t distance_max = std::max<std::size_t>(1, word.size() / 3);
  for (const std::string& candidate : known) {
    if (candidate.size() > word_max) continue;
    const std::size_t distance = edit_distance(sought, lower_case(candidate));
    if (distance >= std::max(word.size(), candidate.size())) continue;  // nothing in common
    if (distance < distance_max || (distance == distance_max && !best)) {
      distance_max = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace viva::text
