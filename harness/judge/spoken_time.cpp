// A small scanner: numbers (decimal point or comma, thousands, exponent, h:mm:ss, 0m5.003s), then
// the unit behind them. What is no number is skipped as a whole: from its middle on it would look
// like another one.
#include "harness/judge/spoken_time.hpp"

#include "harness/judge/look.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace viva::judge {
namespace {

// Longer numbers are no times, and a double could not hold them.
constexpr std::size_t digits_max = 15;

struct Named {
  std::string_view name;
  double value;
};

/// Names between blanks, English and German.
constexpr std::array<Named, 5> units = {{
    {" s sec secs second seconds sek sekunde sekunden ", 1},
    {" ms msec msecs msek milli millis millisec millisecs millisecond milliseconds "
     "millisekunde millisekunden ",
     1e-3},
    {" us µs μs usec usecs microsec microsecs microsecond microseconds "
     "mikrosekunde mikrosekunden ",
     1e-6},
    {" ns nsec nanosecond nanoseconds nanosekunde nanosekunden ", 1e-9},
    {" min mins minute minutes minuten ", 60},
}};

/// What several of may make up one time, "1h 2m 3s"; a lone "m" is no minute.
constexpr std::array<Named, 3> parts = {{
    {" h hr hrs hour hours std stunde stunden ", 3600},
    {" m min mins minute minutes minuten ", 60},
    {" s sec secs second seconds sek sekunde sekunden ", 1},
}};

/// Between thousands: "5,003", "5.003", "5'003", "5 003" with blanks of four kinds.
constexpr std::array<std::string_view, 8> thousands_marks = {
    ",", ".", "'", "’", " ", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89"};

constexpr std::array<Named, 46> number_words = {{
    {"one", 1},        {"two", 2},        {"three", 3},     {"four", 4},      {"five", 5},
    {"six", 6},        {"seven", 7},      {"eight", 8},     {"nine", 9},      {"ten", 10},
    {"eleven", 11},    {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},
    {"sixteen", 16},   {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
    {"eins", 1},       {"ein", 1},        {"eine", 1},      {"einer", 1},     {"zwei", 2},
    {"drei", 3},       {"vier", 4},       {"fünf", 5},      {"fuenf", 5},     {"sechs", 6},
    {"sieben", 7},     {"acht", 8},       {"neun", 9},      {"zehn", 10},     {"elf", 11},
    {"zwölf", 12},     {"zwoelf", 12},    {"dreizehn", 13}, {"vierzehn", 14}, {"fünfzehn", 15},
    {"fuenfzehn", 15}, {"sechzehn", 16},  {"siebzehn", 17}, {"achtzehn", 18}, {"neunzehn", 19},
    {"zwanzig", 20},
}};

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_ascii_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

/// Bytes of the letter at `place`: ASCII, Latin with accents (UTF-8 from C3 80 on), the signs for
/// micro.
std::size_t letter_length(std::string_view text, std::size_t place) {
  if (place >= text.size()) return 0;
  if (is_ascii_letter(text[place])) return 1;
  const std::string_view two = text.substr(place, 2);
  return two.size() == 2 && (two[0] == '\xc3' || two == "µ" || two == "μ") ? 2 : 0;
}

/// Bytes of what may stand between a number and its unit: blanks (also the unbreakable ones),
/// emphasis, brackets, a hyphen.
std::size_t gap_length(std::string_view text, std::size_t place) {
  if (text.substr(place, 2) == "\xc2\xa0") return 2;
  if (text.substr(place, 3) == "\xe2\x80\xaf") return 3;
  return place < text.size() &&
                 std::string_view(" \t\n*_`()[]-").find(text[place]) != std::string_view::npos
             ? 1
             : 0;
}

template <std::size_t count>
std::optional<double> value_in(const std::array<Named, count>& names, std::string_view word) {
  if (word.empty()) return std::nullopt;
  const std::string whole = " " + lower(word) + " ";
  for (const Named& row : names) {
    if (row.name.find(whole) != std::string_view::npos) return row.value;
  }
  return std::nullopt;
}

std::optional<double> unit_named(std::string_view word) {
  return value_in(units, word);
}

std::size_t word_end(std::string_view text, std::size_t begin) {
  while (const std::size_t length = letter_length(text, begin)) begin += length;
  return begin;
}

std::size_t digits_end(std::string_view text, std::size_t begin) {
  while (begin < text.size() && is_digit(text[begin])) ++begin;
  return begin;
}

bool digit_at(std::string_view text, std::size_t place) {
  return place < text.size() && is_digit(text[place]);
}

double to_double(const std::string& text) {
  return std::strtod(text.c_str(), nullptr);
}

/// h:mm:ss, m:ss or mm:ss, with or without decimals; as printed by clocks. None when it is no such
/// thing.
std::optional<SpokenTime> clock_at(std::string_view text, std::size_t begin) {
  double value = 0;
  std::size_t end = digits_end(text, begin);
  int colons = 0;
  value = to_double(std::string(text.substr(begin, end - begin)));
  while (end < text.size() && text[end] == ':' && digit_at(text, end + 1) && colons < 2) {
    const std::size_t next = digits_end(text, end + 1);
    if (next - end != 3) return std::nullopt;
    value = value * 60 + to_double(std::string(text.substr(end + 1, 2)));
    end = next;
    ++colons;
  }
  if (colons == 0) return std::nullopt;
  SpokenTime time;
  if (end < text.size() && (text[end] == '.' || text[end] == ',') && digit_at(text, end + 1)) {
    const std::size_t next = std::min(digits_end(text, end + 1), end + 1 + digits_max);
    time.step = std::pow(10, -static_cast<double>(next - end - 1));
    value += to_double("0." + std::string(text.substr(end + 1, next - end - 1)));
    end = digits_end(text, end + 1);
  }
  time.value = value;
  time.has_unit = true;
  time.begin = begin;
  time.end = end;
  return time;
}

/// The end of a run of digits with marks inside: "5,003.12", "25.11.2026", "5'003".
std::size_t token_end(std::string_view text, std::size_t begin) {
  std::size_t end = digits_end(text, begin);
  while (end < text.size() && std::string_view(".,'").find(text[end]) != std::string_view::npos &&
         digit_at(text, end + 1)) {
    end = digits_end(text, end + 1);
  }
  return end;
}

/// Decimals at `place`, with the mark in front of them; empty when there are none.
std::string_view decimals_at(std::string_view text, std::size_t place) {
  const bool mark = place < text.size() && (text[place] == '.' || text[place] == ',');
  if (!mark || !digit_at(text, place + 1)) return {};
  return text.substr(place, digits_end(text, place + 1) - place);
}

/// Takes the decimals into the number whose digits are `whole`.
void set_value(SpokenTime& time, const std::string& whole, std::string_view decimals) {
  std::string digits = whole;
  if (!decimals.empty()) digits += "." + std::string(decimals.substr(1));
  time.value = to_double(digits);
  time.step = std::pow(10, -static_cast<double>(std::max<std::size_t>(decimals.size(), 1) - 1));
}

/// "0m5.003s", as time(1) prints it, "1 min 5 s", "1h 2m 3s": at least two units, each smaller than
/// the one before.
std::optional<SpokenTime> compound_at(std::string_view text, std::size_t begin) {
  SpokenTime time;
  time.begin = begin;
  time.has_unit = true;
  double before = 0;
  int count = 0;
  for (std::size_t place = begin; digit_at(text, place);) {
    SpokenTime part;
    const std::size_t whole = digits_end(text, place);
    if (whole - place > digits_max) break;
    const std::string_view decimals = decimals_at(text, whole);
    set_value(part, std::string(text.substr(place, whole - place)), decimals);
    std::size_t word = whole + decimals.size();
    if (text.substr(word, 1) == " ") ++word;
    const std::size_t end = word_end(text, word);
    const auto unit = value_in(parts, text.substr(word, end - word));
    if (!unit || (count > 0 && *unit >= before) || (!decimals.empty() && *unit > 1)) break;
    time.value += part.value * *unit;
    time.step = part.step * *unit;
    time.end = end;
    before = *unit;
    ++count;
    place = text.substr(end, 1) == " " ? end + 1 : end;
  }
  return count > 1 ? std::optional{time} : std::nullopt;
}

/// The number that begins at `begin`, without a unit. None for a date or a version, "1.2.3".
std::optional<SpokenTime> number_at(std::string_view text, std::size_t begin) {
  SpokenTime time;
  time.begin = begin;
  std::size_t end = digits_end(text, begin);
  const std::string_view decimals = decimals_at(text, end);
  set_value(time, std::string(text.substr(begin, end - begin)), decimals);
  end += decimals.size();
  // "5.01,5.02" are two numbers that a comma parts.
  const bool listed = decimals.starts_with('.') && text.substr(end, 1) == ",";
  if (token_end(text, begin) != end && !listed) return std::nullopt;
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    const bool sign = end + 1 < text.size() && (text[end + 1] == '+' || text[end + 1] == '-');
    const std::size_t from = end + (sign ? 2 : 1);
    if (digit_at(text, from) && digits_end(text, from) - from <= 2) {
      const std::string exponent{text.substr(end + 1, digits_end(text, from) - end - 1)};
      const double factor = to_double("1e" + exponent);
      time.value *= factor;
      time.step *= factor;
      end = digits_end(text, from);
    }
  }
  time.end = end;
  return time;
}

/// Looks behind the number for a unit.
void read_unit(std::string_view text, SpokenTime& time) {
  constexpr std::size_t gap_max = 5;
  std::size_t begin = time.end;
  while (const std::size_t length = gap_length(text, begin)) begin += length;
  if (begin - time.end > gap_max) return;
  const std::size_t end = word_end(text, begin);
  const auto unit = unit_named(text.substr(begin, end - begin));
  if (!unit || digit_at(text, end)) return;
  time.unit = *unit;
  time.has_unit = true;
  time.end = end;
}

/// Digits in groups of three, and what tells that the marks between them part thousands.
struct Grouped {
  SpokenTime time;
  std::string_view mark;
  std::size_t groups = 0;
  bool decimals = false;

  [[nodiscard]] bool blank() const { return mark == " " || (mark.size() > 1 && mark != "’"); }
};

std::optional<Grouped> grouped_at(std::string_view text, std::size_t begin) {
  std::size_t end = digits_end(text, begin);
  // "0,005" is no thousand.
  if (end - begin > 3 || text[begin] == '0') return std::nullopt;
  const auto* const mark = std::find_if(
      thousands_marks.begin(), thousands_marks.end(),
      [&](std::string_view candidate) { return text.substr(end).starts_with(candidate); });
  if (mark == thousands_marks.end()) return std::nullopt;
  Grouped grouped;
  grouped.mark = *mark;
  std::string digits{text.substr(begin, end - begin)};
  while (text.substr(end).starts_with(*mark) &&
         digits_end(text, end + mark->size()) == end + mark->size() + 3) {
    digits += text.substr(end + mark->size(), 3);
    end += mark->size() + 3;
    ++grouped.groups;
  }
  if (grouped.groups == 0 || digits.size() > digits_max) return std::nullopt;
  const std::string_view decimals = decimals_at(text, end);
  if (decimals.substr(0, 1) == *mark) return std::nullopt;
  grouped.decimals = !decimals.empty();
  grouped.time.begin = begin;
  grouped.time.end = end + decimals.size();
  set_value(grouped.time, digits, decimals);
  if (token_end(text, end - 1) != grouped.time.end) return std::nullopt;
  return grouped;
}

/// "5,002.15 ms", "5,003,120 µs", "5'003 ms". A lone group behind a comma or a blank is one only in
/// small units: "5,003 s" has a decimal comma, but nobody tells a thousandth of a millisecond by
/// it, and "1 100" may be two numbers. `before`: the text since the last number.
std::optional<SpokenTime> thousands_at(std::string_view text, std::size_t begin,
                                       std::string_view before) {
  auto grouped = grouped_at(text, begin);
  if (!grouped) return std::nullopt;
  SpokenTime& time = grouped->time;
  read_unit(text, time);
  const bool apostrophe = grouped->mark == "'" || grouped->mark == "’";
  const bool certain =
      !grouped->blank() && (grouped->groups > 1 || grouped->decimals || apostrophe);
  const auto unit = time.has_unit ? std::optional{time.unit} : unit_before(before);
  const bool small_unit = unit && *unit < 1 && grouped->mark != ".";
  return certain || small_unit ? std::optional{std::move(time)} : std::nullopt;
}

/// Whether a number word at `begin` is but a digit of another: "five point zero one".
bool is_spoken_decimal(std::string_view text, std::size_t begin) {
  constexpr std::size_t looked_at = 16;
  const std::size_t from = begin - std::min(begin, looked_at);
  const std::string before = lower(trim(text.substr(from, begin - from)));
  static constexpr std::array<std::string_view, 5> words = {"point", "comma", "komma", "zero",
                                                            "null"};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    const std::size_t rest = before.size() - std::min(before.size(), word.size());
    return before.ends_with(word) && (rest == 0 || !is_ascii_letter(before[rest - 1]));
  });
}

