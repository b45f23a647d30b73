// How it is read: a worker line is a label, then a number. Where the label ends and which number
// counts is not the same in every program, so a few readings are tried (Reading), and the first
// that finds the workers complete wins; a debug line is never held against a program that is right
// without it. Where lines ran into one another, the two workers' own lines serve as templates: a
// stretch of text that is a shuffle of one line of each, every character in its order, is those two
// lines.
#include "harness/judge/worker_lines.hpp"

#include "harness/judge/look.hpp"
#include "harness/judge/spoken_time.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace viva::judge {
namespace {

constexpr std::size_t digits_max = 9;
// Two workers never print more; what follows is slow, and no use on a flood.
constexpr std::size_t readings_lines_max = 2000;
constexpr std::size_t recovery_lines_max = 200;
constexpr std::size_t line_bytes_max = 2000;
constexpr std::string_view decoration = " \t:=->#|*.,;!([{<>}])\"'`~_";

/// A line of output without terminal escapes, and the way back to the events.
struct RawLine {
  std::string text;
  std::size_t offset = 0;  ///< of its first byte in the stream
  std::size_t end = 0;     ///< of its last byte, line end included
  bool exact = true;       ///< nothing was taken out: offsets inside the line are true
};

struct Entry {
  std::string prefix;  ///< raw text before the number
  std::string label;   ///< tame form, by which lines belong together
  std::string suffix;  ///< raw text behind the number
  std::int64_t number = 0;
  std::size_t line = 0;
  std::size_t place = 0;  ///< of the number in the line
  bool recovered = false;
};

enum class Number { last_after_colon, each_after_colon, last };

struct Reading {
  Number number = Number::each_after_colon;
  bool suffix_counts = false;   ///< "Thread 1: 5 numbers printed" is not "Thread 1: 5"
  bool times_stripped = false;  ///< "[0.01] Thread 1: 1" and "[1.01] Thread 1: 2" are one worker's
};

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (static_cast<unsigned char>(letter) & 0x80U) != 0;
}
bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_letter);
}

std::vector<RawLine> raw_lines(const std::string& bytes) {
  std::vector<RawLine> lines;
  std::size_t begin = 0;
  while (begin < bytes.size()) {
    std::size_t end = bytes.find_first_of("\r\n", begin);
    end = end == std::string::npos ? bytes.size() : end;
    std::size_t next = end + 1;
    if (bytes.substr(end, 2) == "\r\n") ++next;
    RawLine line;
    line.text = without_escapes(std::string_view(bytes).substr(begin, end - begin));
    line.offset = begin;
    line.end = std::min(next, bytes.size()) - 1;
    line.exact = line.text.size() == end - begin;
    line.text.resize(std::min(line.text.size(), line_bytes_max));
    lines.push_back(std::move(line));
    begin = next;
  }
  return lines;
}

/// A whole number at `begin`, its end; none for parts of a decimal number or of a time of day.
std::optional<std::size_t> number_end(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == begin || end - begin > digits_max) return std::nullopt;
  const bool goes_on = end + 1 < text.size() &&
                       std::string_view(".,:").find(text[end]) != std::string_view::npos &&
                       is_digit(text[end + 1]);
  return goes_on ? std::nullopt : std::optional{end};
}

Entry entry_of(std::string_view line, std::size_t begin, std::size_t number, std::size_t end) {
  Entry entry;
  entry.prefix = std::string(line.substr(begin, number - begin));
  entry.suffix = std::string(line.substr(end));
  entry.number = std::stoll(std::string(line.substr(number, end - number)));
  entry.place = end - 1;
  return entry;
}

/// "Thread 1: 1Thread 2: 1": every number right behind a colon, each with the text since the one
/// before.
std::vector<Entry> entries_after_colons(std::string_view text, bool each) {
  std::vector<Entry> entries;
  std::size_t begin = 0;
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':', colon + 1)) {
    const std::size_t number = text.find_first_not_of(" \t", colon + 1);
    if (number == std::string_view::npos) break;
    const auto end = number_end(text, number);
    const bool last = text.find(':', number) == std::string_view::npos;
    // A label of digits alone is one only where nothing better follows: "12:00:03 Thread 1: 3".
    if (!end || (!has_letter(text.substr(begin, colon - begin)) && !last)) continue;
    if (!each) entries.clear();
    entries.push_back(entry_of(text, begin, number, *end));
    if (each) begin = *end;
  }
  for (std::size_t index = 0; index + 1 < entries.size(); ++index) {
    entries[index].suffix.clear();
    entries[index + 1].recovered = true;
  }
  return entries;
}

