// How torn lines are put together again: see worker_recovery.hpp.
#include "harness/judge/worker_recovery.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace viva::judge::workers {
namespace {

/// Whether `text` is `one` and `other` shuffled into each other, each in its own order.
bool shuffled(std::string_view text, std::string_view one, std::string_view other) {
  if (text.size() != one.size() + other.size()) return false;
  std::vector<bool> row(other.size() + 1, false);
  for (std::size_t i = 0; i <= one.size(); ++i) {
    for (std::size_t j = 0; j <= other.size(); ++j) {
      const bool from_one = i > 0 && row[j] && one[i - 1] == text[i + j - 1];
      const bool from_other = j > 0 && row[j - 1] && other[j - 1] == text[i + j - 1];
      row[j] = (i == 0 && j == 0) || from_one || from_other;
    }
  }
  return row[other.size()];
}

/// Reads the output by two templates: whole lines, lines with something in front, and shuffles.
class Recovery {
 public:
  Recovery(const std::vector<RawLine>& lines, const Templates& templates, const Integers& expected)
      : lines_{lines}, templates_{templates}, expected_{expected} {
    for (std::size_t which = 0; which < 2; ++which) {
      for (const std::int64_t number : expected)
        whole_lines_[which].push_back(templates[which].with(number));
    }
  }

  std::vector<Entry> run() {
    std::size_t line = 0;
    while (line < lines_.size()) {
      if (whole(line)) {
        ++line;
      } else {
        line += std::max<std::size_t>(1, torn(line));
      }
    }
    return std::move(entries_);
  }

 private:
  void add(std::size_t which, std::int64_t number, std::size_t line, bool recovered) {
    Entry entry;
    entry.prefix = templates_[which].prefix;
    entry.name = name_of(templates_[which].prefix);
    entry.label = tame(templates_[which].prefix) + "\n" + std::to_string(which);
    entry.suffix = templates_[which].suffix;
    entry.number = number;
    entry.line = line;
    entry.place = lines_[line].text.empty() ? 0 : lines_[line].text.size() - 1;
    entry.recovered = recovered;
    entries_.push_back(std::move(entry));
    last_[which] = number;
  }

  bool whole(std::size_t line) {
    std::string_view text = lines_[line].text;
    for (std::size_t which = 0; which < 2; ++which) {
      const auto& [prefix, suffix] = templates_[which];
      if (!text.ends_with(suffix)) continue;
      const std::string_view body = text.substr(0, text.size() - suffix.size());
      const std::size_t begin = body.find_last_not_of("0123456789") + 1;
      if (!body.substr(0, begin).ends_with(prefix)) continue;
      const auto end = number_end(body, begin);
      if (!end || *end != body.size()) continue;
      // In front may stand a prompt, but not the pieces of a worker's line.
      if (has_template_words(body.substr(0, begin - prefix.size()))) continue;
      add(which, std::stoll(std::string(body.substr(begin))), line, false);
      return true;
    }
    return false;
  }

  [[nodiscard]] bool has_template_words(std::string_view text) const {
    return std::any_of(templates_.begin(), templates_.end(), [&](const Template& it) {
      const std::string_view word =
          std::string_view(it.prefix).substr(0, it.prefix.find_first_of(" :"));
      return !word.empty() && text.find(word) != std::string_view::npos;
    });
  }

  /// How many lines from `line` on are a shuffle of one line of each worker; 0 when they are none.
  std::size_t torn(std::size_t line) {
    constexpr std::size_t lines_max = 4;
    std::string text;
    for (std::size_t count = 1; count <= lines_max && line + count <= lines_.size(); ++count) {
      text += lines_[line + count - 1].text + "\n";
      const auto numbers = unshuffled(text);
      if (!numbers) continue;
      add(0, numbers->first, line + count - 1, true);
      add(1, numbers->second, line + count - 1, true);
      return count;
    }
    return 0;
  }

  /// The two numbers in it; where several pairs would do, those that are due next.
  [[nodiscard]] std::optional<std::pair<std::int64_t, std::int64_t>> unshuffled(
      std::string_view text) const {
    std::optional<std::pair<std::int64_t, std::int64_t>> best;
    for (std::size_t one = 0; one < expected_.size(); ++one) {
      for (std::size_t other = 0; other < expected_.size(); ++other) {
        if (!shuffled(text, whole_lines_[0][one], whole_lines_[1][other])) continue;
        const std::pair numbers{expected_[one], expected_[other]};
        if (!best || surprise(numbers) < surprise(*best)) best = numbers;
      }
    }
    return best;
  }

  [[nodiscard]] std::int64_t surprise(const std::pair<std::int64_t, std::int64_t>& numbers) const {
    return std::abs(numbers.first - last_[0] - 1) + std::abs(numbers.second - last_[1] - 1);
  }

  const std::vector<RawLine>& lines_;
  const Templates& templates_;
  const Integers& expected_;
  std::array<Strings, 2> whole_lines_;
  std::vector<Entry> entries_;
  std::array<std::int64_t, 2> last_{};
};

}  // namespace

std::vector<Entry> recovered(const std::vector<RawLine>& lines, const Templates& templates,
                             const Integers& expected) {
  return Recovery{lines, templates, expected}.run();
}

Template template_of(const std::vector<Entry>& entries, const std::string& label) {
  std::map<std::pair<std::string, std::string>, int> seen;
  for (const Entry& entry : entries) {
    if (entry.label == label) ++seen[{entry.prefix, entry.recovered ? "" : entry.suffix}];
  }
  const auto most = std::max_element(
      seen.begin(), seen.end(),
      [](const auto& one, const auto& other) { return one.second < other.second; });
  return {most->first.first, most->first.second};
}

std::vector<Templates> guesses(const std::vector<RawLine>& lines) {
  constexpr std::size_t prefix_max = 24;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> ids = {
      {{"1", "2"}, {"0", "1"}, {"A", "B"}, {"a", "b"}}};
  std::vector<Templates> result;
  const auto first = std::find_if(lines.begin(), lines.end(), [](const RawLine& line) {
    return line.text.find_first_of("0123456789") != std::string::npos && has_letter(line.text);
  });
  if (first == lines.end()) return result;
  const std::size_t digit = first->text.find_first_of("0123456789");
  for (std::size_t length = 1; length <= std::min(digit, prefix_max); ++length) {
    const std::string prefix = first->text.substr(0, length);
    for (const auto& [one, other] : ids) {
      result.push_back({Template{prefix + std::string(one) + ": ", ""},
                        Template{prefix + std::string(other) + ": ", ""}});
    }
  }
  return result;
}

}  // namespace viva::judge::workers
