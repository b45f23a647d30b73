// How a transcript is looked at. What is seen is decided on elsewhere, in the file of the check.
#include "harness/judge/look.hpp"

#include "harness/model/limits.hpp"

#include <algorithm>
#include <array>

namespace viva::judge {
namespace {

constexpr std::string_view blanks = " \t\r\n";

// A `late` event stands for the tenth of a second before it, and for as long as the machine hung.
constexpr Duration late_window = std::chrono::milliseconds{100};

// Below this a machine is as punctual as they come (the metronome itself beats every 10 ms).
constexpr Duration late_noise = std::chrono::milliseconds{15};

bool matches(const Event& event, What what, std::string_view who) {
  return event.what == what && (who.empty() || event.who == who);
}

/// Length of the terminal escape at the start of `text` (which is an ESC); ECMA-48, 5.4 and 5.6.
std::size_t escape_length(std::string_view text) {
  if (text.size() < 2) return text.size();
  std::size_t end = 2;
  if (text[1] == '[') {  // CSI: parameters, then one final byte from '@' to '~'
    while (end < text.size() && (text[end] < '@' || text[end] > '~')) ++end;
    return std::min(end + 1, text.size());
  }
  if (text[1] == ']') {  // OSC: up to BEL or ESC backslash
    while (end < text.size() && text[end] != '\a' && text[end] != '\x1b') ++end;
    return std::min(end < text.size() && text[end] == '\x1b' ? end + 2 : end + 1, text.size());
  }
  while (end <= text.size() && text[end - 1] >= ' ' && text[end - 1] <= '/') ++end;
  return std::min(end, text.size());
}

}  // namespace

std::optional<std::size_t> Stream::event_at(std::size_t offset) const {
  if (chunks.empty()) return std::nullopt;
  const auto after =
      std::upper_bound(chunks.begin(), chunks.end(), offset,
                       [](std::size_t wanted, const auto& chunk) { return wanted < chunk.first; });
  return after == chunks.begin() ? chunks.front().second : std::prev(after)->second;
}

Stream stream_of(const Transcript& transcript, std::string_view who, What what) {
  Stream stream;
  for (std::size_t index = 0; index < transcript.events.size(); ++index) {
    const Event& event = transcript.events[index];
    if (!matches(event, what, who) || event.bytes.empty()) continue;
    stream.chunks.emplace_back(stream.bytes.size(), index);
    stream.bytes += event.bytes;
  }
  return stream;
}

std::string bytes_of(const Transcript& transcript, std::string_view who, What what) {
  return stream_of(transcript, who, what).bytes;
}

std::optional<Found> find_text(const Transcript& transcript, std::string_view who, What what,
                               std::string_view needle, std::size_t from) {
  if (needle.empty()) return std::nullopt;
  const Stream stream = stream_of(transcript, who, what);
  const std::size_t offset = stream.bytes.find(needle, from);
  if (offset == std::string::npos) return std::nullopt;
  const std::size_t event = stream.event_at(offset + needle.size() - 1).value_or(0);
  return Found{offset, event, transcript.events[event].t};
}

std::vector<Line> output_lines(const Transcript& transcript, std::string_view who) {
  const Stream stream = stream_of(transcript, who, What::out);
  std::vector<Line> lines;
  std::size_t begin = 0;
  while (begin < stream.bytes.size()) {
    const std::size_t newline = stream.bytes.find('\n', begin);
    const bool ended = newline != std::string::npos;
    const std::size_t end = ended ? newline : stream.bytes.size();
    std::string text = stream.bytes.substr(begin, end - begin);
    while (ended && text.ends_with('\r')) text.pop_back();
    const std::size_t event = stream.event_at(ended ? end : end - 1).value_or(0);
    lines.push_back({std::move(text), transcript.events[event].t, event, ended, begin});
    begin = end + 1;
  }
  return lines;
}

std::vector<std::size_t> events_of(const Transcript& transcript, What what, std::string_view who) {
  std::vector<std::size_t> indices;
  for (std::size_t index = 0; index < transcript.events.size(); ++index) {
    if (matches(transcript.events[index], what, who)) indices.push_back(index);
  }
  return indices;
}

std::optional<std::size_t> first_event(const Transcript& transcript, What what,
                                       std::string_view who) {
  for (std::size_t index = 0; index < transcript.events.size(); ++index) {
    if (matches(transcript.events[index], what, who)) return index;
  }
  return std::nullopt;
}

std::optional<std::size_t> last_event(const Transcript& transcript, What what,
                                      std::string_view who) {
  for (std::size_t index = transcript.events.size(); index > 0; --index) {
    if (matches(transcript.events[index - 1], what, who)) return index - 1;
  }
  return std::nullopt;
}

std::optional<Span> phase_span(const Transcript& transcript, std::string_view name) {
  std::optional<Span> span;
  for (std::size_t index = 0; index < transcript.events.size(); ++index) {
    const Event& event = transcript.events[index];
    if (event.what != What::phase) continue;
    if (span) {
      span->end = index;
      return span;
    }
    if (event.more.value_or<std::string>("name", {}) == name)
      span = Span{index, transcript.events.size()};
  }
  return span;
}

std::optional<Exit> exit_of(const Transcript& transcript, std::string_view who) {
  const auto index = last_event(transcript, What::exit, who);
  if (!index) return std::nullopt;
  const Event& event = transcript.events[*index];
  Exit exit;
  exit.event = *index;
  exit.t = event.t;
  if (const auto* code = event.more.find<std::int64_t>("code")) exit.code = *code;
  exit.signal = event.more.value_or<std::string>("signal", {});
  exit.by = event.more.value_or<std::string>("by", "itself");
  exit.cpu = event.more.value_or<Duration>("cpu", Duration{0});
  exit.leftover = event.more.value_or<std::int64_t>("leftover", 0);
  if (exit.by == "limit") {
    for (const std::size_t limit : events_of(transcript, What::limit)) {
      const Params& more = transcript.events[limit].more;
      const auto name = more.value_or<std::string>("name", {});
      // What is cut off, output and events, ends no program.
      if (limit > *index || name == "output" || name == "events") continue;
      exit.limit = name;
      exit.limit_value = more.value_or<std::string>("value", {});
    }
  }
  return exit;
}

std::string describe(const Exit& exit) {
  if (exit.by == "limit") {
    return "was ended because it " + (exit.limit.empty() ? std::string("went past a limit")
                                                         : went_past(exit.limit, exit.limit_value));
  }
  if (exit.by == "SIGTERM" || exit.by == "SIGKILL") return "was still running and had to be ended";
  if (!exit.signal.empty()) {
    const std::string_view meaning = signal_meaning(exit.signal);
    return "was killed by " + exit.signal + (meaning.empty() ? "" : ": " + std::string(meaning));
  }
  return "ended with exit code " + (exit.code ? std::to_string(*exit.code) : "unknown");
}

std::string_view signal_meaning(std::string_view signal) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> meanings = {{
      {"SIGSEGV", "it used memory that is not its own (a bad pointer, an index out of range)"},
      {"SIGABRT",
       "it gave up by itself (an exception nobody caught, a failed assert, or a std::thread that "
       "was destroyed without join())"},
      {"SIGFPE", "an integer was divided by zero"},
      {"SIGBUS", "it used memory at an address that cannot be used"},
      {"SIGILL",
       "it ran into an instruction that does not exist (often a function without its return)"},
      {"SIGPIPE", "it wrote to a connection that the other side had already closed"},
      {"SIGSYS", "it made a system call that is not allowed here"},
      {"SIGXCPU", "it used up its processor time"},
      {"SIGXFSZ", "it wrote a file that is too large"},
  }};
  const auto* const row = std::find_if(meanings.begin(), meanings.end(), [&](const auto& meaning) {
    return meaning.first == signal;
  });
  return row == meanings.end() ? std::string_view{} : row->second;
}