std::vector<Entry> last_number(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    while (end > 0 && !is_digit(text[end - 1])) --end;
    std::size_t begin = end;
    while (begin > 0 && is_digit(text[begin - 1])) --begin;
    const bool decimals = begin > 1 &&
                          std::string_view(".,").find(text[begin - 1]) != std::string_view::npos &&
                          is_digit(text[begin - 2]);
    const bool in_word = begin > 0 && is_letter(text[begin - 1]);
    if (begin < end && begin > 0 && !decimals && !in_word && number_end(text, begin)) {
      return {entry_of(text, 0, begin, end)};
    }
    end = begin;
  }
  return {};
}

/// Cuts what a clock put in front of a label or in brackets behind it.
std::string_view without_times(std::string_view label) {
  std::size_t begin = 0;
  bool digits = false;
  while (begin < label.size() && (is_digit(label[begin]) || !is_letter(label[begin]))) {
    digits = digits || is_digit(label[begin]);
    ++begin;
    std::size_t word = begin;
    while (word < label.size() && is_letter(label[word])) ++word;
    if (digits && is_digit(label[begin - 1]) && unit_before(label.substr(begin, word - begin)))
      begin = word;
  }
  if (digits) label.remove_prefix(begin);
  const std::size_t bracket = label.find_last_of("([");
  const bool number_in_brackets =
      bracket != std::string_view::npos && bracket > 0 &&
      label.find_first_of("0123456789", bracket) != std::string_view::npos;
  return number_in_brackets ? label.substr(0, bracket) : label;
}

std::string tame(std::string_view text) {
  const std::size_t first = text.find_first_not_of(decoration);
  if (first == std::string_view::npos) return {};
  text = text.substr(first, text.find_last_not_of(decoration) - first + 1);
  std::string result;
  for (const char letter : lower(text)) {
    const bool blank = letter == ' ' || letter == '\t';
    if (!blank) result += letter;
    if (blank && !result.ends_with(' ')) result += ' ';
  }
  return result;
}

std::string label_of(const Entry& entry, const Reading& reading) {
  std::string label =
      tame(reading.times_stripped ? without_times(entry.prefix) : std::string_view(entry.prefix));
  if (!reading.suffix_counts || label.empty()) return label;
  std::string suffix;
  for (const char letter : tame(entry.suffix)) {
    if (!is_digit(letter)) suffix += letter;
    if (is_digit(letter) && !suffix.ends_with('#')) suffix += '#';
  }
  return label + '\n' + suffix;
}

std::vector<Entry> read(const std::vector<RawLine>& lines, const Reading& reading) {
  std::vector<Entry> entries;
  for (std::size_t index = 0; index < lines.size(); ++index) {
    const std::string& text = lines[index].text;
    auto found = reading.number == Number::last
                     ? last_number(text)
                     : entries_after_colons(text, reading.number == Number::each_after_colon);
    for (Entry& entry : found) {
      entry.line = index;
      entry.label = label_of(entry, reading);
      if (!entry.label.empty()) entries.push_back(std::move(entry));
    }
  }
  return entries;
}

using Group = std::vector<const Entry*>;

Integers numbers_of(const Group& group) {
  Integers numbers;
  for (const Entry* entry : group) numbers.push_back(entry->number);
  return numbers;
}

/// How much of `expected` is there in order, less what is too many.
std::int64_t score(const Integers& numbers, const Integers& expected) {
  std::vector<std::int64_t> row(expected.size() + 1, 0);  // longest common subsequence
  for (const std::int64_t number : numbers) {
    std::int64_t diagonal = 0;
    for (std::size_t column = 1; column <= expected.size(); ++column) {
      const std::int64_t above = row[column];
      row[column] =
          number == expected[column - 1] ? diagonal + 1 : std::max(above, row[column - 1]);
      diagonal = above;
    }
  }
  const auto size = static_cast<std::int64_t>(numbers.size());
  const auto wanted = static_cast<std::int64_t>(expected.size());
  return 10 * row.back() - std::min<std::int64_t>(std::abs(size - wanted), wanted) +
         std::min(size, wanted);
}

/// A line such as "Total time: 5" has the form of a worker's and is none.
bool is_total(std::string_view label) {
  return label.find("total") != std::string_view::npos ||
         label.find("elapsed") != std::string_view::npos ||
         label.find("time") != std::string_view::npos ||
         label.find("zeit") != std::string_view::npos;
}

/// Which groups are the workers, and how well that reads.
struct Interpretation {
  std::vector<Entry> entries;
  std::vector<std::string> labels;  ///< of the workers
  std::size_t lines = 0;
  std::int64_t score = 0;
  bool as_expected = false;
};