std::optional<SpokenTime> word_at(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string word = lower(text.substr(begin, end - begin));
  const auto* const row = std::find_if(number_words.begin(), number_words.end(),
                                       [&](const Named& it) { return it.name == word; });
  if (row == number_words.end() || is_spoken_decimal(text, begin)) return std::nullopt;
  SpokenTime time;
  time.value = row->value;
  time.is_word = true;
  time.begin = begin;
  time.end = end;
  return time;
}

/// Digits that belong to a name ("Thread1", "t_2"), or that are too many for a time.
bool no_number(std::string_view text, std::size_t begin) {
  const bool named_thing =
      begin > 0 && (is_ascii_letter(text[begin - 1]) || text[begin - 1] == '_');
  return named_thing || digits_end(text, begin) - begin > digits_max;
}

std::optional<SpokenTime> time_at(std::string_view text, std::size_t begin,
                                  std::string_view before) {
  if (auto time = compound_at(text, begin)) return time;
  if (auto time = clock_at(text, begin)) return time;
  if (auto time = thousands_at(text, begin, before)) return time;
  return number_at(text, begin);
}

/// "5.00 ± 0.01 s": the unit is that of both.
void share_units(std::string_view text, std::vector<SpokenTime>& times) {
  for (std::size_t index = 1; index < times.size(); ++index) {
    SpokenTime& one = times[index - 1];
    const SpokenTime& deviation = times[index];
    const std::string_view between = trim(text.substr(one.end, deviation.begin - one.end));
    const bool joined = between == "±" || between == "+/-" || between == "+-";
    if (!joined || one.has_unit || !deviation.has_unit) continue;
    one.unit = deviation.unit;
    one.has_unit = true;
    one.text = std::string(text.substr(one.begin, deviation.end - one.begin));
  }
}

}  // namespace

std::vector<SpokenTime> times_in(std::string_view text, Words words) {
  std::vector<SpokenTime> times;
  std::size_t place = 0;
  while (place < text.size()) {
    std::optional<SpokenTime> time;
    std::size_t next = place + 1;
    if (is_digit(text[place])) {
      next = token_end(text, place);
      const std::size_t last = times.empty() ? 0 : times.back().end;
      if (!no_number(text, place)) time = time_at(text, place, text.substr(last, place - last));
    } else if (letter_length(text, place) > 0) {
      next = word_end(text, place);
      if (words == Words::understood) time = word_at(text, place, next);
    }
    if (time) {
      if (!time->has_unit) read_unit(text, *time);
      time->text = std::string(text.substr(time->begin, time->end - time->begin));
      next = time->end;
      times.push_back(*std::move(time));
    }
    place = next;
  }
  share_units(text, times);
  return times;
}

std::optional<double> unit_before(std::string_view before) {
  std::optional<double> unit;
  std::size_t place = 0;
  while (place < before.size()) {
    const std::size_t end = std::max(word_end(before, place), place + 1);
    if (const auto found = unit_named(before.substr(place, end - place))) unit = found;
    place = end;
  }
  return unit;
}

}  // namespace viva::judge
