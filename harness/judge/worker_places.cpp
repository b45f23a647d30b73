// A worker line is known by its event, its label and its number. Output that was buffered comes in
// one event, so lines are also taken in their order, each worker line from where the one before it
// was found.
#include "harness/judge/worker_places.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace viva::judge {
namespace {

constexpr std::string_view digits = "0123456789";

struct Wanted {
  const std::string* label = nullptr;
  const WorkerLine* line = nullptr;
};

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char letter : lower(text)) {
    const bool counts =
        (letter >= 'a' && letter <= 'z') || (static_cast<unsigned char>(letter) & 0x80U) != 0;
    if (counts) letters += letter;
  }
  return letters;
}

bool ends_with_label(std::string_view before, std::string_view label) {
  return before.ends_with(label);
}

/// A clock in the label, "[0.01 s] Thread 1", reads otherwise on each line.
bool ends_with_letters(std::string_view before, std::string_view label) {
  return letters_of(before).ends_with(letters_of(label));
}

using Ends = bool (*)(std::string_view before, std::string_view label);

/// Where the number ends that stands behind the label; none when the line is no such one.
std::optional<std::size_t> end_in(std::string_view text, std::size_t from, const Wanted& wanted,
                                  Ends ends) {
  const std::string number = std::to_string(wanted.line->number);
  for (std::size_t place = text.find(number, from); place != std::string_view::npos;
       place = text.find(number, place + 1)) {
    const std::size_t end = place + number.size();
    std::size_t first = place;  // "01" is a one, too
    while (first > 0 && text[first - 1] == '0') --first;
    const auto digit_at = [&](std::size_t at) {
      return at < text.size() && digits.find(text[at]) != std::string_view::npos;
    };
    const bool goes_on =
        digit_at(end) ||
        (end < text.size() && std::string_view(".,:").find(text[end]) != std::string_view::npos &&
         digit_at(end + 1));
    if (goes_on || (first > 0 && digit_at(first - 1))) continue;
    const std::string_view before = text.substr(0, first);
    const std::size_t last = before.find_last_not_of(" \t:=->");
    if (ends(before.substr(0, last + 1), *wanted.label)) return end;
  }
  return std::nullopt;
}

std::vector<Wanted> in_order(const WorkerOutput& output) {
  std::vector<Wanted> all;
  for (const Worker& worker : output.workers) {
    for (const WorkerLine& line : worker.lines) all.push_back({&worker.label, &line});
  }
  std::sort(all.begin(), all.end(), [](const Wanted& one, const Wanted& other) {
    return one.line->order < other.line->order;
  });
  return all;
}

}  // namespace

std::vector<bool> lines_of_workers(const std::vector<Line>& lines, const WorkerOutput& output) {
  std::vector<bool> found(lines.size(), false);
  std::vector<std::string> texts;
  for (const Line& line : lines) texts.push_back(without_escapes(line.text));
  std::size_t from_line = 0;
  std::size_t from = 0;  // where the number before ends, in that line
  for (const Wanted& wanted : in_order(output)) {
    while (from_line < lines.size() && lines[from_line].event < wanted.line->event) {
      ++from_line;
      from = 0;
    }
    const auto find = [&](Ends ends) {
      for (std::size_t index = from_line; index < lines.size(); ++index) {
        // A line begins in the event that ended the one before, or later.
        if (index > 0 && lines[index - 1].event > wanted.line->event) return false;
        const auto end = end_in(texts[index], index == from_line ? from : 0, wanted, ends);
        if (!end) continue;
        found[index] = true;
        from_line = index;
        from = *end;
        return true;
      }
      return false;
    };
    if (!find(ends_with_label)) find(ends_with_letters);
  }
  return found;
}

}  // namespace viva::judge
