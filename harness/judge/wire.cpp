// How bytes differ, in a student's words: see wire.hpp.
#include "harness/judge/wire.hpp"

#include "harness/judge/look.hpp"
#include "harness/text/quote.hpp"

#include <cstddef>
#include <utility>

namespace viva::judge {
namespace {

struct Named {
  std::string symptom;
  std::string what;
};

std::size_t trailing_nuls(std::string_view bytes) {
  const std::size_t last = bytes.find_last_not_of('\0');
  return last == std::string_view::npos ? bytes.size() : bytes.size() - last - 1;
}

/// Both are trimmed and differ.
Named name_difference(std::string_view expected, std::string_view actual) {
  const std::size_t nuls = trailing_nuls(actual);
  if (nuls > 0 && trim_end(actual.substr(0, actual.size() - nuls)) == expected) {
    return {"trailing_nul",
            "the right text, but with " + text::counted(nuls, "NUL byte") + " at its end"};
  }
  if (lower(actual) == lower(expected))
    return {"wrong_case", "the right letters in the wrong case"};
  if (expected.starts_with(actual)) {
    return {"cut_short", "only the first " + text::counted(actual.size(), "byte") + " of " +
                             std::to_string(expected.size())};
  }
  const std::size_t first = actual.find(expected);
  if (expected.empty() || first == std::string_view::npos) return {"different", "another text"};
  if (first == 0 && actual.find(expected, 1) != std::string_view::npos) {
    return {"repeated", "the right text more than once"};
  }
  return {"extra_bytes", std::string("the right text, but with other bytes ") +
                             (first == 0 ? "after" : "before") + " it"};
}

}  // namespace

std::vector<SymptomInfo> wire_symptoms() {
  return {{"trailing_nul", "the right text with a NUL byte at its end"},
          {"wrong_case", "the right letters in the wrong case"},
          {"cut_short", "only the beginning of the right text"},
          {"repeated", "the right text more than once"},
          {"extra_bytes", "the right text with other bytes before or after it"},
          {"different", "another text"}};
}

std::optional<WireDifference> wire_difference(std::string_view expected, std::string_view actual) {
  expected = trim_end(expected);
  actual = trim_end(actual);
  const auto offset = text::first_difference(expected, actual);
  if (!offset) return std::nullopt;
  Named named = name_difference(expected, actual);
  return WireDifference{std::move(named.symptom), std::move(named.what), text::quote(expected),
                        text::quote_at(actual, *offset)};
}

}  // namespace viva::judge