Interpretation interpret(std::vector<Entry> entries, const Integers& expected, std::size_t wanted) {
  Interpretation result;
  std::map<std::string, Group> groups;
  for (const Entry& entry : entries) groups[entry.label].push_back(&entry);
  std::vector<std::pair<std::int64_t, std::string>> ranked;
  std::size_t complete = 0;
  for (const auto& [label, group] : groups) {
    if (group.size() == 1 && is_total(label)) continue;
    result.lines += group.size();
    if (numbers_of(group) == expected) ++complete;
    ranked.emplace_back(score(numbers_of(group), expected), label);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& one, const auto& other) { return one.first > other.first; });
  ranked.resize(std::min(ranked.size(), std::max(wanted, complete)));
  for (const auto& [points, label] : ranked) {
    result.score += points;
    result.labels.push_back(label);
  }
  result.as_expected = complete == wanted;
  result.entries = std::move(entries);
  return result;
}

/// A worker's line with the number left out.
struct Template {
  std::string prefix;
  std::string suffix;

  [[nodiscard]] std::string with(std::int64_t number) const {
    return prefix + std::to_string(number) + suffix + "\n";
  }
};

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

using Templates = std::array<Template, 2>;

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

Template template_of(const Interpretation& interpretation, const std::string& label) {
  std::map<std::pair<std::string, std::string>, int> seen;
  for (const Entry& entry : interpretation.entries) {
    if (entry.label == label) ++seen[{entry.prefix, entry.recovered ? "" : entry.suffix}];
  }
  const auto most = std::max_element(
      seen.begin(), seen.end(),
      [](const auto& one, const auto& other) { return one.second < other.second; });
  return {most->first.first, most->first.second};
}

/// Labels that the two might have when no line of theirs came through whole: "Thread 1" and "Thread
/// 2".
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

constexpr std::array<Reading, 12> readings = {{
    {Number::each_after_colon, false, false},
    {Number::last_after_colon, false, false},
    {Number::each_after_colon, true, false},
    {Number::last_after_colon, true, false},
    {Number::last, false, false},
    {Number::last, true, false},
    {Number::each_after_colon, false, true},
    {Number::last_after_colon, false, true},
    {Number::each_after_colon, true, true},
    {Number::last_after_colon, true, true},
    {Number::last, false, true},
    {Number::last, true, true},
}};

Interpretation best_interpretation(const std::vector<RawLine>& lines, const Integers& expected,
                                   std::size_t wanted) {
  std::optional<Interpretation> best;
  std::vector<Templates> templates;
  for (const Reading& reading : readings) {
    auto now = interpret(read(lines, reading), expected, wanted);
    if (now.as_expected) return now;
    if (now.labels.size() >= 2)
      templates.push_back({template_of(now, now.labels[0]), template_of(now, now.labels[1])});
    if (!best || now.score > best->score) best = std::move(now);
    if (lines.size() > readings_lines_max) break;
  }
  const bool too_many = best->labels.size() > wanted;
  if (wanted != 2 || too_many || lines.size() > recovery_lines_max) return *std::move(best);
  for (Templates& guess : guesses(lines)) templates.push_back(std::move(guess));
  for (const Templates& pair : templates) {
    auto now = interpret(Recovery{lines, pair, expected}.run(), expected, wanted);
    if (now.as_expected) return now;
    if (now.score > best->score) best = std::move(now);
  }
  return *std::move(best);
}

std::string shown_label(const Entry& entry) {
  const std::string_view text = trim(entry.prefix);
  const std::size_t last = text.find_last_not_of(" \t:=->");
  return std::string(last == std::string_view::npos ? text : text.substr(0, last + 1));
}

}  // namespace

Integers Worker::numbers() const {
  Integers result;
  for (const WorkerLine& line : lines) result.push_back(line.number);
  return result;
}

WorkerOutput read_workers(const Transcript& transcript, const Integers& expected,
                          std::size_t wanted) {
  const Stream stream = stream_of(transcript, "program", What::out);
  const auto lines = raw_lines(stream.bytes);
  const auto interpretation = best_interpretation(lines, expected, wanted);
  WorkerOutput output;
  output.lines = interpretation.lines;
  output.as_expected = interpretation.as_expected;
  std::map<std::string, std::size_t> places;
  for (std::size_t order = 0; order < interpretation.entries.size(); ++order) {
    const Entry& entry = interpretation.entries[order];
    const auto& labels = interpretation.labels;
    if (std::find(labels.begin(), labels.end(), entry.label) == labels.end()) continue;
    const auto [place, is_new] = places.emplace(entry.label, output.workers.size());
    if (is_new) output.workers.push_back({shown_label(entry), {}, false});
    const RawLine& line = lines[entry.line];
    const std::size_t event =
        stream.event_at(line.exact ? line.offset + entry.place : line.end).value_or(0);
    output.workers[place->second].lines.push_back(
        {entry.number, transcript.events[event].t, event, order});
    if (entry.recovered) ++output.recovered;
  }
  for (Worker& worker : output.workers) worker.complete = worker.numbers() == expected;
  return output;
}

}  // namespace viva::judge
