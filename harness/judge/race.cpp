// The check race_free: a chat with a sanitized build went on, and the sanitizer saw no data race in
// the student's code.
#include "harness/judge/chat_findings.hpp"
#include "harness/judge/finding.hpp"
#include "harness/judge/kinds.hpp"
#include "harness/judge/look.hpp"
#include "harness/judge/race_report.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <set>

namespace viva::judge {
namespace {

using std::string;

/// The reason why there is no sanitized run, as the harness noted it.
std::optional<std::size_t> unavailable(const Transcript& transcript) {
  for (const auto index : events_of(transcript, What::note, "harness")) {
    if (transcript.events[index].more.has("sanitizer")) return index;
  }
  return std::nullopt;
}

Finding not_here(string why, std::size_t event) {
  Finding finding;
  finding.outcome = Outcome::unavailable;
  finding.message = std::move(why);
  finding.proof = {{0, event}};
  return finding;
}

struct Locks {
  string symptom;
  string words;
};

Locks locks_of(const race::Report& report) {
  if (report.accesses.size() < 2) return {"no_lock", "another thread uses it at the same time"};
  const auto& first = report.accesses[0].locks;
  const auto& second = report.accesses[1].locks;
  if (first.empty() && second.empty()) return {"no_lock", "neither holds a lock"};
  if (first.empty() || second.empty()) return {"one_lock", "only one of the two holds a lock"};
  return {"different_locks", "each holds a lock, but not the same one"};
}

/// "Line 42 of a.cpp removes from `clients` while line 58 goes through it in another thread".
string clash(const race::Report& report) {
  std::vector<race::Deed> deeds;
  string file;
  for (const auto& access : report.accesses) {
    const auto own = access.own();
    if (!own) continue;
    const auto& frame = access.frames[*own];
    auto deed = race::deed_of(report, access, frame.file != file);
    if (deed) deeds.push_back(*std::move(deed));
    file = frame.file;
  }
  if (deeds.empty()) return {};
  const auto& first = deeds.front();
  const string begin = "L" + first.where.substr(1) + " " + first.verb + " " + first.object;
  if (deeds.size() == 1) return begin + " while another thread uses it";
  const auto& second = deeds[1];
  const string place = first.where.starts_with(second.where + " ") ? "the same line" : second.where;
  const string object = first.object == second.object ? "it" : second.object;
  return begin + " while " + place + " " + second.verb + " " + object + " in another thread";
}

/// Reports about the same two lines are one race.
std::size_t distinct(const std::vector<race::Report>& reports) {
  std::set<std::set<std::pair<string, int>>> places;
  for (const auto& report : reports) {
    std::set<std::pair<string, int>> place;
    for (const auto& access : report.accesses) {
      if (const auto own = access.own())
        place.insert({access.frames[*own].file, access.frames[*own].line});
    }
    places.insert(std::move(place));
  }
  return places.size();
}

/// A named variable says more than a piece of memory, and memory more than a descriptor.
const race::Report& most_telling(const std::vector<race::Report>& reports) {
  const auto rank = [](const race::Report& report) {
    if (!race::variable_of(report).empty()) return 0;
    return report.location.starts_with("file descriptor") ? 2 : 1;
  };
  return *std::min_element(
      reports.begin(), reports.end(),
      [&](const race::Report& a, const race::Report& b) { return rank(a) < rank(b); });
}

Finding raced(const Transcript& transcript, const std::vector<race::Report>& reports) {
  const auto& report = most_telling(reports);
  const auto locks = locks_of(report);
  Finding finding;
  finding.symptom = locks.symptom;
  if (report.location.starts_with("file descriptor")) finding.symptom = "socket";
  if (report.kind.find("use-after-free") != string::npos) finding.symptom = "freed";
  finding.message = clash(report) + "; " + locks.words + ".";
  if (finding.symptom == "freed") finding.message += " The memory had been given back already.";
  const auto count = distinct(reports);
  if (count > 1) finding.message += " " + text::counted(count, "data race") + " were found in all.";
  finding.expected = "no data race";
  const auto stream = stream_of(transcript, "program", What::err);
  finding.proof = {{0, stream.event_at(report.offset).value_or(0)}};
  return finding;
}

/// Without a chat nothing was shown: joins, a leave, and lines that arrived.
std::optional<Finding> unproven(const chat::Case& at, std::size_t clients) {
  const auto owed = chat::deliveries(at.talk);
  const auto arrived = std::count_if(owed.begin(), owed.end(), [](const chat::Delivery& one) {
    return one.fate == chat::Fate::arrived;
  });
  const bool left = std::any_of(at.talk.clients.begin(), at.talk.clients.end(),
                                [](const chat::Client& client) { return client.leaves; });
  const auto joined = at.talk.joined();
  if (joined >= clients && left && arrived * 2 > static_cast<std::ptrdiff_t>(owed.size()))
    return std::nullopt;
  auto finding = chat::no_chat(at);
  if (!finding) finding = chat::wrong_delivery(at, owed);
  const string reason = finding ? finding->message : "it ended too early.";
  auto result =
      chat::failure(at, "unproven",
                    "Built with the thread sanitizer the server held no chat in which races could "
                    "have shown: " +
                        reason,
                    finding && !finding->proof.empty() ? finding->proof.front().event : 0);
  if (finding) result.outcome = chat::weighed(at, *std::move(finding)).outcome;
  return result;
}

/// A report may have come after the bytes that were kept.
std::optional<Finding> unread(const Transcript& transcript) {
  for (const auto index : events_of(transcript, What::limit, "program")) {
    if (transcript.events[index].more.value_or<string>("name", {}) != "output") continue;
    Finding finding;
    finding.symptom = "unproven";
    finding.message =
        "The server wrote so much that not all of it was kept, so the sanitizer's reports may be "
        "among what was not.";
    finding.expected = "no data race";
    finding.proof = {{0, index}};
    return finding;
  }
  return std::nullopt;
}

Finding race_free(const Evidence& evidence) {
  const auto& transcript = evidence.first();
  if (const auto note = unavailable(transcript)) {
    return not_here(transcript.events[*note].more.value_or<string>("sanitizer", "unavailable"),
                    *note);
  }
  const auto stream = stream_of(transcript, "program", What::err);
  auto reports = race::read_reports(stream.bytes);
  std::erase_if(reports, [](const race::Report& report) { return !report.students_race(); });
  if (!reports.empty()) return raced(transcript, reports);
  if (const auto failure = race::own_failure(stream.bytes)) {
    return not_here("the thread sanitizer itself failed on this machine: " + *failure,
                    stream.event_at(stream.bytes.find(*failure)).value_or(0));
  }
  if (auto finding = unread(transcript)) return *std::move(finding);
  const auto at = chat::case_of(evidence);
  if (auto finding = unproven(at, static_cast<std::size_t>(evidence.params.integer("clients"))))
    return *std::move(finding);
  Finding finding;
  finding.outcome = Outcome::holds;
  return finding;
}

CheckKind race_free_kind() {
  return {{"race_free",
           "A chat with a thread-sanitized build shows no data race with a frame in the student's "
           "code.",
           {{"clients", ValueType::integer, Value{std::int64_t{2}},
             "so many must have joined, newcomers included"}},
           {{"no_lock", "two threads use the same memory, neither with a lock"},
            {"one_lock", "two threads use the same memory, only one with a lock"},
            {"different_locks", "two threads use the same memory under different locks"},
            {"socket", "a socket is closed or reused while another thread uses it"},
            {"freed", "memory is used after another thread gave it back"},
            {"unproven", "there was no chat in which a race could have shown"}}},
          race_free};
}

}  // namespace

std::vector<CheckKind> race_kinds() {
  return {race_free_kind()};
}

}  // namespace viva::judge
