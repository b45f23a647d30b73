// How it is read: a worker line is a label, then a number. A few readings are tried
// (worker_entries.hpp), and the first that finds the workers complete wins; a debug line is never
// held against a program that is right without it. Where lines ran into one another, they are taken
// apart (worker_recovery.hpp).
#include "harness/judge/worker_lines.hpp"

#include "harness/judge/look.hpp"
#include "harness/judge/worker_entries.hpp"
#include "harness/judge/worker_recovery.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace viva::judge {
namespace {

using namespace workers;

// Two workers never print more; what follows is slow, and no use on a flood.
constexpr std::size_t readings_lines_max = 2000;
constexpr std::size_t recovery_lines_max = 200;

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
      templates.push_back(
          {template_of(now.entries, now.labels[0]), template_of(now.entries, now.labels[1])});
    if (!best || now.score > best->score) best = std::move(now);
    if (lines.size() > readings_lines_max) break;
  }
  const bool too_many = best->labels.size() > wanted;
  if (wanted != 2 || too_many || lines.size() > recovery_lines_max) return *std::move(best);
  for (Templates& guess : guesses(lines)) templates.push_back(std::move(guess));
  for (const Templates& pair : templates) {
    auto now = interpret(recovered(lines, pair, expected), expected, wanted);
    if (now.as_expected) return now;
    if (now.score > best->score) best = std::move(now);
  }
  return *std::move(best);
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
  for (const Entry& entry : interpretation.entries) {
    const auto& labels = interpretation.labels;
    if (std::find(labels.begin(), labels.end(), entry.label) == labels.end()) continue;
    const auto [place, is_new] = places.emplace(entry.label, output.workers.size());
    if (is_new) output.workers.push_back({entry.name, {}, false});
    const RawLine& line = lines[entry.line];
    const std::size_t offset = line.exact ? line.offset + entry.place : line.end;
    const std::size_t event = stream.event_at(offset).value_or(0);
    output.workers[place->second].lines.push_back(
        {entry.number, transcript.events[event].t, event, offset});
    if (entry.recovered) ++output.recovered;
  }
  for (Worker& worker : output.workers) worker.complete = worker.numbers() == expected;
  return output;
}

}  // namespace viva::judge
