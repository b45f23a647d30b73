// Texts that are not where they should be: see printed.hpp.
#include "harness/judge/printed.hpp"

#include "harness/judge/look.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace viva::judge {
namespace {

// So much of a text must be found before one may say that its beginning was printed.
constexpr std::size_t telling = 4;
// A program that prints without end is told from so much of it.
constexpr std::size_t looked_at = 262'144;

/// The longest beginning of `text` that stands in `output`, and where.
struct Beginning {
  std::size_t length = 0;
  std::size_t offset = 0;
};

Beginning longest_beginning(std::string_view text, std::string_view output) {
  Beginning best;
  for (std::size_t offset = 0; offset < output.size(); ++offset) {
    const std::size_t room = std::min(text.size(), output.size() - offset);
    std::size_t length = 0;
    while (length < room && output[offset + length] == text[length]) ++length;
    if (length > best.length) best = {length, offset};
  }
  return best;
}

std::string joined_text(const Strings& pieces) {
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  return text;
}

/// Whether each piece stands in the output, one after the other.
bool pieces_in_order(const Strings& pieces, std::string_view output) {
  std::size_t from = 0;
  for (const std::string& piece : pieces) {
    from = output.find(piece, from);
    if (from == std::string_view::npos) return false;
    from += piece.size();
  }
  return true;
}

/// Whether behind a later, shorter piece stands what an earlier one has left in the same buffer.
bool shows_stale_bytes(const Strings& pieces, std::string_view output) {
  for (std::size_t later = 1; later < pieces.size(); ++later) {
    const std::string& before = pieces[later - 1];
    const std::string& piece = pieces[later];
    if (before.size() < piece.size() + telling) continue;
    const std::string stale = piece + before.substr(piece.size(), telling);
    if (output.find(stale) != std::string_view::npos) return true;
  }
  return false;
}

NotPrinted described(std::string symptom, std::string what) {
  return {std::move(symptom), std::move(what), {}, {}};
}

/// When nothing of it is to be seen.
NotPrinted nothing_of_it(std::string_view text, std::string_view output, std::string_view errors) {
  if (errors.find(text) != std::string_view::npos) {
    return described("on_stderr", "printed it on standard error, not on standard output");
  }
  if (trim(output).empty()) return described("nothing_printed", "printed nothing");
  NotPrinted other = described("other_text", "printed something else");
  other.actual = text::quote(output);
  return other;
}

std::optional<NotPrinted> by_pieces(const Strings& pieces, std::string_view output,
                                    std::size_t printed) {
  if (pieces.size() < 2) return std::nullopt;
  if (shows_stale_bytes(pieces, output)) {
    return described("stale_bytes",
                     "printed, behind a piece, what the piece before had left in the buffer");
  }
  if (pieces_in_order(pieces, output)) {
    return described("pieces_apart", "printed each of the " + std::to_string(pieces.size()) +
                                         " pieces it came in by itself, with something between");
  }
  if (printed == pieces.front().size()) {
    return described("first_piece_only", "printed only the first " +
                                             text::counted(printed, "byte") +
                                             ": the first of the " + std::to_string(pieces.size()) +
                                             " pieces that it came in");
  }
  return std::nullopt;
}

NotPrinted by_beginning(std::string_view text, std::string_view output, Beginning beginning) {
  if (text[beginning.length] == '%') {
    return described("format_string", "printed it up to the % and something else from there on");
  }
  const std::string_view rest = output.substr(beginning.offset + beginning.length);
  if (trim(rest.substr(0, 1)).empty()) {
    return described("cut_short", "printed only the first " +
                                      text::counted(beginning.length, "byte") + " of its " +
                                      std::to_string(text.size()));
  }
  return described("altered", "printed it with something else from byte " +
                                  std::to_string(beginning.length + 1) + " on");
}

}  // namespace

std::vector<SymptomInfo> printing_symptoms() {
  return {{"nothing_printed", "standard output is empty"},
          {"on_stderr", "it stands on standard error"},
          {"format_string", "it was printed up to a %: the text was taken for a format"},
          {"stale_bytes", "behind a piece stands what was left in the buffer"},
          {"first_piece_only", "the first of several pieces alone"},
          {"pieces_apart", "every piece, but with something between them"},
          {"cut_short", "only its beginning"},
          {"altered", "its beginning, then something else"},
          {"other_text", "nothing of it, but something else"}};
}

NotPrinted why_not_printed(const Strings& pieces, std::string_view output,
                           std::string_view errors) {
  const std::string text = joined_text(pieces);
  output = output.substr(0, looked_at);
  const Beginning beginning = longest_beginning(text, output);
  NotPrinted found = nothing_of_it(text, output, errors);
  if (beginning.length >= std::min(telling, text.size())) {
    auto named = by_pieces(pieces, output, beginning.length);
    found = named ? *std::move(named) : by_beginning(text, output, beginning);
    found.actual = text::quote_at(output, beginning.offset + beginning.length);
  }
  found.expected = text::quote(text);
  return found;
}

}  // namespace viva::judge
