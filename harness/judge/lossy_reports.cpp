// Whether what a lossy server prints about each datagram agrees with what it did.
#include "harness/judge/finding.hpp"
#include "harness/judge/listening.hpp"
#include "harness/judge/look.hpp"
#include "harness/judge/lossy.hpp"
#include "harness/judge/lossy_runs.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace viva::judge::lossy {
namespace {

/// What the output says of one datagram. A datagram with both words counts as lost.
enum class Said { nothing, text_only, received, lost };

struct Report {
  Said said = Said::nothing;
  std::size_t event = 0;  ///< the line that says so
};

struct Words {
  std::string lost;
  std::string received;
};

struct Output {
  std::vector<Report> reports;  ///< one for each datagram
  bool torn = false;            ///< some lines ran into one another
};

bool says_lost(std::string_view part, const Words& words) {
  for (std::size_t place = part.find(words.lost); place != std::string_view::npos;
       place = part.find(words.lost, place + 1)) {
    if (!part.substr(0, place).ends_with("not ")) return true;
  }
  return false;
}

Said said_in(std::string_view part, const Words& words) {
  if (says_lost(part, words)) return Said::lost;
  return part.find(words.received) != std::string_view::npos ? Said::received : Said::text_only;
}

/// What a line says of the text at `hits[which]`. Where several texts share it, lines ran into one
/// another, and the words before a text are its own.
Said said_of(std::string_view line, const std::vector<Texts::Hit>& hits, std::size_t which,
             const Texts& texts, const Words& words) {
  const auto end_of = [&](const Texts::Hit& hit) { return hit.offset + texts[hit.text].size(); };
  const std::size_t begin = which == 0 ? 0 : end_of(hits[which - 1]);
  const std::size_t own_end = end_of(hits[which]);
  const std::size_t end = which + 1 == hits.size() ? line.size() : hits[which + 1].offset;
  std::string before = lower(line.substr(begin, hits[which].offset - begin));
  const std::string after = lower(line.substr(own_end, end - own_end));
  if (hits.size() == 1) return said_in(before + "\n" + after, words);
  const Said said = said_in(before, words);
  return said == Said::text_only ? said_in(after, words) : said;
}

Output read_output(const ServerRun& run, const Words& words) {
  std::vector<std::string_view> all;
  all.reserve(run.sent.size());
  for (const Sent& sent : run.sent) all.push_back(sent.text);
  const Texts texts{std::move(all)};
  Output output;
  output.reports.resize(run.sent.size());
  for (const Line& line : output_lines(*run.events, run.program)) {
    const auto hits = texts.find_in(line.text);
    output.torn = output.torn || hits.size() > 1;
    for (std::size_t which = 0; which < hits.size(); ++which) {
      Report& report = output.reports[hits[which].text];
      const Said said = said_of(line.text, hits, which, texts, words);
      if (said > report.said) report = {said, line.event};
    }
  }
  return output;
}

/// A datagram whose report is missing or wrong.
struct Mismatch {
  std::size_t message = 0;
  std::string symptom;
};

std::optional<std::string> mismatch_of(const Sent& sent, const Report& report) {
  const bool answered = sent.answers > 0;
  switch (report.said) {
    case Said::nothing:
      return "missing";
    case Said::text_only:
      return "no_word";
    case Said::received:
      if (answered) return std::nullopt;
      return "received_but_unanswered";
    case Said::lost:
      if (!answered) return std::nullopt;
      return "lost_but_answered";
  }
  return std::nullopt;
}

struct Comparison {
  std::size_t looked_at = 0;
  std::vector<Mismatch> mismatches;
};

/// How many messages the program has read, as far as can be seen: all, unless it was cut short.
std::size_t messages_read(const ServerRun& run, const Output& output) {
  std::size_t read = run.sent.size();
  if (run.why == "complete") return read;
  while (read > 0 && run.sent[read - 1].answers == 0 &&
         output.reports[read - 1].said == Said::nothing)
    --read;
  return read;
}

Comparison compare_reports(const ServerRun& run, const Output& output) {
  Comparison comparison;
  const std::size_t read = messages_read(run, output);
  for (std::size_t message = 0; message < read; ++message) {
    const Sent& sent = run.sent[message];
    if (sent.sentinel || sent.text.size() < Texts::length_min) continue;
    ++comparison.looked_at;
    if (auto symptom = mismatch_of(sent, output.reports[message]))
      comparison.mismatches.push_back({message, *std::move(symptom)});
  }
  return comparison;
}

/// From some datagram on, the output is missing and nothing else is wrong: it was never written.
bool only_the_end_is_missing(const ServerRun& run, const Output& output,
                             const Comparison& comparison) {
  const std::size_t first = comparison.mismatches.front().message;
  for (const Mismatch& mismatch : comparison.mismatches)
    if (mismatch.symptom != "missing") return false;
  for (std::size_t message = first; message < run.sent.size(); ++message)
    if (output.reports[message].said != Said::nothing) return false;
  return comparison.mismatches.size() > 1 && comparison.mismatches.size() < comparison.looked_at;
}

std::string describe_mismatch(const std::string& symptom, const Words& words) {
  if (symptom == "missing") return "A datagram's text does not appear in the output.";
  if (symptom == "no_word")
    return "A datagram's text was printed without \"" + words.lost + "\" or \"" + words.received +
           "\" on the same line.";
  if (symptom == "lost_but_answered")
    return "A datagram was reported lost and answered all the same.";
  return "A datagram was reported received and never answered.";
}

std::string expected_report(const Sent& sent, const Words& words) {
  return "a line with \"" + (sent.answers > 0 ? words.received : words.lost) + "\" and " +
         text::quote(sent.text, 80);
}

Finding mismatched(const ServerRun& run, const Output& output, const Comparison& comparison,
                   const Words& words) {
  const Mismatch& first = comparison.mismatches.front();
  const Sent& sent = run.sent[first.message];
  const Report& report = output.reports[first.message];
  Finding finding =
      fails(run, first.symptom, describe_mismatch(first.symptom, words), {sent.event});
  finding.message += " So it is with " + grouped(comparison.mismatches.size()) + " of " +
                     text::counted(comparison.looked_at, "datagram") + ".";
  finding.expected = expected_report(sent, words);
  if (report.said != Said::nothing) {
    finding.proof.push_back({run.transcript, report.event});
    finding.actual = text::quote(run.events->events[report.event].bytes);
  }
  if (only_the_end_is_missing(run, output, comparison)) {
    finding.symptom = "unflushed";
    finding.message = "The lines of the last " + grouped(comparison.mismatches.size()) +
                      " datagrams never appeared: output that waits in a buffer is lost when the "
                      "server is ended by a signal.";
  }
  return finding;
}

Finding nothing_printed(const ServerRun& run) {
  const bool on_stderr = first_event(*run.events, What::err, run.program).has_value();
  return fails(run, "silent",
               std::string{"Your server printed nothing on standard output"} +
                   (on_stderr ? "; what it has to say went to standard error." : "."),
               {run.sent.empty() ? run.begin : run.sent.front().event});
}

/// A few lines that ran into one another do not hide what a threaded program says of nearly all.
bool torn_but_right(const Output& output, const Comparison& comparison) {
  return output.torn && comparison.mismatches.size() * 10 <= comparison.looked_at;
}

bool buffers_explain(const ServerRun& run, const Comparison& comparison) {
  return run.dropped > 0 && comparison.mismatches.size() <= run.dropped;
}

Finding judge_run(const ServerRun& run, const Params& params) {
  const Words words{lower(params.text("lost")), lower(params.text("received"))};
  const Output output = read_output(run, words);
  const Comparison comparison = compare_reports(run, output);
  if (!first_event(*run.events, What::out, run.program)) return nothing_printed(run);
  if (comparison.looked_at == 0)
    return fails(run, "", "No datagram is known to have been read.", {run.begin});
  Finding finding = holds(run, {*first_event(*run.events, What::out, run.program)});
  if (comparison.mismatches.empty()) return finding;
  if (torn_but_right(output, comparison)) {
    finding.message =
        "Some lines ran into one another: print each line in one piece, or under a lock.";
    return finding;
  }
  finding = mismatched(run, output, comparison, words);
  if (buffers_explain(run, comparison)) finding.outcome = Outcome::unclear;
  return finding;
}

Finding judge_reports(const Evidence& evidence) {
  return judge_each_run(evidence, judge_run);
}

}  // namespace

CheckKind reports_losses() {
  KindInfo info;
  info.name = "reports_losses";
  info.sentence =
      "For each datagram a line with its text says that it was lost or received, in agreement with "
      "what was answered; one with both words counts as lost.";
  info.parameters = {
      {"lost", ValueType::text, Value{std::string{"lost"}}, "the word for a lost one, in any case"},
      {"received", ValueType::text, Value{std::string{"received"}},
       "the word for one that is answered, in any case"},
      {"prefix", ValueType::text, Value{std::string{"ACK: "}},
       "what stands before the datagram in its answer"},
  };
  const std::vector<SymptomInfo> own = {
      {"silent", "nothing was printed"},
      {"missing", "a datagram's text does not appear"},
      {"no_word", "its line has neither word"},
      {"lost_but_answered", "reported lost, but answered"},
      {"received_but_unanswered", "reported received, but never answered"},
      {"unflushed", "the lines of the last datagrams are missing"},
  };
  info.symptoms = joined({listening_symptoms(), own});
  return {std::move(info), judge_reports};
}

}  // namespace viva::judge::lossy
