// What the workers printed: how many there are, and whether each counted as it should. When things
// happened does not matter here.
#include "harness/judge/workers.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>

namespace viva::judge {
namespace {

std::string told(const Worker& worker) {
  return worker.label + " printed " + listed(worker.numbers());
}

std::string told(const WorkerOutput& output) {
  std::string text;
  for (const Worker& worker : output.workers) text += (text.empty() ? "" : "; ") + told(worker);
  return text;
}

/// What stands where worker lines were expected: the first words of the output.
Finding without_lines(const Scene& scene, const Integers& expected) {
  const auto lines = output_lines(scene.transcript);
  const auto spoken = std::find_if(lines.begin(), lines.end(),
                                   [](const Line& line) { return !trim(line.text).empty(); });
  const std::string form = "\"<label>: <number>\", for example \"" +
                           std::string(scene.noun == "process" ? "Process" : "Thread") +
                           " 1: " + std::to_string(expected.empty() ? 1 : expected.front()) + "\"";
  if (spoken == lines.end()) {
    const std::string end = scene.exit ? " It " + describe(*scene.exit) + "." : "";
    Finding finding =
        worker_failure("silent", "The program printed nothing on standard output." + end,
                       scene.exit ? std::vector{scene.exit->event} : std::vector<std::size_t>{});
    finding.expected = "lines of the form " + form;
    return finding;
  }
  Finding finding = worker_failure("no_lines", "No line of the output has the form " + form + ".",
                                   {spoken->event});
  finding.expected = form;
  finding.actual = text::quote(spoken->text);
  finding.wanting = true;
  return finding;
}

bool counts(const Integers& numbers, std::int64_t first, std::int64_t last) {
  if (static_cast<std::int64_t>(numbers.size()) != last - first + 1) return false;
  for (std::size_t index = 0; index < numbers.size(); ++index) {
    if (numbers[index] != first + static_cast<std::int64_t>(index)) return false;
  }
  return true;
}

/// Both together count once: from the first number to `workers` times as far, or just to the last.
bool one_counter(const WorkerOutput& output, const Integers& expected) {
  Integers all;
  for (const Worker& worker : output.workers) {
    for (const WorkerLine& line : worker.lines) all.push_back(line.number);
  }
  std::sort(all.begin(), all.end());
  const auto size = static_cast<std::int64_t>(all.size());
  return output.workers.size() > 1 && size >= static_cast<std::int64_t>(expected.size()) &&
         counts(all, all.front(), all.front() + size - 1);
}

bool is_doubled(const Worker& worker, const Integers& expected) {
  Integers once = worker.numbers();
  std::stable_sort(once.begin(), once.end());
  once.erase(std::unique(once.begin(), once.end()), once.end());
  return once == expected && worker.lines.size() >= 2 * expected.size();
}

struct Mistake {
  std::string symptom;
  std::string message;
};

/// The count was right so far and broke off because the whole program ended.
bool was_cut_off(const Scene& scene, const Worker& worker, const Integers& expected) {
  constexpr Duration pause_min = std::chrono::milliseconds{900};
  const Integers numbers = worker.numbers();
  return numbers.size() < expected.size() &&
         std::equal(numbers.begin(), numbers.end(), expected.begin()) &&
         scene.end - worker.lines.back().t < pause_min;
}

Mistake mistake_of(const Scene& scene, const Worker& worker, const Integers& expected) {
  const Integers numbers = worker.numbers();
  const std::string what = told(worker);
  const std::string wanted = " instead of " + listed(expected);
  if (expected.size() > 1 && counts(expected, expected.front(), expected.back())) {
    if (counts(numbers, expected.front() - 1, expected.back() - 1)) {
      return {"from_zero",
              what + wanted + ": the count begins at " + std::to_string(numbers.front()) + "."};
    }
    if (counts(numbers, expected.front(), expected.back() - 1)) {
      return {"one_short", what + wanted + ": the loop ends one number too early."};
    }
    if (numbers.size() > expected.size() && counts(numbers, expected.front(), numbers.back())) {
      return {"goes_on", what + wanted + ": the loop does not end after " +
                             std::to_string(expected.back()) + "."};
    }
  }
  if (is_doubled(worker, expected)) {
    return {"doubled", what + wanted + ": each number came more than once, so more than one " +
                           scene.noun + " prints as " + text::quote(worker.label) + "."};
  }
  if (scene.exit && was_cut_off(scene, worker, expected)) {
    return {"left_early", what + ", and then the program " + describe(*scene.exit) + ", " +
                              in_seconds(scene.end - scene.start) +
                              " after its start: it did not wait for its " + scene.nouns() + "."};
  }
  if (numbers.size() < expected.size()) {
    return {"incomplete", what + " and then nothing more, instead of " + listed(expected) + "."};
  }
  return {"incomplete", what + wanted + "."};
}

Finding with_both(Finding finding, const Scene& scene, const Integers& expected,
                  std::size_t wanted) {
  finding.expected =
      std::to_string(wanted) + " " + scene.nouns() + ", each printing " + listed(expected);
  finding.actual = told(scene.output);
  return finding;
}

std::vector<std::size_t> first_lines(const WorkerOutput& output) {
  std::vector<std::size_t> events(output.workers.size());
  std::transform(output.workers.begin(), output.workers.end(), events.begin(),
                 [](const Worker& worker) { return worker.lines.front().event; });
  return events;
}

Finding wrong_count(const Scene& scene, const Integers& expected, std::size_t wanted) {
  const auto& workers = scene.output.workers;
  const auto events = first_lines(scene.output);
  if (workers.size() > wanted) {
    return with_both(
        worker_failure("too_many",
                       std::to_string(workers.size()) + " labels counted instead of " +
                           std::to_string(wanted) + "; each stands for one " + scene.noun + ".",
                       events),
        scene, expected, wanted);
  }
  return with_both(
      worker_failure("one_label",
                     "All numbers bear the same label, " + text::quote(workers.front().label) +
                         ": the " + scene.nouns() + " cannot be told apart, or there is only one.",
                     events),
      scene, expected, wanted);
}

}  // namespace

Finding worker_lines(const Evidence& evidence) {
  const Scene scene = scene_of(evidence);
  const auto at_least = static_cast<std::size_t>(evidence.params.integer("at_least"));
  if (scene.output.lines >= at_least) {
    Finding finding;
    finding.outcome = Outcome::holds;
    for (const Worker& worker : scene.output.workers)
      finding.proof.push_back({0, worker.lines.front().event});
    return finding;
  }
  if (scene.output.lines == 0) return without_lines(scene, evidence.params.integers("numbers"));
  const auto events = first_lines(scene.output);
  return worker_failure(
      "few",
      "Only " + text::counted(scene.output.lines, "line") + " with a label and a number came.",
      events);
}

Finding worker_numbers(const Evidence& evidence) {
  const Scene scene = scene_of(evidence);
  const Integers& expected = evidence.params.integers("numbers");
  const auto wanted = static_cast<std::size_t>(evidence.params.integer("workers"));
  const auto& workers = scene.output.workers;
  if (workers.empty()) return without_lines(scene, expected);
  if (!scene.output.as_expected && workers.size() != wanted)
    return wrong_count(scene, expected, wanted);
  if (!scene.output.as_expected) {
    const auto wrong =
        std::find_if(workers.begin(), workers.end(), [](const Worker& it) { return !it.complete; });
    Mistake mistake = mistake_of(scene, *wrong, expected);
    if (one_counter(scene.output, expected)) {
      mistake = {"shared_counter",
                 "The " + scene.nouns() + " share one counter: " + told(scene.output) + "."};
    }
    return with_both(worker_failure(mistake.symptom, mistake.message, {wrong->lines.back().event}),
                     scene, expected, wanted);
  }
  Finding finding;
  finding.outcome = Outcome::holds;
  for (const Worker& worker : workers) finding.proof.push_back({0, worker.lines.back().event});
  if (scene.output.recovered > 0) {
    finding.message =
        "Some lines ran into one another and were taken apart: print each line in one piece, or "
        "under a lock.";
  }
  return finding;
}

}  // namespace viva::judge
