// The checks of a lossy server: that its answers are right, that it loses the right share, and that
// it loses at random. What it prints is judged in lossy_reports.cpp.
#include "harness/judge/finding.hpp"
#include "harness/judge/listening.hpp"
#include "harness/judge/look.hpp"
#include "harness/judge/lossy.hpp"
#include "harness/judge/lossy_runs.hpp"
#include "harness/judge/statistics.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
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

std::string in_run(const ServerRun& run) {
  return run.of < 2 ? std::string{} : " in run " + std::to_string(run.number);
}

/// The first message, as proof of what concerns all.
std::size_t first_sent(const ServerRun& run) {
  return run.sent.empty() ? run.begin : run.sent.front().event;
}

// --- answers ---

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

/// What an answer that holds the datagram's text has around it, and should not.
std::string describe_form(const ServerRun& run, const Reply& reply, const std::string& prefix) {
  constexpr std::size_t shown_max = 40;
  const std::string_view answer = run.events->events[reply.event].bytes;
  const std::string_view text = reply.about ? run.sent[*reply.about].text : std::string_view{};
  const std::size_t offset = answer.find(text);
  if (text.empty() || offset == std::string_view::npos)
    return "The answer has another form than asked.";
  const std::string_view before = answer.substr(0, offset);
  const std::string_view after = answer.substr(offset + text.size());
  const std::string_view bare = trim_end(prefix);
  if (before == bare && bare.size() + 1 == prefix.size())
    return "In the answer the blank after " + std::string(bare) + " is missing.";
  if (before == prefix)
    return "In the answer " + text::quote(after, shown_max) + " stands behind the text.";
  return "The answer begins with " + text::quote(before, shown_max) + " instead of " +
         text::quote(prefix) +
         (lower(before) == lower(prefix) ? ": capital and small letters count." : ".");
}

std::string describe_flaw(const ServerRun& run, const Reply& reply, const std::string& prefix) {
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
      return describe_form(run, reply, prefix);
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

/// The first answer with the commonest flaw: a rare one may be the same mistake in disguise.
const Reply* typical_flaw(const ServerRun& run) {
  std::map<Fit, std::size_t> counts;
  for (const Reply& reply : run.replies)
    if (reply.fit != Fit::exact) ++counts[reply.fit];
  if (counts.empty()) return nullptr;
  const auto commonest =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& one, const auto& two) { return one.second < two.second; });
  return &*std::find_if(run.replies.begin(), run.replies.end(),
                        [&](const Reply& reply) { return reply.fit == commonest->first; });
}

Finding flawed_answers(const ServerRun& run, const Reply& reply, const std::string& prefix) {
  const auto flawed = std::count_if(run.replies.begin(), run.replies.end(),
                                    [](const Reply& each) { return each.fit != Fit::exact; });
  Finding finding =
      fails(run, std::string{symptom_of(reply.fit)}, describe_flaw(run, reply, prefix), {});
  finding.message += " " + grouped(static_cast<std::size_t>(flawed)) + " of " +
                     grouped(run.replies.size()) +
                     (run.replies.size() == 1 ? " answer" : " answers") +
                     (flawed == 1 ? " is" : " are") + " not as asked.";
  finding.expected = expected_answer(run, reply, prefix);
  finding.actual = text::quote(run.events->events[reply.event].bytes);
  if (reply.about) finding.proof.push_back({run.transcript, run.sent[*reply.about].event});
  finding.proof.push_back({run.transcript, reply.event});
  return finding;
}

Finding judge_run_answers(const ServerRun& run, const Params& params) {
  if (run.replies.empty()) {
    Finding finding =
        fails(run, "silent",
              "None of " + grouped(run.sent.size()) + " datagrams was answered" + in_run(run) + ".",
              {first_sent(run)});
    finding.wanting = true;
    return finding;
  }
  if (const Reply* reply = typical_flaw(run))
    return flawed_answers(run, *reply, params.text("prefix"));
  return holds(run, {run.replies.front().event});
}

Finding judge_answers(const Evidence& evidence) {
  return judge_each_run(evidence, judge_run_answers);
}

// --- how many are lost ---

