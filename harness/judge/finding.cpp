// How findings are made: see finding.hpp.
#include "harness/judge/finding.hpp"

#include "harness/judge/look.hpp"
#include "harness/text/quote.hpp"

#include <charconv>
#include <iterator>
#include <utility>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

// The patience of peers is seconds long; a machine that stood still for this part of it may have
// kept a right program from answering.
constexpr Duration late_machine = 300ms;

Finding with_proof(Finding finding, const std::vector<std::size_t>& events,
                   std::size_t transcript) {
  for (const std::size_t event : events) finding.proof.push_back({transcript, event});
  return finding;
}

}  // namespace

Finding failing(std::string symptom, std::string message, std::vector<std::size_t> events,
                std::size_t transcript) {
  Finding finding;
  finding.outcome = Outcome::fails;
  finding.symptom = std::move(symptom);
  finding.message = std::move(message);
  return with_proof(std::move(finding), events, transcript);
}

Finding holding(std::vector<std::size_t> events, std::size_t transcript) {
  Finding finding;
  finding.outcome = Outcome::holds;
  return with_proof(std::move(finding), events, transcript);
}

Finding unless_late(Finding finding, const Transcript& transcript, Duration from, Duration to) {
  finding.wanting = true;
  if (finding.outcome == Outcome::fails && lateness(transcript, from, to) >= late_machine) {
    finding.outcome = Outcome::unclear;
  }
  return finding;
}

std::string ordinal(std::size_t number) {
  const bool teen = number % 100 >= 11 && number % 100 <= 13;
  const std::size_t last = teen ? 0 : number % 10;
  const std::string_view ending = last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
  return std::to_string(number) + std::string(ending);
}

std::size_t number_of(std::string_view who) {
  const std::size_t colon = who.find(':');
  if (colon == std::string_view::npos) return 0;
  std::size_t number = 0;
  std::from_chars(who.data() + colon + 1, who.data() + who.size(), number);
  return number;
}

std::string state_of(const Transcript& transcript, std::string_view who) {
  const auto exit = exit_of(transcript, who);
  if (!exit || exit->by == "SIGTERM" || exit->by == "SIGKILL") return "was still running";
  return describe(*exit);
}

std::string last_words(const Transcript& transcript, std::string_view who) {
  const std::string bytes = bytes_of(transcript, who, What::err);
  const std::string_view text = trim(bytes);
  if (text.empty()) return {};
  const std::size_t newline = text.find_last_of('\n');
  const auto line = newline == std::string_view::npos ? text : text.substr(newline + 1);
  return "Standard error ends with " + text::quote(line) + ".";
}

std::vector<SymptomInfo> joined(std::vector<std::vector<SymptomInfo>> lists) {
  std::vector<SymptomInfo> all;
  for (auto& list : lists) {
    all.insert(all.end(), std::make_move_iterator(list.begin()),
               std::make_move_iterator(list.end()));
  }
  return all;
}

}  // namespace viva::judge
