// TOML by toml++, the only file that includes it. The library is compiled in here with its
// assertions turned into exceptions: version 3.3 holds assertions that some texts break.
#include <stdexcept>

namespace viva::spec {
[[noreturn]] static void broken_assertion(const char* expression) {
  throw std::logic_error(expression);
}
}  // namespace viva::spec

// clang-format off
#undef NDEBUG
#undef TOML_HEADER_ONLY
#undef TOML_SHARED_LIB
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 16
#define TOML_ASSERT(expression) \
  ((expression) ? static_cast<void>(0) : ::viva::spec::broken_assertion(#expression))
#include <toml++/toml.h>
// clang-format on

#include "harness/spec/page.hpp"
#include "harness/spec/tree.hpp"
#include "harness/text/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace viva::spec {
namespace {

constexpr std::size_t dots_max = 60;  // on one line: keys that are nested deeper are no spec
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

// --- before toml++ ---------------------------------------------------------------------

bool forbidden_control(char32_t code) {
  return (code < 0x20 && code != U'\t' && code != U'\r') || code == 0x7f;
}

/// Notes the first byte of a line that no spec may hold; true when there is one.
bool bad_byte(Page& page, int line) {
  int column = 1;
  for (std::string_view rest = page.line(line); !rest.empty(); ++column) {
    const text::Character character = text::first_character(rest);
    const auto code = static_cast<unsigned>(character.code);
    if (!character.valid) {
      page.give_up({line, column, 1}, fmt::format("the byte 0x{:02x} is no UTF-8", code),
                   "save the file as UTF-8");
      return true;
    }
    if (forbidden_control(character.code) || character.code == U'\r') {
      page.give_up({line, column, 1}, fmt::format("a control character, U+{:04X}", code),
                   "remove it");
      return true;
    }
    rest.remove_prefix(character.length);
  }
  return false;
}

/// Points between parts of keys, and of numbers; several in a row are an ellipsis and count once.
bool too_many_dots(Page& page, int line) {
  std::size_t dots = 0;
  char before = ' ';
  for (const char letter : page.line(line)) {
    if (letter == '.' && before != '.') ++dots;
    before = letter;
  }
  if (dots <= dots_max) return false;
  page.give_up({line, 1, 1}, fmt::format("more than {} points on one line", dots_max),
               "break the text into several lines");
  return true;
}

bool presentable(Page& page) {
  bool good = true;
  for (int line = 1; line <= page.line_count(); ++line) {
    if (bad_byte(page, line) || too_many_dots(page, line)) good = false;
  }
  return good;
}

// --- places ----------------------------------------------------------------------------

Place place_of(const Page& page, const toml::source_region& region) {
  const int line = static_cast<int>(region.begin.line);
  const int column = static_cast<int>(region.begin.column);
  int end = static_cast<int>(region.end.column);
  if (region.end.line != region.begin.line) {
    end = static_cast<int>(text::length_in_characters(page.line(line))) + 1;
  }
  return {line, column, std::max(1, end - column)};
}

// --- the tree --------------------------------------------------------------------------

std::string offset_text(const toml::time_offset& offset) {
  if (offset.minutes == 0) return "Z";
  const int minutes = offset.minutes < 0 ? -offset.minutes : offset.minutes;
  return fmt::format("{}{:02}:{:02}", offset.minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

Moment moment_of(const toml::date_time& moment) {
  const std::string offset = moment.offset ? offset_text(*moment.offset) : std::string();
  return {fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", moment.date.year, moment.date.month,
                      moment.date.day, moment.time.hour, moment.time.minute, moment.time.second,
                      offset)};
}

Moment moment_of(const toml::date& date) {
  return {fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day)};
}

Moment moment_of(const toml::time& time) {
  return {fmt::format("{:02}:{:02}:{:02}", time.hour, time.minute, time.second)};
}

Node node_of(const Page& page, const toml::node& node);

Table table_of(const Page& page, const toml::table& table) {
  Table entries;
  for (const auto& [key, node] : table) {
    entries.push_back({std::string(key.str()), place_of(page, key.source()), node_of(page, node)});
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& left, const Entry& right) {
    return std::pair(left.place.line, left.place.column) <
           std::pair(right.place.line, right.place.column);
  });
  return entries;
}

Array array_of(const Page& page, const toml::array& array) {
  Array nodes;
  for (const toml::node& node : array) nodes.push_back(node_of(page, node));
  return nodes;
}

Node node_of(const Page& page, const toml::node& node) {
  Node result{place_of(page, node.source()), false};
  switch (node.type()) {
    case toml::node_type::table:
      result.value = table_of(page, *node.as_table());
      break;
    case toml::node_type::array:
      result.value = array_of(page, *node.as_array());
      break;
    case toml::node_type::string:
      result.value = node.as_string()->get();
      break;
    case toml::node_type::integer:
      result.value = node.as_integer()->get();
      break;
    case toml::node_type::floating_point:
      result.value = node.as_floating_point()->get();
      break;
    case toml::node_type::boolean:
      result.value = node.as_boolean()->get();
      break;
    case toml::node_type::date:
      result.value = moment_of(node.as_date()->get());
      break;
    case toml::node_type::time:
      result.value = moment_of(node.as_time()->get());
      break;
    case toml::node_type::date_time:
      result.value = moment_of(node.as_date_time()->get());
      break;
    case toml::node_type::none:
      break;
  }
  return result;
}

// --- mistakes of form ------------------------------------------------------------------

/// What people usually meant, by a part of the library's description.
struct Mend {
  std::string_view part;
  std::string_view help;
};

constexpr std::array<Mend, 9> mends = {
    {{"control characters other than TAB",
      "close the text with its quote on the same line; text of several lines stands between \"\"\" "
      "and \"\"\""},
     {"cannot redefine existing",
      "give each key and each table once; tables of one kind are written [[…]]"},
     {"unknown escape sequence", "write \\\\ for a backslash, or put the text in single quotes"},
     {"expected '='", "write KEY = VALUE; a key of several words stands in quotes"},
     {"expected a comment or whitespace", "begin a new line"},
     {"dangling comma", "remove the comma before }"},
     {"expected key or closing '}', saw '\\n'", "write { … } on one line, or a [table] of its own"},
     {"encountered end-of-file", "something that was opened (a quote or a bracket) is not closed"},
     {"expected value", "write a value after ="}}};

std::string help_for(std::string_view description) {
  for (const Mend& mend : mends) {
    if (description.find(mend.part) != std::string_view::npos) return std::string(mend.help);
  }
  return {};
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t place = text.find(from); place != std::string::npos;
       place = text.find(from, place + to.size())) {
    text.replace(place, from.size(), to);
  }
  return text;
}

/// "Error while parsing string: unknown…" becomes "string: unknown…", on one line.
std::string in_our_words(std::string description) {
  constexpr std::string_view opening = "Error while parsing ";
  if (description.starts_with(opening)) description.erase(0, opening.size());
  const std::size_t name = description.find(" (TOML_MAX");
  if (name != std::string::npos) description.erase(name);
  description = replace_all(std::move(description), "'\\n'", "the end of the line");
  description = replace_all(std::move(description), "\n", " ");
  return text::replace_invalid(description);
}

/// "within = 3s": a unit without quotes is the mistake that people make most.
bool unit_without_quotes(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return false;
  std::string_view value = line.substr(equals + 1);
  value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
  const std::size_t digits = std::min(value.find_first_not_of("0123456789."), value.size());
  value.remove_prefix(digits);
  const std::string_view unit = value.substr(0, value.find_first_of(" \t#"));
  constexpr std::array<std::string_view, 10> units = {"us", "ms", "s",  "min", "h",
                                                      "B",  "KB", "MB", "GB",  "m"};
  return digits > 0 && std::find(units.begin(), units.end(), unit) != units.end();
}

void note_mistake_of_form(Page& page, const toml::parse_error& error) {
  const Place place = place_of(page, error.source());
  std::string help = help_for(error.description());
  if (unit_without_quotes(page.line(place.line)))
    help = "times and sizes stand in quotes: \"3s\", \"512MB\"";
  page.give_up({place.line, place.column, 1}, in_our_words(std::string(error.description())),
               std::move(help));
}

}  // namespace

std::optional<Table> parse(Page& page) {
  if (!presentable(page)) return std::nullopt;
  std::string_view text = page.text();
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  try {
    const toml::table table = toml::parse(text, std::string_view(page.file()));
    return table_of(page, table);
  } catch (const toml::parse_error& error) {
    note_mistake_of_form(page, error);
  } catch (const std::logic_error&) {
    page.give_up({}, "this is no TOML, and the parser cannot say where",
                 "take out half of it and try again");
  }
  return std::nullopt;
}

std::string_view type_name(const Node& node) {
  constexpr std::array<std::string_view, 7> names = {
      "true or false", "a whole number", "a number", "text", "a date", "a list", "a table"};
  return names[node.value.index()];
}

}  // namespace viva::spec
