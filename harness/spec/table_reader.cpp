// Reading of keys, and what is said when one is not as it should be.
#include "harness/spec/table_reader.hpp"

#include "harness/text/duration.hpp"
#include "harness/text/nearest.hpp"
#include "harness/text/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace viva::spec {
namespace {

constexpr std::string_view duration_help =
    "write a number with its unit, in quotes: \"3s\", \"150ms\", \"10min\"";
constexpr std::string_view size_help =
    "write a number with its unit, in quotes: \"512MB\", \"256KB\"";

std::string complaint_of_type(const Entry& entry, std::string_view wanted) {
  return fmt::format("`{}` is {}, it must be {}", entry.key, type_name(entry.node), wanted);
}

std::string number_text(double number) {
  return fmt::format("{:g}", number);
}

}  // namespace

std::string listed(const Strings& words) {
  std::string result;
  for (const std::string& word : words)
    result += fmt::format("{}`{}`", result.empty() ? "" : ", ", word);
  return result;
}

std::string suggestion(std::string_view word, const Strings& known, std::string_view plural) {
  if (const auto near = text::nearest(word, known)) return fmt::format("write `{}`", *near);
  if (known.empty()) return fmt::format("there are no {}", plural);
  return fmt::format("the {} are {}", plural, listed(known));
}

bool is_id(std::string_view text, bool hyphens) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  const std::string_view others = hyphens ? "0123456789_-" : "0123456789_";
  if (text.empty() || letters.find(text.front()) == std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [&](char letter) {
    return letters.find(letter) != std::string_view::npos ||
           others.find(letter) != std::string_view::npos;
  });
}

TableReader::TableReader(Page& page, const Table& table, Place place, std::string name)
    : page_(&page), table_(&table), place_(place), name_(std::move(name)) {}

const Entry* TableReader::take(std::string_view key, Need need) {
  asked_.emplace(key);
  const auto place = std::find_if(table_->begin(), table_->end(),
                                  [key](const Entry& entry) { return entry.key == key; });
  if (place != table_->end()) return &*place;
  if (need == Need::yes) missing(key);
  return nullptr;
}

bool TableReader::refuse_misspelt(std::string_view key, std::string_view owner) {
  for (const Entry* entry : left()) {
    if (!text::nearest(entry->key, {std::string(key)})) continue;
    refuse(entry->key, fmt::format("`{}` is no key of {}", entry->key, owner),
           fmt::format("write `{}`", key));
    return true;
  }
  return false;
}

void TableReader::missing(std::string_view key) {
  if (refuse_misspelt(key, name_)) return;
  complain(place_, fmt::format("{} needs `{}`", name_, key), fmt::format("add `{} = …`", key));
}

void TableReader::wrong_type(const Entry& entry, std::string_view wanted, std::string help) {
  complain(entry.node.place, complaint_of_type(entry, wanted), std::move(help));
}

template <class T>
const T* TableReader::take_as(std::string_view key, Need need, std::string_view wanted,
                              std::string_view help) {
  const Entry* entry = take(key, need);
  if (entry == nullptr) return nullptr;
  const T* value = std::get_if<T>(&entry->node.value);
  if (value == nullptr) wrong_type(*entry, wanted, std::string(help));
  return value;
}

bool TableReader::text(std::string_view key, std::string& into, Need need) {
  Word given;
  if (!word(key, given, need)) return false;
  into = std::move(given.text);
  return true;
}

bool TableReader::word(std::string_view key, Word& into, Need need) {
  const auto* value = take_as<std::string>(key, need, "text", "write it in quotes");
  if (value == nullptr) return false;
  into = {*value, take(key)->node.place};
  if (need == Need::no || value->find_first_not_of(" \t\n") != std::string::npos) return true;
  complain(into.place, fmt::format("`{}` is empty", key));
  return false;
}

bool TableReader::flag(std::string_view key, bool& into) {
  const auto* value =
      take_as<bool>(key, Need::no, "true or false", "write true or false, without quotes");
  if (value != nullptr) into = *value;
  return value != nullptr;
}

bool TableReader::number(std::string_view key, double& into, Range range, Need need) {
  const Entry* entry = take(key, need);
  if (entry == nullptr) return false;
  double value = 0;
  if (const auto* integer = std::get_if<std::int64_t>(&entry->node.value)) {
    value = static_cast<double>(*integer);
  } else if (const auto* decimal = std::get_if<double>(&entry->node.value)) {
    value = *decimal;
  } else {
    wrong_type(*entry, "a number", "write it without quotes");
    return false;
  }
  if (!(value >= range.least && value <= range.most)) {
    const std::string most =
        range.most < 1e15 ? fmt::format(" to {}", number_text(range.most)) : std::string();
    complain(entry->node.place, fmt::format("`{}` is {}", key, number_text(value)),
             fmt::format("write a number from {}{}", number_text(range.least), most));
    return false;
  }
  into = value;
  return true;
}

