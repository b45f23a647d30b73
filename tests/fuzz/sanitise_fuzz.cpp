// Any bytes through every sanitiser and quote: valid text that can do no harm where it goes.
#include "harness/text/duration.hpp"
#include "harness/text/quote.hpp"
#include "harness/text/sanitise.hpp"
#include "harness/text/utf8.hpp"
#include "harness/text/wrap.hpp"
#include "tests/fuzz/expect.hpp"

#include <cctype>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace viva::text;
using viva::fuzz::expect;

void check_plain(std::string_view text, const char* sentence) {
  expect(valid_utf8(text), sentence);
  for (; !text.empty(); text.remove_prefix(first_character(text).length)) {
    const char32_t code = first_character(text).code;
    expect(code == U'\n' || code == U'\t' || !hidden_character(code), sentence);
  }
}

void check_markup(std::string_view bytes) {
  for (const std::string& text : {for_html(bytes), for_xml(bytes)}) {
    check_plain(text, "markup is plain");
    expect(text.find_first_of("<>\"'") == std::string::npos,
           "markup holds no sign of its language");
  }
}

/// The cell as a reader of RFC 4180 sees it.
std::string unquoted(std::string_view cell) {
  if (!cell.starts_with('"')) return std::string(cell);
  std::string text;
  for (std::size_t place = 1; place + 1 < cell.size(); ++place) {
    text += cell[place];
    if (cell[place] == '"') {
      ++place;
      expect(cell[place] == '"', "a quote in a cell is doubled");
    }
  }
  return text;
}

void check_cell(std::string_view bytes) {
  const std::string cell = for_csv(bytes);
  check_plain(cell, "a cell is plain");
  expect(cell.find('\n') == std::string::npos, "a cell stands on one line");
  const bool quoted = cell.starts_with('"') && cell.size() > 1 && cell.ends_with('"');
  expect(quoted || cell.find_first_of("\",; ") == std::string::npos,
         "a cell is quoted where it must be");
  const std::string text = unquoted(cell);
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) return;
  const bool number = text.front() == '-' && text.size() > 1 &&
                      text.find_first_not_of("0123456789.", 1) == std::string::npos;
  expect(number || std::string_view("=+-@").find(text[first]) == std::string_view::npos,
         "a cell begins no formula");
}

void check_log(const std::string& text) {
  check_plain(text, "a log is plain");
  expect(text.find("##[") == std::string::npos, "a log holds no ##[");
  expect(text.find("##vso[") == std::string::npos, "a log holds no ##vso[");
  std::string_view rest = text;
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    expect(!line.starts_with("::"), "no line of a log is a command");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_plain(for_terminal(bytes), "a terminal gets plain text");
  check_markup(bytes);
  check_cell(bytes);
  check_log(for_ci_log(bytes));
  check_log(without_ci_commands(wrap(for_terminal(bytes), 20, 2)));
  expect(json_without_ci_commands(bytes).find("##") == std::string::npos,
         "JSON for a log holds no ##");
  const std::size_t offset = size == 0 ? 0 : data[0];
  check_plain(quote(bytes, offset), "a quotation is plain");
  check_plain(quote_at(bytes, offset, 24), "a quotation with a caret is plain");
  expect(valid_utf8(wrap(for_terminal(bytes), 20, 2)), "wrapping keeps characters whole");
  if (const auto duration = parse_duration(bytes)) {
    expect(parse_duration(print_duration(*duration)) == duration, "a duration is read back");
  }
  if (const auto bytes_count = parse_size(bytes)) {
    expect(parse_size(print_size(*bytes_count)) == bytes_count, "a size is read back");
  }
  return 0;
}
