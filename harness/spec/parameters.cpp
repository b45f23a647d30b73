// From TOML values to the types that a kind declares.
#include "harness/spec/parameters.hpp"

#include "harness/text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace viva::spec {
namespace {

std::string_view wanted(ValueType type) {
  switch (type) {
    case ValueType::boolean:
      return "true or false";
    case ValueType::integer:
      return "a whole number";
    case ValueType::number:
      return "a number";
    case ValueType::text:
      return "text";
    case ValueType::duration:
      return "a time";
    case ValueType::integers:
      return "a list of whole numbers";
    case ValueType::strings:
      return "a list of texts";
  }
  return "something else";
}

std::string type_help(ValueType type) {
  switch (type) {
    case ValueType::text:
      return "write it in quotes";
    case ValueType::duration:
      return "write a number with its unit, in quotes: \"3s\"";
    case ValueType::integers:
      return "write [1, 2]";
    case ValueType::strings:
      return "write [\"…\", \"…\"]";
    default:
      return "write it without quotes";
  }
}

template <class T>
std::optional<Value> as(const Node& node) {
  const T* value = std::get_if<T>(&node.value);
  return value == nullptr ? std::nullopt : std::optional<Value>(*value);
}

std::optional<Value> number(const Node& node) {
  if (const auto* integer = std::get_if<std::int64_t>(&node.value))
    return static_cast<double>(*integer);
  return as<double>(node);
}

std::optional<Value> integers(const Node& node) {
  const auto* array = std::get_if<Array>(&node.value);
  if (array == nullptr) return std::nullopt;
  Integers list;
  for (const Node& item : *array) {
    const auto* integer = std::get_if<std::int64_t>(&item.value);
    if (integer == nullptr) return std::nullopt;
    list.push_back(*integer);
  }
  return list;
}

std::optional<Value> strings(Page& page, const Entry& entry) {
  const auto words = words_of(page, entry);
  if (!words) return std::nullopt;
  Strings list;
  for (const Word& word : *words) list.push_back(word.text);
  return list;
}

/// None after a complaint.
std::optional<Value> value_of(TableReader& reader, const Entry& entry, ValueType type) {
  std::optional<Value> value;
  switch (type) {
    case ValueType::boolean:
      value = as<bool>(entry.node);
      break;
    case ValueType::integer:
      value = as<std::int64_t>(entry.node);
      break;
    case ValueType::number:
      value = number(entry.node);
      break;
    case ValueType::text:
      value = as<std::string>(entry.node);
      break;
    case ValueType::integers:
      value = integers(entry.node);
      break;
    case ValueType::duration:
      return duration_of(reader.page(), entry);
    case ValueType::strings:
      return strings(reader.page(), entry);
  }
  if (!value) reader.wrong_type(entry, wanted(type), type_help(type));
  return value;
}

bool within_bounds(TableReader& reader, const Entry& entry, const ParameterInfo& parameter,
                   const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  if (!parameter.bounds || number == nullptr) return true;
  if (*number >= parameter.bounds->least && *number <= parameter.bounds->most) return true;
  reader.complain(entry.node.place, fmt::format("`{}` is {}", entry.key, *number),
                  fmt::format("write a whole number from {} to {}", parameter.bounds->least,
                              parameter.bounds->most));
  return false;
}

Strings names_of(const std::vector<KindInfo>& kinds) {
  Strings names;
  for (const KindInfo& kind : kinds) names.push_back(kind.name);
  return names;
}

}  // namespace

const KindInfo* find_kind(Page& page, const Word& name, const std::vector<KindInfo>& kinds,
                          std::string_view noun) {
  const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                 [&](const KindInfo& info) { return info.name == name.text; });
  if (kind != kinds.end()) return &*kind;
  const Strings names = names_of(kinds);
  constexpr std::size_t listed_max = 12;  // more on one line are not read
  const bool many = names.size() > listed_max && !text::nearest(name.text, names);
  page.complain(name.place, fmt::format("there is no {} `{}`", noun, name.text),
                many ? fmt::format("viva explain --{} lists the {} that there are",
                                   noun == "peer" ? "peers" : "kinds", names.size())
                     : suggestion(name.text, names, "known ones"));
  return nullptr;
}

Params read_parameters(TableReader& reader, const KindInfo& kind, std::string_view noun) {
  Params params;
  Strings names = reader.known();
  const std::string owner =
      fmt::format("{} and no parameter of the {} `{}`", reader.name(), noun, kind.name);
  for (const ParameterInfo& parameter : kind.parameters) {
    names.push_back(parameter.name);
    if (parameter.otherwise) params.set(parameter.name, *parameter.otherwise);
    if (const Entry* entry = reader.take(parameter.name)) {
      auto value = value_of(reader, *entry, parameter.type);
      if (value && within_bounds(reader, *entry, parameter, *value))
        params.set(parameter.name, *std::move(value));
    }
  }
  for (const ParameterInfo& parameter : kind.parameters) {
    if (parameter.otherwise || reader.take(parameter.name) != nullptr) continue;
    if (reader.refuse_misspelt(parameter.name, owner)) continue;
    reader.complain(
        reader.place(),
        fmt::format("the {} `{}` needs the parameter `{}`", noun, kind.name, parameter.name),
        fmt::format("add `{} = …`, {}: {}", parameter.name, wanted(parameter.type),
                    parameter.sentence));
  }
  for (const Entry* entry : reader.left()) {
    reader.complain(entry->place, fmt::format("`{}` is no key of {}", entry->key, owner),
                    suggestion(entry->key, names, "known ones"));
  }
  return params;
}

}  // namespace viva::spec
