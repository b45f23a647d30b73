// The checks of a lossy server: that its answers are right, that it loses the right share, and that
// it loses at random. What it prints is judged in lossy_reports.cpp.
#include "harness/judge/look.hpp"
#include "harness/judge/lossy.hpp"
#include "harness/judge/lossy_runs.hpp"
#include "harness/judge/statistics.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace viva::judge::lossy {
namespace {

/// Later than this, a program that was too slow may have been so for want of a processor.
constexpr Duration very_late = std::chrono::milliseconds{200};

std::string percent(std::size_t part, std::size_t whole) {
  const auto tenths = std::llround(1000.0 * static_cast<double>(part) / static_cast<double>(whole));
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::string in_run(const ServerRun& run, std::size_t runs) {
  if (runs < 2) return {};
  return " in run " + (run.program == "program" ? std::string{"1"} : run.program.substr(8));
}

Pointer at(const ServerRun& run, std::size_t event) {
  return {run.transcript, event};
}

/// The first message, as proof of what concerns all.
Pointer at_start(const ServerRun& run) {
  return at(run, run.sent.empty() ? run.begin : run.sent.front().event);
}

// --- answers
// ---------------------------------------------------------------------------------------

std::string_view symptom_of(Fit fit) {
  switch (fit) {
    case Fit::exact:
      return "";
    case Fit::twice:
      return "twice";
    case Fit::other_client:
      return "other_client";
    case Fit::trailing_nul:
      return "trailing_nul";
    case Fit::too_long:
      return "too_long";
    case Fit::cut:
      return "cut";
    case Fit::prefix_missing:
      return "prefix_missing";
    case Fit::text_missing:
      return "text_missing";
    case Fit::other_case:
    case Fit::other_form:
      return "other_form";
    case Fit::foreign:
      return "foreign";
  }
  return "";
}

std::string describe_flaw(const ServerRun& run, const Reply& reply) {
  const std::string asker = reply.about ? run.sent[*reply.about].who : std::string{};
  switch (reply.fit) {
    case Fit::exact:
      return {};
    case Fit::twice:
      return "One datagram was answered twice.";
    case Fit::other_client:
      return "The answer to a datagram of " + asker + " went to " + reply.who + ".";
    case Fit::trailing_nul:
      return "The right answer is followed by a NUL byte: more bytes were sent than the text has.";
    case Fit::too_long:
      return "Behind the right answer come more bytes, as if left over from an earlier datagram.";
    case Fit::cut:
      return "The answer holds only the beginning of the datagram.";
    case Fit::prefix_missing:
      return "The answer is the datagram itself; the text before it is missing.";
    case Fit::text_missing:
      return "The answer does not say which datagram it acknowledges: its text is missing.";
    case Fit::other_case:
    case Fit::other_form:
      return "The answer has another form than asked.";
    case Fit::foreign:
      return "The answer has nothing to do with any datagram that was sent.";
  }
  return {};
}

/// What should have come: the datagram's own text, else that of any, as an example.
std::string expected_answer(const ServerRun& run, const Reply& reply, const std::string& prefix) {
  if (!reply.about) return "\"" + prefix + "\" and the text of the datagram";
  return text::quote(prefix + std::string{run.sent[*reply.about].text});
}

Finding flawed_answers(const ServerRun& run, const Reply& reply, const std::string& prefix) {
  const auto flawed = std::count_if(run.replies.begin(), run.replies.end(),
                                    [](const Reply& each) { return each.fit != Fit::exact; });
  Finding finding = failure(std::string{symptom_of(reply.fit)}, describe_flaw(run, reply), {});
  finding.message += " So it is with " + grouped(static_cast<std::size_t>(flawed)) + " of " +
                     text::counted(run.replies.size(), "answer") + ".";
  finding.expected = expected_answer(run, reply, prefix);
  finding.actual = text::quote(run.events->events[reply.event].bytes);
  if (reply.about) finding.proof.push_back(at(run, run.sent[*reply.about].event));
  finding.proof.push_back(at(run, reply.event));
  return finding;
}

Finding judge_answers(const Evidence& evidence) {
  const std::string& prefix = evidence.params.text("prefix");
  const auto runs = runs_of(evidence, prefix);
  Finding finding = failure("silent", "No datagram was sent.", {});
  for (const ServerRun& run : runs) {
    if (auto never = never_listened(run)) return *std::move(never);
    if (run.replies.empty()) {
      return failure("silent",
                     "None of " + grouped(run.sent.size()) + " datagrams was answered" +
                         in_run(run, runs.size()) + ".",
                     {at_start(run)});
    }
    for (const Reply& reply : run.replies)
      if (reply.fit != Fit::exact) return flawed_answers(run, reply, prefix);
    finding = {};
    finding.outcome = Outcome::holds;
    finding.proof = {at(run, run.replies.front().event)};
  }
  return finding;
}

// --- how many are lost
// -----------------------------------------------------------------------------

/// Why not all of the messages could be sent. None when they were.
std::optional<Finding> cut_short(const ServerRun& run, std::size_t runs) {
  if (run.why == "complete" && run.messages >= run.planned) return std::nullopt;
  const std::string sent =
      grouped(run.messages) + " of " + grouped(run.planned) + " datagrams" + in_run(run, runs);
  const Pointer proof = run.end ? at(run, *run.end) : at_start(run);
  if (run.why == "ended") {
    const auto exit = exit_of(*run.events, run.program);
    return failure(
        "ended",
        "After " + sent + " the program " + (exit ? describe(*exit) : std::string{"ended"}) + ".",
        {exit ? at(run, exit->event) : proof});
  }
  if (run.why == "hangs")
    return failure("hangs", "After " + sent + " the program read no more of them.", {proof});
  Finding finding = failure(
      "slow", "The program is too slow: in all the time given it read " + sent + ".", {proof});
  if (lateness(*run.events) > very_late) finding.outcome = Outcome::unclear;
  return finding;
}

/// What was sent and lost, as far as it can be told.
struct Losses {
  std::size_t sent = 0;
  std::size_t lost = 0;
};

Losses losses_of(const ServerRun& run) {
  const std::size_t nameless = nameless_answers(run);
  Losses losses;
  // Answers that name no datagram may answer the sentinels too: then these count as well.
  for (const Sent& sent : run.sent) {
    if (sent.sentinel && nameless == 0) continue;
    ++losses.sent;
    losses.lost += sent.answers == 0 ? 1 : 0;
  }
  losses.lost -= std::min(losses.lost, nameless);
  return losses;
}

/// The client that had answers while another had none.
std::optional<std::string> only_client(const ServerRun& run) {
  std::map<std::string, std::size_t> answered;
  for (const Sent& sent : run.sent) answered[sent.who] += sent.answers;
  const auto served = std::count_if(answered.begin(), answered.end(),
                                    [](const auto& entry) { return entry.second > 0; });
  if (answered.size() < 2 || served != 1) return std::nullopt;
  return std::find_if(answered.begin(), answered.end(),
                      [](const auto& entry) { return entry.second > 0; })
      ->first;
}

struct Cause {
  std::string symptom;
  std::string sentence;
};

Cause cause_of_share(const ServerRun& run, const Losses& losses, double probability, double alarm) {
  if (losses.lost == 0) return {"drops_nothing", "Nothing was lost."};
  if (losses.lost == losses.sent) return {"drops_all", "Nothing was answered."};
  if (const auto client = only_client(run))
    return {"one_client",
            "Only " + *client + " ever got an answer; datagrams come from several clients."};
  const auto believable = [&](double share) {
    const Band band = binomial_band(losses.sent, share, alarm);
    return losses.lost >= band.low && losses.lost <= band.high;
  };
  if (believable(1 - probability))
    return {"inverted",
            "That is the share that should be answered: the test is the wrong way round."};
  // One value too many of ten, and a range of eleven values: the two usual slips by one.
  const auto tenths = std::llround(probability * 10) + 1;
  const double ten = static_cast<double>(tenths) / 10;
  const double eleven = static_cast<double>(tenths) / 11;
  const double share = static_cast<double>(losses.lost) / static_cast<double>(losses.sent);
  if (share > probability && (believable(eleven) || believable(ten))) {
    const std::string about = "That is about " + std::to_string(tenths) + " of ";
    if (share < (eleven + ten) / 2)
      return {"one_of_eleven", about + "11: does your random number have 11 values?"};
    return {"one_too_many", about + "10: one value too many is taken for a loss."};
  }
  if (losses.lost > static_cast<std::size_t>(probability * static_cast<double>(losses.sent)))
    return {"too_many", "That is too many."};
  return {"too_few", "That is too few."};
}

Finding judge_share(const ServerRun& run, const Params& params, std::size_t runs) {
  const double probability = params.number("probability");
  const double alarm = params.number("false_alarm");
  const Losses losses = losses_of(run);
  if (losses.sent == 0) return failure("drops_all", "No datagram was sent.", {at_start(run)});
  const Band band = binomial_band(losses.sent, probability, alarm);
  const std::size_t least = losses.lost - std::min(losses.lost, run.dropped);
  Finding finding;
  finding.outcome = Outcome::holds;
  finding.expected = grouped(band.low) + " to " + grouped(band.high) + " of " +
                     grouped(losses.sent) + " datagrams unanswered";
  finding.actual = grouped(losses.lost) + " of " + grouped(losses.sent) + " (" +
                   percent(losses.lost, losses.sent) + ")";
  finding.proof = {at_start(run)};
  if (least >= band.low && losses.lost <= band.high) return finding;
  const Cause cause = cause_of_share(run, losses, probability, alarm);
  finding.outcome = losses.lost < band.low || least > band.high ? Outcome::fails : Outcome::unclear;
  finding.symptom = cause.symptom;
  finding.message = "Of " + grouped(losses.sent) + " datagrams " + grouped(losses.lost) +
                    " stayed unanswered" + in_run(run, runs) + ", " +
                    percent(losses.lost, losses.sent) + ". " + cause.sentence;
  if (finding.outcome == Outcome::unclear)
    finding.message +=
        " But " + text::counted(run.dropped, "datagram") + " did not fit into a socket's buffer.";
  return finding;
}

Finding judge_loss_rate(const Evidence& evidence) {
  const auto runs = runs_of(evidence, evidence.params.text("prefix"));
  Finding finding = failure("drops_all", "No datagram was sent.", {});
  for (const ServerRun& run : runs) {
    if (auto never = never_listened(run)) return *std::move(never);
    if (auto cut = cut_short(run, runs.size())) return *std::move(cut);
    finding = judge_share(run, evidence.params, runs.size());
    if (finding.outcome != Outcome::holds) break;
  }
  return finding;
}

// --- at random
// -------------------------------------------------------------------------------------

Pattern pattern_of(const ServerRun& run) {
  Pattern pattern;
  for (const Sent& sent : run.sent)
    if (!sent.sentinel) pattern.push_back(sent.answers == 0);
  return pattern;
}

/// When a run's losses are all or nothing there is no pattern; but two runs may tell more together.
Finding all_or_nothing(const std::vector<ServerRun>& runs, const ServerRun& run, std::size_t lost) {
  const bool differ = std::any_of(runs.begin(), runs.end(), [&](const ServerRun& other) {
    return count_lost(pattern_of(other)) != lost;
  });
  std::string what = lost == 0 ? "no datagram was lost" : "every datagram was lost";
  std::string message = "There is nothing random to see: " + what + in_run(run, runs.size()) + ".";
  if (differ)
    message += " In another run it was not so: is the generator seeded again for each packet?";
  return failure(differ      ? "seeded_per_packet"
                 : lost == 0 ? "drops_nothing"
                             : "drops_all",
                 std::move(message), {at_start(run)});
}

std::string ordinal(std::size_t number) {
  if (number == 2) return "second";
  if (number == 3) return "third";
  const std::size_t last = number % 10;
  const bool teens = number / 10 % 10 == 1;
  const char* ending = teens ? "th" : last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
  return std::to_string(number) + ending;
}

std::string rounded(double number) {
  return std::to_string(std::llround(number));
}

/// The first losses, as places in the order of sending: "3, 6, 9, 12 …".
std::string first_losses(const Pattern& pattern) {
  constexpr std::size_t shown = 12;
  std::string places;
  std::size_t count = 0;
  for (std::size_t i = 0; i < pattern.size() && count < shown; ++i) {
    if (!pattern[i]) continue;
    places += (count++ == 0 ? "" : ", ") + std::to_string(i + 1);
  }
  return "lost: datagrams " + places + " …";
}

std::optional<Finding> not_independent(const ServerRun& run, const Pattern& pattern, double alarm,
                                       std::size_t runs) {
  const RunsTest test = runs_test(pattern);
  const auto period = find_period(pattern, alarm);
  const bool in_blocks = (test.chance < alarm && static_cast<double>(test.runs) < test.expected) ||
                         (period && period->length == 1);
  Finding finding;
  if (in_blocks) {
    finding =
        failure("seeded_per_packet",
                "Losses come in blocks" + in_run(run, runs) + ": lost and answered take turns " +
                    grouped(test.runs) + " times, where about " + rounded(test.expected) +
                    " are to be expected. Packets of the same second share one fate when the "
                    "generator is seeded again with the time for each of them.",
                {at_start(run)});
  } else if (period) {
    finding = failure("periodic",
                      "Losses repeat with every " + ordinal(period->length) + " datagram" +
                          in_run(run, runs) + ": they are counted, not random.",
                      {at_start(run)});
  } else if (test.chance < alarm) {
    finding = failure("periodic",
                      "Losses are too evenly spread" + in_run(run, runs) +
                          ": lost and answered take turns " + grouped(test.runs) +
                          " times, where about " + rounded(test.expected) + " are to be expected.",
                      {at_start(run)});
  } else {
    return std::nullopt;
  }
  finding.expected = "each datagram is lost or not whatever became of the others";
  finding.actual = first_losses(pattern);
  return finding;
}

std::optional<Finding> alike(const ServerRun& first, const ServerRun& second, double alarm) {
  const Pattern one = pattern_of(first);
  const Overlap overlap = compare(one, pattern_of(second));
  if (overlap.chance >= alarm) return std::nullopt;
  Finding finding =
      failure("never_seeded",
              overlap.same ? "Two runs lost the very same datagrams."
                           : "Two runs lost almost the same datagrams: " + grouped(overlap.both) +
                                 " in common, where about " + rounded(overlap.expected) +
                                 " are to be expected.",
              {at_start(first), at_start(second)});
  finding.expected = "another pattern each time the program is started";
  finding.actual = "in both runs " + first_losses(one);
  return finding;
}

Finding judge_random(const Evidence& evidence) {
  const double alarm = evidence.params.number("false_alarm");
  const auto runs = runs_of(evidence, evidence.params.text("prefix"));
  Finding finding = failure("", "No datagram was sent.", {});
  for (const ServerRun& run : runs) {
    if (auto never = never_listened(run)) return *std::move(never);
    if (auto cut = cut_short(run, runs.size())) return *std::move(cut);
    const Pattern pattern = pattern_of(run);
    const std::size_t lost = count_lost(pattern);
    if (lost == 0 || lost == pattern.size()) return all_or_nothing(runs, run, lost);
    auto found = not_independent(run, pattern, alarm, runs.size());
    if (!found && &run != &runs.front()) found = alike(runs.front(), run, alarm);
    if (found) {
      if (run.dropped > 0)
        found->outcome = Outcome::unclear;  // what a buffer drops comes in blocks
      return *std::move(found);
    }
    finding = {};
    finding.outcome = Outcome::holds;
    finding.proof = {at_start(run)};
  }
  if (finding.outcome == Outcome::holds && runs.size() < 2)
    return failure("", "One run alone does not show whether another would differ.", finding.proof);
  return finding;
}

ParameterInfo prefix_parameter() {
  return {"prefix", ValueType::text, Value{std::string{"ACK: "}},
          "what stands before the datagram in its answer"};
}

ParameterInfo alarm_parameter() {
  return {"false_alarm", ValueType::number, Value{1e-6},
          "how often a right program may fail by chance, at most"};
}

const std::vector<SymptomInfo>& short_symptoms() {
  static const std::vector<SymptomInfo> symptoms = {
      {"not_listening", "it never bound a socket to the port"},
      {"ended", "it ended before all datagrams had been sent"},
      {"hangs", "it stopped reading datagrams"},
      {"slow", "it took too long for each datagram"},
      {"drops_nothing", "nothing was lost"},
      {"drops_all", "nothing was answered"},
  };
  return symptoms;
}

}  // namespace

CheckKind answers_datagrams() {
  KindInfo info;
  info.name = "answers_datagrams";
  info.sentence =
      "Every answer is the prefix and the datagram that it answers, sent to the client that asked; "
      "there is at least one.";
  info.parameters = {prefix_parameter()};
  info.symptoms = {
      {"not_listening", "it never bound a socket to the port"},
      {"silent", "no answer at all"},
      {"twice", "two answers to one datagram"},
      {"other_client", "the answer went to another client"},
      {"trailing_nul", "a NUL after the right answer"},
      {"too_long", "more bytes after the right answer"},
      {"cut", "only the beginning of the datagram"},
      {"prefix_missing", "the datagram without the prefix"},
      {"text_missing", "the prefix without the datagram"},
      {"other_form", "the datagram within another text"},
      {"foreign", "something else"},
  };
  return {std::move(info), judge_answers};
}

CheckKind loss_rate() {
  KindInfo info;
  info.name = "loss_rate";
  info.sentence =
      "So many datagrams stay unanswered as an honest loss with this probability leaves, by the "
      "exact "
      "binomial band.";
  info.parameters = {
      {"probability", ValueType::number, Value{0.3}, "of one datagram's loss"},
      alarm_parameter(),
      prefix_parameter(),
  };
  info.symptoms = short_symptoms();
  const std::vector<SymptomInfo> own = {
      {"inverted", "the share of losses and the share of answers are exchanged"},
      {"one_of_eleven", "a range of eleven values instead of ten"},
      {"one_too_many", "one value of ten too many is taken for a loss"},
      {"one_client", "only one client is answered"},
      {"too_many", "too many losses"},
      {"too_few", "too few losses"},
  };
  info.symptoms.insert(info.symptoms.end(), own.begin(), own.end());
  return {std::move(info), judge_loss_rate};
}

CheckKind random_loss() {
  KindInfo info;
  info.name = "random_loss";
  info.sentence =
      "Losses are independent of one another (runs test, period search), and two runs lose "
      "different "
      "datagrams.";
  info.parameters = {alarm_parameter(), prefix_parameter()};
  info.symptoms = short_symptoms();
  const std::vector<SymptomInfo> own = {
      {"seeded_per_packet", "losses come in blocks: the generator is seeded again for each packet"},
      {"periodic", "losses follow a count"},
      {"never_seeded", "the same losses in every run"},
  };
  info.symptoms.insert(info.symptoms.end(), own.begin(), own.end());
  return {std::move(info), judge_random};
}

}  // namespace viva::judge::lossy