bool TableReader::count(std::string_view key, std::uint64_t& into, std::uint64_t least) {
  const auto* value =
      take_as<std::int64_t>(key, Need::no, "a whole number", "write it without quotes");
  if (value == nullptr) return false;
  if (*value < 0 || static_cast<std::uint64_t>(*value) < least) {
    complain(take(key)->node.place, fmt::format("`{}` is {}", key, *value),
             fmt::format("write a whole number from {} on", least));
    return false;
  }
  into = static_cast<std::uint64_t>(*value);
  return true;
}

bool TableReader::duration(std::string_view key, Duration& into) {
  const Entry* entry = take(key);
  if (entry == nullptr) return false;
  const auto value = duration_of(*page_, *entry);
  if (value) into = *value;
  return value.has_value();
}

bool TableReader::size(std::string_view key, std::uint64_t& into) {
  const auto* value = take_as<std::string>(key, Need::no, "a size", size_help);
  if (value == nullptr) return false;
  const auto bytes = text::parse_size(*value);
  if (!bytes || *bytes == 0) {
    complain(take(key)->node.place, fmt::format("{} is no size", text::quote(*value, 40)),
             std::string(size_help));
    return false;
  }
  into = *bytes;
  return true;
}

bool TableReader::words(std::string_view key, std::vector<Word>& into, Need need) {
  const Entry* entry = take(key, need);
  if (entry == nullptr) return false;
  auto list = words_of(*page_, *entry);
  if (!list) return false;
  if (need == Need::yes && list->empty()) {
    complain(entry->node.place, fmt::format("`{}` is an empty list", key));
    return false;
  }
  into = *std::move(list);
  return true;
}

bool TableReader::is_choice(std::string_view key, const Word& given, const Strings& known) {
  if (std::find(known.begin(), known.end(), given.text) != known.end()) return true;
  std::string choices;
  for (const std::string& word : known) {
    choices += fmt::format("{}\"{}\"", choices.empty() ? "" : " or ", word);
  }
  complain(given.place, fmt::format("`{}` cannot be {}", key, text::quote(given.text, 40)),
           fmt::format("write {}", choices));
  return false;
}

const Table* TableReader::table(std::string_view key, Place& place, Need need) {
  const auto* value = take_as<Table>(key, need, "a table");
  if (value != nullptr) place = take(key)->node.place;
  return value;
}

std::vector<const Node*> TableReader::tables(std::string_view key) {
  std::vector<const Node*> result;
  const Entry* entry = take(key);
  if (entry == nullptr) return result;
  const auto* array = std::get_if<Array>(&entry->node.value);
  if (array == nullptr) {
    wrong_type(*entry, "a list of tables", fmt::format("write [[{}]] for each", key));
    return result;
  }
  for (const Node& node : *array) {
    if (std::holds_alternative<Table>(node.value)) {
      result.push_back(&node);
    } else {
      complain(node.place, fmt::format("`{}` holds {}, it must hold tables", key, type_name(node)),
               fmt::format("write [[{}]] for each", key));
    }
  }
  return result;
}

void TableReader::refuse(std::string_view key, std::string what, std::string help) {
  const auto place = std::find_if(table_->begin(), table_->end(),
                                  [key](const Entry& entry) { return entry.key == key; });
  if (place == table_->end()) return;
  refused_.emplace(key);
  complain(place->place, std::move(what), std::move(help));
}

std::vector<const Entry*> TableReader::left() const {
  std::vector<const Entry*> result;
  for (const Entry& entry : *table_) {
    if (!asked_.contains(entry.key) && !refused_.contains(entry.key)) result.push_back(&entry);
  }
  return result;
}

void TableReader::finish() {
  const Strings keys = known();
  for (const Entry* entry : left()) {
    complain(entry->place, fmt::format("`{}` is no key of {}", entry->key, name_),
             suggestion(entry->key, keys, "keys"));
  }
}

std::optional<Duration> duration_of(Page& page, const Entry& entry) {
  const auto* value = std::get_if<std::string>(&entry.node.value);
  if (value == nullptr) {
    page.complain(entry.node.place, complaint_of_type(entry, "a time"), std::string(duration_help));
    return std::nullopt;
  }
  const auto duration = text::parse_duration(*value);
  if (!duration) {
    page.complain(entry.node.place, fmt::format("{} is no time", text::quote(*value, 40)),
                  std::string(duration_help));
  }
  return duration;
}

std::optional<std::vector<Word>> words_of(Page& page, const Entry& entry) {
  const auto* array = std::get_if<Array>(&entry.node.value);
  if (array == nullptr) {
    page.complain(entry.node.place, complaint_of_type(entry, "a list of texts"),
                  "write [\"…\", \"…\"]");
    return std::nullopt;
  }
  std::vector<Word> words;
  for (const Node& node : *array) {
    if (const auto* word = std::get_if<std::string>(&node.value)) {
      words.push_back({*word, node.place});
    } else {
      page.complain(node.place,
                    fmt::format("`{}` holds {}, it must hold texts", entry.key, type_name(node)),
                    "write it in quotes");
      return std::nullopt;
    }
  }
  return words;
}

}  // namespace viva::spec
