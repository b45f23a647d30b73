// How such a line is read: see packet_lines.hpp.
#include "harness/judge/packet_lines.hpp"

#include "harness/judge/look.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace viva::judge::packet {
namespace {

constexpr std::array<std::string_view, 6> field_names = {"src",   "dst",   "proto",
                                                         "sport", "dport", "len"};

bool is_blank(char letter) {
  return letter == ' ' || letter == '\t';
}

/// "src = 1.2.3.4,  dst=…" becomes words without blanks around '='.
Strings words_of(std::string_view text) {
  Strings words(1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_blank(text[at])) {
      if (text[at] != ',' && text[at] != ';') words.back() += text[at];
      continue;
    }
    const std::size_t next = std::min(text.find_first_not_of(" \t", at), text.size());
    const bool joined = (next < text.size() && text[next] == '=') || words.back().ends_with('=');
    if (!joined && !words.back().empty()) words.emplace_back();
    at = next - 1;
  }
  return words;
}

/// Nothing for a line that is about no packet.
std::optional<Result> result_of(std::string_view line) {
  const std::string text = lower(trim(line));
  const std::size_t source = text.find("src");
  const std::size_t malformed = text.find("malformed");
  Result result;
  result.text = std::string(trim(line));
  if (malformed != std::string::npos && malformed < source) {
    result.malformed = true;
    return result;
  }
  if (source == std::string::npos ||
      !trim(std::string_view(text).substr(source + 3)).starts_with('=')) {
    return std::nullopt;
  }
  for (const std::string& word : words_of(std::string_view(result.text).substr(source))) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) continue;
    const std::string name = lower(word.substr(0, equals));
    const bool known = std::find(field_names.begin(), field_names.end(), name) != field_names.end();
    if (known && result.fields.emplace(name, word.substr(equals + 1)).second)
      result.order.push_back(name);
  }
  return result;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 10 && std::all_of(text.begin(), text.end(), [](char digit) {
    return digit >= '0' && digit <= '9';
  });
}

bool same_value(const std::string& expected, const std::string& actual) {
  if (lower(expected) == lower(actual)) return true;
  return is_number(expected) && is_number(actual) && std::stoi(expected) == std::stoi(actual);
}

}  // namespace

std::vector<Result> printed_results(const Transcript& transcript) {
  std::vector<Result> results;
  for (const Line& line : output_lines(transcript)) {
    if (auto result = result_of(without_escapes(line.text))) {
      result->event = line.event;
      results.push_back(*std::move(result));
    }
  }
  return results;
}

std::vector<Result> expected_results(const Params& params) {
  std::vector<Result> results;
  for (const std::string& line : params.strings("expect")) {
    if (auto result = result_of(line)) results.push_back(*std::move(result));
  }
  return results;
}

bool absent(const Fields& fields, std::string_view name) {
  const auto field = fields.find(name);
  return field == fields.end() || field->second.empty() || field->second == "-" ||
         field->second == "none";
}

std::optional<std::string_view> wrong_field(const Result& expected, const Result& actual) {
  for (const auto name : field_names) {
    if (absent(expected.fields, name) != absent(actual.fields, name)) return name;
    if (absent(expected.fields, name)) continue;
    if (!same_value(expected.fields.find(name)->second, actual.fields.find(name)->second))
      return name;
  }
  return std::nullopt;
}

bool agrees(const Result& expected, const Result& actual) {
  return expected.malformed == actual.malformed &&
         (expected.malformed || !wrong_field(expected, actual));
}

}  // namespace viva::judge::packet
