// Any bytes: what every sink's sanitiser and the quoting must hold.
#include "harness/text/duration.hpp"
#include "harness/text/quote.hpp"
#include "harness/text/sanitise.hpp"
#include "harness/text/utf8.hpp"
#include "harness/text/wrap.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

/// Nothing in it moves a cursor or changes a colour.
bool harmless(std::string_view text, std::string_view allowed) {
  while (!text.empty()) {
    const auto character = viva::text::first_character(text);
    if (!character.valid) return false;
    const bool fine = character.code < 0x80 &&
                      allowed.find(static_cast<char>(character.code)) != std::string_view::npos;
    if (viva::text::hidden_character(character.code) && !fine) return false;
    text.remove_prefix(character.length);
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace viva::text;
  const std::string bytes(data, data + size);
  must(harmless(for_terminal(bytes), "\n\t"));
  must(harmless(for_ci_log(bytes), "\n\t"));
  must(for_html(bytes).find_first_of("<>\"'") == std::string::npos);
  must(valid_utf8(for_xml(bytes)));
  must(valid_utf8(for_csv(bytes)));
  must(harmless(quote(bytes, 40), ""));
  must(harmless(quote_at(bytes, size / 2, 40), "\n"));
  must(valid_utf8(replace_invalid(bytes)));
  static_cast<void>(wrap(bytes, 30, 4));
  if (const auto duration = parse_duration(bytes))
    must(parse_duration(print_duration(*duration)) == duration);
  if (const auto number = parse_size(bytes)) must(parse_size(print_size(*number)) == number);
  return 0;
}
