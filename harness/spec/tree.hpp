// A TOML file as a tree of plain values, each with its place in the text. Private to this room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace viva::spec {

class Page;

/// Where something stands in its file: from 1, in characters. Line 0 is the whole file.
struct Place {
  int line = 0;
  int column = 0;
  int width = 1;

  bool operator==(const Place&) const = default;
};

/// A date and time written without quotes, in the form of RFC 3339.
struct Moment {
  std::string text;
};

struct Node;
struct Entry;
using Array = std::vector<Node>;
using Table = std::vector<Entry>;  ///< in the order of the file

struct Node {
  Place place;
  std::variant<bool, std::int64_t, double, std::string, Moment, Array, Table> value;
};

struct Entry {
  std::string key;
  Place place;  ///< of the key
  Node node;
};

/// The tree of the page's text; none after a mistake of form, which is noted on the page.
std::optional<Table> parse(Page& page);

/// "text", "a whole number", "a list" …
std::string_view type_name(const Node& node);

}  // namespace viva::spec