Duration lateness(const Transcript& transcript, Duration from, Duration to) {
  Duration worst{0};
  for (const Event& event : transcript.events) {
    if (event.what != What::late) continue;
    const auto by = event.more.value_or<Duration>("by", Duration{0});
    if (event.t >= from && event.t - late_window - by <= to) worst = std::max(worst, by);
  }
  return worst;
}

Duration lateness(const Transcript& transcript) {
  return lateness(transcript, Duration::min() / 2, Duration::max() / 2);
}

Timing timing(Duration took, Duration bound, Duration late) {
  // Every wait of the program may have been woken late, but not more than a few of them lie between
  // the two ends of what is timed.
  constexpr int waits = 5;
  if (took <= bound + late) return Timing::kept;
  return late >= late_noise && took <= bound + waits * late ? Timing::unclear : Timing::missed;
}

std::string_view trim_end(std::string_view bytes) {
  const std::size_t last = bytes.find_last_not_of(blanks);
  return last == std::string_view::npos ? std::string_view{} : bytes.substr(0, last + 1);
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  return first == std::string_view::npos ? std::string_view{} : trim_end(text.substr(first));
}

std::string lower(std::string_view text) {
  std::string result{text};
  for (char& letter : result) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return result;
}

std::string without_escapes(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    if (text.front() == '\x1b') {
      text.remove_prefix(escape_length(text));
      continue;
    }
    if (text.front() != '\a') result += text.front();
    text.remove_prefix(1);
  }
  return result;
}

}  // namespace viva::judge
