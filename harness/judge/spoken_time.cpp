// A small scanner: numbers (decimal point or comma, exponent, h:mm:ss), then the unit behind them.
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

std::optional<double> unit_named(std::string_view word) {
  if (word.empty()) return std::nullopt;
  const std::string whole = " " + lower(word) + " ";
  for (const Named& unit : units) {
    if (unit.name.find(whole) != std::string_view::npos) return unit.value;
  }
  return std::nullopt;
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

/// The number that begins at `begin`, without a unit.
SpokenTime number_at(std::string_view text, std::size_t begin) {
  SpokenTime time;
  time.begin = begin;
  std::size_t end = digits_end(text, begin);
  std::string digits{text.substr(begin, end - begin)};
  if (end < text.size() && (text[end] == '.' || text[end] == ',') && digit_at(text, end + 1)) {
    const std::size_t next = digits_end(text, end + 1);
    digits += "." + std::string(text.substr(end + 1, next - end - 1));
    time.step = std::pow(10, -static_cast<double>(next - end - 1));
    end = next;
  }
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    const bool sign = end + 1 < text.size() && (text[end + 1] == '+' || text[end + 1] == '-');
    const std::size_t from = end + (sign ? 2 : 1);
    if (digit_at(text, from) && digits_end(text, from) - from <= 2) {
      const std::string exponent{text.substr(end + 1, digits_end(text, from) - end - 1)};
      digits += "e" + exponent;
      time.step *= std::pow(10, to_double(exponent));
      end = digits_end(text, from);
    }
  }
  time.value = to_double(digits);
  time.end = end;
  return time;
}

/// "5,003 ms" has a comma between thousands: nobody tells a thousandth of a millisecond by it.
void read_thousands(std::string_view text, SpokenTime& time) {
  const std::string_view digits =
      text.substr(time.begin, digits_end(text, time.begin) - time.begin);
  const std::size_t comma = time.begin + digits.size();
  const bool three =
      comma < text.size() && text[comma] == ',' && digits_end(text, comma + 1) == comma + 4;
  if (!time.has_unit || time.unit >= 1 || !three || digits == "0") return;
  time.value *= 1000;
  time.step = 1;
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

std::optional<SpokenTime> word_at(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string word = lower(text.substr(begin, end - begin));
  const auto* const row = std::find_if(number_words.begin(), number_words.end(),
                                       [&](const Named& it) { return it.name == word; });
  if (row == number_words.end()) return std::nullopt;
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

}  // namespace

std::vector<SpokenTime> times_in(std::string_view text, Words words) {
  std::vector<SpokenTime> times;
  std::size_t place = 0;
  while (place < text.size()) {
    std::optional<SpokenTime> time;
    std::size_t next = place + 1;
    if (is_digit(text[place])) {
      next = digits_end(text, place);
      if (!no_number(text, place)) time = clock_at(text, place);
      if (!time && !no_number(text, place)) time = number_at(text, place);
    } else if (letter_length(text, place) > 0) {
      next = word_end(text, place);
      if (words == Words::understood) time = word_at(text, place, next);
    }
    if (time) {
      if (!time->has_unit) read_unit(text, *time);
      read_thousands(text, *time);
      time->text = std::string(text.substr(time->begin, time->end - time->begin));
      next = time->end;
      times.push_back(*std::move(time));
    }
    place = next;
  }
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