/// Why not all of the messages could be sent. None when they were.
std::optional<Finding> cut_short(const ServerRun& run) {
  if (run.why == "complete" && run.messages >= run.planned) return std::nullopt;
  const std::string sent =
      grouped(run.messages) + " of " + grouped(run.planned) + " datagrams" + in_run(run);
  const std::size_t proof = run.end.value_or(first_sent(run));
  if (run.why == "ended") {
    const auto exit = exit_of(*run.events, run.program);
    return fails(
        run, "ended_early",
        "After " + sent + " your server " + (exit ? describe(*exit) : std::string{"ended"}) + ".",
        {exit ? exit->event : proof});
  }
  if (run.why == "hangs")
    return fails(run, "hangs", "After " + sent + " your server read no more of them.", {proof});
  Finding finding = fails(
      run, "slow", "Your server is too slow: in all the time given it read " + sent + ".", {proof});
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

/// The one client that had any answer, where there are more.
std::optional<std::string> only_client(const ServerRun& run) {
  std::set<std::string> asked;
  std::set<std::string> answered;
  for (const Sent& sent : run.sent) asked.insert(sent.who);
  for (const Reply& reply : run.replies) answered.insert(reply.who);
  if (asked.size() < 2 || answered.size() != 1) return std::nullopt;
  return *answered.begin();
}

std::string only_answered(const std::string& client) {
  return "Only " + client + " ever got an answer; datagrams come from several clients.";
}

struct Cause {
  std::string symptom;
  std::string sentence;
};

Cause cause_of_share(const ServerRun& run, const Losses& losses, double probability, double alarm) {
  if (losses.lost == 0) return {"drops_nothing", "Nothing was lost."};
  if (losses.lost == losses.sent) return {"drops_all", "Nothing was answered."};
  if (const auto client = only_client(run)) return {"one_client", only_answered(*client)};
  const auto believable = [&](double share) {
    const Band band = binomial_band(losses.sent, share, alarm);
    return losses.lost >= band.low && losses.lost <= band.high;
  };
  if (believable(1 - probability))
    return {"inverted",
            "That is the share that should be answered: the test is the wrong way round."};
  // One value too many of ten, and a range of eleven values: the two usual slips by one. So many
  // datagrams do not tell one from the other.
  const auto tenths = std::llround(probability * 10) + 1;
  const double ten = static_cast<double>(tenths) / 10;
  const double eleven = static_cast<double>(tenths) / 11;
  const double share = static_cast<double>(losses.lost) / static_cast<double>(losses.sent);
  if (share > probability && (believable(eleven) || believable(ten))) {
    return {"one_too_many", "That is about " + std::to_string(tenths) +
                                " of 10, or of 11: one value too many is taken for a loss."};
  }
  if (losses.lost > static_cast<std::size_t>(probability * static_cast<double>(losses.sent)))
    return {"too_many", "That is too many."};
  return {"too_few", "That is too few."};
}

Finding judge_share(const ServerRun& run, const Params& params) {
  if (auto cut = cut_short(run)) return *std::move(cut);
  const double probability = params.number("probability");
  const double alarm = params.number("false_alarm");
  const Losses losses = losses_of(run);
  if (losses.sent == 0) return fails(run, "drops_all", "No datagram was sent.", {first_sent(run)});
  const Band band = binomial_band(losses.sent, probability, alarm);
  const std::size_t least = losses.lost - std::min(losses.lost, run.dropped);
  Finding finding = holds(run, {first_sent(run)});
  finding.expected = grouped(band.low) + " to " + grouped(band.high) + " of " +
                     grouped(losses.sent) + " datagrams unanswered";
  finding.actual = grouped(losses.lost) + " of " + grouped(losses.sent) + " (" +
                   percent(losses.lost, losses.sent) + ")";
  if (least >= band.low && losses.lost <= band.high) return finding;
  const Cause cause = cause_of_share(run, losses, probability, alarm);
  finding.outcome = losses.lost < band.low || least > band.high ? Outcome::fails : Outcome::unclear;
  finding.symptom = cause.symptom;
  finding.message = "Of " + grouped(losses.sent) + " datagrams " + grouped(losses.lost) +
                    " stayed unanswered" + in_run(run) + ", " + percent(losses.lost, losses.sent) +
                    ". " + cause.sentence;
  if (finding.outcome == Outcome::unclear)
    finding.message +=
        " But " + text::counted(run.dropped, "datagram") + " did not fit into a socket's buffer.";
  return finding;
}

Finding judge_loss_rate(const Evidence& evidence) {
  return judge_each_run(evidence, judge_share);
}

// --- at random ---

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
  std::string message = "There is nothing random to see: " + what + in_run(run) + ".";
  if (differ)
    message += " In another run it was not so: is the generator seeded again for each packet?";
  return fails(run,
               differ      ? "seeded_per_packet"
               : lost == 0 ? "drops_nothing"
                           : "drops_all",
               std::move(message), {first_sent(run)});
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

std::optional<Finding> not_independent(const ServerRun& run, const Pattern& pattern, double alarm) {
  const RunsTest test = runs_test(pattern);
  const auto period = find_period(pattern, alarm);
  const bool repeats = period && period->length > 1;  // 1: each is like the one before, a block
  const bool in_blocks =
      !repeats &&
      (period || (test.chance < alarm && static_cast<double>(test.runs) < test.expected));
  Finding finding;
  if (in_blocks) {
    finding = fails(run, "seeded_per_packet",
                    "Losses come in blocks" + in_run(run) + ": lost and answered take turns " +
                        grouped(test.runs) + " times, where about " + rounded(test.expected) +
                        " are to be expected. Packets of the same second share one fate when the "
                        "generator is seeded again with the time for each of them.",
                    {first_sent(run)});
  } else if (repeats) {
    finding = fails(run, "periodic",
                    "Losses repeat with every " + ordinal(period->length) + " datagram" +
                        in_run(run) + ": they are counted, not random.",
                    {first_sent(run)});
  } else if (test.chance < alarm) {
    finding = fails(run, "periodic",
                    "Losses are too evenly spread" + in_run(run) +
                        ": lost and answered take turns " + grouped(test.runs) +
                        " times, where about " + rounded(test.expected) + " are to be expected.",
                    {first_sent(run)});
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
      fails(second, "never_seeded",
            overlap.same ? "Two runs lost the very same datagrams."
                         : "Two runs lost almost the same datagrams: " + grouped(overlap.both) +
                               " in common, where about " + rounded(overlap.expected) +
                               " are to be expected.",
            {first_sent(first), first_sent(second)});
  finding.expected = "another pattern each time your server is started";
  finding.actual = "in both runs " + first_losses(one);
  return finding;
}

/// Against the other runs of the same program.
Finding judge_run_random(const std::vector<ServerRun>& runs, const ServerRun& run, double alarm) {
  if (auto never = never_listened(run)) return *std::move(never);
  if (auto cut = cut_short(run)) return *std::move(cut);
  const Pattern pattern = pattern_of(run);
  const std::size_t lost = count_lost(pattern);
  if (lost == 0 || lost == pattern.size()) return all_or_nothing(runs, run, lost);
  if (const auto client = only_client(run))
    return fails(run, "one_client", only_answered(*client), {first_sent(run)});
  auto found = not_independent(run, pattern, alarm);
  if (!found && &run != &runs.front()) found = alike(runs.front(), run, alarm);
  if (!found) return holds(run, {first_sent(run)});
  if (run.dropped > 0) found->outcome = Outcome::unclear;  // what a buffer drops comes in blocks
  return *std::move(found);
}

Finding judge_random(const Evidence& evidence) {
  const auto runs = runs_of(evidence, evidence.params.text("prefix"));
  if (runs.size() < 2)
    return failing("", "One run alone does not show whether another would differ.", {});
  Finding finding;
  for (const ServerRun& run : runs) {
    finding = judge_run_random(runs, run, evidence.params.number("false_alarm"));
    if (finding.outcome != Outcome::holds) break;
  }
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

/// Why there may be too little to judge.
std::vector<SymptomInfo> cut_short_symptoms() {
  return {
      {"ended_early", "it ended before all datagrams had been sent"},
      {"hangs", "it stopped reading datagrams"},
      {"slow", "it took too long for each datagram"},
      {"drops_nothing", "nothing was lost"},
      {"drops_all", "nothing was answered"},
      {"one_client", "only one client is answered"},
  };
}

}  // namespace

CheckKind answers_datagrams() {
  KindInfo info;
  info.name = "answers_datagrams";
  info.sentence =
      "Every answer is the prefix and the datagram that it answers, sent to the client that asked; "
      "there is at least one.";
  info.parameters = {prefix_parameter()};
  const std::vector<SymptomInfo> own = {
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
  info.symptoms = joined({listening_symptoms(), own});
  return {std::move(info), judge_answers};
}

CheckKind loss_rate() {
  KindInfo info;
  info.name = "loss_rate";
  info.sentence =
      "So many datagrams stay unanswered as an honest loss with this probability leaves, by the "
      "exact binomial band.";
  info.parameters = {
      {"probability", ValueType::number, Value{0.3}, "of one datagram's loss"},
      alarm_parameter(),
      prefix_parameter(),
  };
  const std::vector<SymptomInfo> own = {
      {"inverted", "the share of losses and the share of answers are exchanged"},
      {"one_too_many", "one value of ten too many is taken for a loss"},
      {"too_many", "too many losses"},
      {"too_few", "too few losses"},
  };
  info.symptoms = joined({listening_symptoms(), cut_short_symptoms(), own});
  return {std::move(info), judge_loss_rate};
}

CheckKind random_loss() {
  KindInfo info;
  info.name = "random_loss";
  info.sentence =
      "Losses are independent of one another (runs test, period search), and two runs lose "
      "different datagrams.";
  info.parameters = {alarm_parameter(), prefix_parameter()};
  const std::vector<SymptomInfo> own = {
      {"seeded_per_packet", "losses come in blocks: the generator is seeded again for each packet"},
      {"periodic", "losses follow a count"},
      {"never_seeded", "the same losses in every run"},
  };
  info.symptoms = joined({listening_symptoms(), cut_short_symptoms(), own});
  return {std::move(info), judge_random};
}

}  // namespace viva::judge::lossy
