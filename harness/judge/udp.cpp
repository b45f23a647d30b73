// Checks of a server that answers datagrams and prints them: from what its clients got, and from
// its standard output. Texts, counts and times are parameters.
#include "harness/judge/udp.hpp"

#include "harness/judge/exchanges.hpp"
#include "harness/judge/finding.hpp"
#include "harness/judge/kinds.hpp"
#include "harness/judge/listening.hpp"
#include "harness/judge/look.hpp"
#include "harness/judge/printed.hpp"
#include "harness/judge/wire.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

// A shorter text may stand in the output by chance.
constexpr std::size_t telling = 4;

std::string seconds(Duration duration) {
  return text::seconds(duration.count());
}

/// Before it was told to: by itself, or at a limit.
bool ended_before(const Transcript& transcript) {
  const auto exit = exit_of(transcript);
  return exit && (exit->by_itself() || exit->by == "limit");
}

/// Nothing came back for this message, whether astray or not.
Finding unanswered(const Transcript& transcript, const Exchange& exchange, std::string symptom,
                   std::string message) {
  Finding finding = failing(std::move(symptom), std::move(message), {exchange.send});
  const auto exit = exit_of(transcript);
  if (ended_before(transcript)) {
    finding.symptom = exit->signal.empty() ? "ended" : "crashed";
    finding.message += " Your server " + describe(*exit) + ".";
    finding.proof.push_back({0, exit->event});
  }
  if (exchange.in_vain) finding.proof.push_back({0, *exchange.in_vain});
  finding.actual = last_words(transcript);
  if (ended_before(transcript) || !exchange.in_vain) return finding;
  return unless_late(std::move(finding), transcript, transcript.events[exchange.send].t,
                     transcript.events[*exchange.in_vain].t);
}

std::string patience_of(const Transcript& transcript, const Exchange& exchange) {
  if (!exchange.in_vain) return {};
  return " within " +
         seconds(transcript.events[*exchange.in_vain].t - transcript.events[exchange.send].t);
}

/// "of 500 bytes" where the length may be the reason.
std::string size_of(const Exchange& exchange) {
  return " (" + text::counted(exchange.text.size(), "byte") + ")";
}

// answers_exactly --------------------------------------------------------------------------------

Finding answers_exactly(const Evidence& evidence) {
  const Transcript& transcript = evidence.first();
  if (auto missing = failure_to_listen(transcript)) return *std::move(missing);
  const auto exchanges = exchanges_of(transcript);
  if (exchanges.empty()) return failing("nothing", "No datagram was sent to your server.", {});
  const Exchange& first = exchanges.front();
  const std::string& expected = evidence.params.text("expect");
  if (!first.answer) {
    Finding finding =
        unanswered(transcript, first, "nothing",
                   "The first datagram got no answer" + patience_of(transcript, first) + ".");
    finding.expected = text::quote(expected);
    return finding;
  }
  const std::string& answer = transcript.events[*first.answer].bytes;
  if (auto difference = wire_difference(expected, answer)) {
    const bool echo = answer.find(first.text) != std::string::npos;
    Finding finding =
        failing(echo ? "echo" : difference->symptom,
                echo ? "The first datagram was answered with its own text."
                     : "The answer to the first datagram was " + difference->what + ".",
                {first.send, *first.answer});
    finding.expected = std::move(difference->expected);
    finding.actual = std::move(difference->actual);
    return finding;
  }
  const Duration begin = transcript.events[first.send].t;
  const Duration took = transcript.events[*first.answer].t - begin;
  const Duration bound = evidence.params.duration("within");
  const Timing kept = timing(took, bound, lateness(transcript, begin, begin + took));
  if (kept == Timing::kept) return holding({first.send, *first.answer});
  Finding finding = failing("late",
                            "The first datagram was answered after " + seconds(took) + "; " +
                                seconds(bound) + " are allowed.",
                            {first.send, *first.answer});
  if (kept == Timing::unclear) finding.outcome = Outcome::unclear;
  return finding;
}

CheckKind answers_exactly_kind() {
  KindInfo info;
  info.name = "answers_exactly";
  info.sentence = "The first datagram is answered with exactly a text.";
  info.parameters = {
      {"expect", ValueType::text, std::nullopt,
       "the text; line ends and blanks at its end do not count"},
      {"within", ValueType::duration, Value{Duration{3s}}, "time from the datagram to its answer"}};
  info.symptoms = joined({listening_symptoms(),
                          {{"nothing", "no answer came"},
                           {"echo", "the datagram itself came back"},
                           {"late", "it came later than `within`"}},
                          wire_symptoms()});
  return {std::move(info), answers_exactly};
}

// answers_all ------------------------------------------------------------------------------------

Finding one_unanswered(const Transcript& transcript, const std::vector<Exchange>& exchanges,
                       std::size_t index, std::size_t answered) {
  const Exchange& lost = exchanges[index];
  const std::string which = "The " + ordinal(index + 1) + " datagram" + size_of(lost);
  const std::string none = " got no answer" + patience_of(transcript, lost);
  if (index == 0) return unanswered(transcript, lost, "nothing", which + none + ".");
  // What was asked afterwards tells a loop that has ended from one that has lost a datagram.
  const bool goes_on = answered > index;
  const std::string symptom = goes_on ? "lost_some" : index == 1 ? "answers_once" : "stops";
  return unanswered(transcript, lost, symptom,
                    which + none +
                        (goes_on ? ", though later ones did."
                                 : ": your server has answered the first " +
                                       (index == 1 ? std::string("one") : std::to_string(index)) +
                                       " and no more."));
}

/// Answers alone prove no loop: one message may have been answered many times.
std::optional<std::size_t> unread_note(const Transcript& transcript) {
  for (const std::size_t index : events_of(transcript, What::note, "harness")) {
    if (transcript.events[index].more.value_or<std::int64_t>("unread", 0) > 0) return index;
  }
  return std::nullopt;
}

Finding answers_all(const Evidence& evidence) {
  const Transcript& transcript = evidence.first();
  if (auto missing = failure_to_listen(transcript)) return *std::move(missing);
  const auto exchanges = exchanges_of(transcript);
  const auto wanted = static_cast<std::size_t>(evidence.params.integer("count"));
  const auto answered = static_cast<std::size_t>(
      std::count_if(exchanges.begin(), exchanges.end(),
                    [](const Exchange& one) { return one.answer.has_value(); }));
  for (std::size_t i = 0; i < exchanges.size(); ++i) {
    if (!exchanges[i].answer) return one_unanswered(transcript, exchanges, i, answered);
  }
  if (answered < wanted) {
    return failing("nothing",
                   "Only " + text::counted(answered, "datagram") + " of " + std::to_string(wanted) +
                       " could be sent.",
                   {});
  }
  if (const auto unread = unread_note(transcript)) {
    return failing("never_read",
                   "Your server has sent enough answers, but there are datagrams that it has never "
                   "received: they still wait in its socket.",
                   {exchanges.back().send, *unread});
  }
  return holding({exchanges.front().send, *exchanges.back().answer});
}

CheckKind answers_all_kind() {
  KindInfo info;
  info.name = "answers_all";
  info.sentence = "All of many datagrams, sent one by one, are answered, with whatever text.";
  info.parameters = {
      {"count", ValueType::integer, Value{std::int64_t{20}}, "how many there must be"}};
  info.symptoms =
      joined({listening_symptoms(),
              {{"nothing", "not even the first is answered"},
               {"answers_once", "the first is answered, no other one"},
               {"stops", "some are answered, then none any more"},
               {"lost_some", "one is not answered, later ones are"},
               {"never_read", "many answers to few datagrams: others were never received"}}});
  return {std::move(info), answers_all};
}

// answers_sender ---------------------------------------------------------------------------------

Finding wrong_sender(const Transcript& transcript, const std::vector<Exchange>& exchanges,
                     std::size_t index) {
  const Exchange& one = exchanges[index];
  const std::size_t client = number_of(one.who);
  const std::string which = "Client " + std::to_string(client);
  if (one.astray) {
    const std::size_t other = number_of(transcript.events[*one.astray].who);
    return failing(
        "wrong_client",
        which + " sent a message, but the answer went to client " + std::to_string(other) + ".",
        {one.send, *one.astray});
  }
  const bool others_served =
      std::any_of(exchanges.begin(), exchanges.end(),
                  [&](const Exchange& other) { return other.who != one.who && other.answer; });
  return unanswered(transcript, one, others_served ? "one_client_only" : "nothing",
                    which + " got no answer" + patience_of(transcript, one) +
                        (others_served ? ", though another client did." : "."));
}

/// Answers that a client got while the question was another's and its own had been answered. One
/// alone says little: it may be the second of two answers to the client itself, come late.
constexpr std::size_t strays_min = 2;

std::vector<std::size_t> strays_in(const std::vector<Exchange>& exchanges,
                                   const Transcript& transcript) {
  std::vector<std::size_t> strays;
  for (std::size_t i = 0; i < exchanges.size(); ++i) {
    if (!exchanges[i].astray) continue;
    const std::string& who = transcript.events[*exchanges[i].astray].who;
    const auto asked =
        std::find_if(exchanges.rend() - static_cast<std::ptrdiff_t>(i), exchanges.rend(),
                     [&](const Exchange& earlier) { return earlier.who == who; });
    // Who still waits for an answer may get it late.
    if (asked == exchanges.rend() || asked->answer) strays.push_back(i);
  }
  return strays;
}

Finding answers_others_too(const Transcript& transcript, const std::vector<Exchange>& exchanges,
                           const std::vector<std::size_t>& strays) {
  const Exchange& one = exchanges[strays.front()];
  const std::size_t other = number_of(transcript.events[*one.astray].who);
  const std::size_t last = *exchanges[strays.back()].astray;
  Finding finding =
      failing("wrong_client",
              "Client " + std::to_string(number_of(one.who)) +
                  " sent a message, and an answer went to client " + std::to_string(other) +
                  ", which had asked nothing; so it was with " +
                  text::counted(strays.size(), "message") + ".",
              {one.send, *one.astray});
  return unless_late(std::move(finding), transcript, transcript.events[one.send].t,
                     transcript.events[last].t);
}

Finding answers_sender(const Evidence& evidence) {
  const Transcript& transcript = evidence.first();
  if (auto missing = failure_to_listen(transcript)) return *std::move(missing);
  const auto exchanges = exchanges_of(transcript);
  std::vector<std::size_t> served;
  for (std::size_t i = 0; i < exchanges.size(); ++i) {
    const Exchange& one = exchanges[i];
    if (!one.answer) return wrong_sender(transcript, exchanges, i);
    const auto from = transcript.events[*one.answer].more.value_or<std::int64_t>("from", one.to);
    if (from != one.to) {
      return failing("other_port_answers",
                     "The answer came from port " + std::to_string(from) +
                         ", but the message had been sent to port " + std::to_string(one.to) + ".",
                     {one.send, *one.answer});
    }
    const std::size_t client = number_of(one.who);
    if (std::find(served.begin(), served.end(), client) == served.end()) served.push_back(client);
  }
  const auto wanted = static_cast<std::size_t>(evidence.params.integer("clients"));
  if (served.size() < wanted) {
    return failing("nothing", "Only " + text::counted(served.size(), "client") + " got an answer.",
                   {});
  }
  const auto strays = strays_in(exchanges, transcript);
  if (strays.size() >= strays_min) return answers_others_too(transcript, exchanges, strays);
  return holding({exchanges.front().send, *exchanges.back().answer});
}

CheckKind answers_sender_kind() {
  KindInfo info;
  info.name = "answers_sender";
  info.sentence =
      "Each of several clients that take turns gets the answers to its own messages, and from the "
      "port that it has written to.";
  info.parameters = {
      {"clients", ValueType::integer, Value{std::int64_t{2}}, "how many there must be"}};
  info.symptoms = joined({listening_symptoms(),
                          {{"nothing", "a message was not answered"},
                           {"wrong_client", "the answer went to another client"},
                           {"one_client_only", "one client is answered, another is not"},
                           {"other_port_answers", "answers come from another port"}}});
  return {std::move(info), answers_sender};
}

// prints_messages --------------------------------------------------------------------------------

Finding message_not_printed(const Transcript& transcript, const std::vector<Exchange>& exchanges,
                            const Exchange& one, std::size_t printed) {
  const std::string output = bytes_of(transcript, "program", What::out);
  const std::string errors = bytes_of(transcript, "program", What::err);
  NotPrinted why = why_not_printed({one.text}, output, errors);
  const std::string text = "the text of a datagram of " + text::counted(one.text.size(), "byte");
  std::vector<std::size_t> proof = {one.send};
  if (const auto out = last_event(transcript, What::out)) proof.push_back(*out);
  Finding finding = failing(
      why.symptom, "Your server received " + text + ", but it " + why.what + ".", std::move(proof));
  // Beside messages that were printed, what looks like its beginning is mostly that of another one.
  if ((why.symptom == "other_text" || why.symptom == "altered") && printed > 0) {
    finding.symptom = "some_missing";
    finding.message = "Your server printed " + std::to_string(printed) + " of " +
                      text::counted(exchanges.size(), "message") +
                      "; the first of those that are missing has " +
                      text::counted(one.text.size(), "byte") + ".";
  }
  finding.expected = std::move(why.expected);
  finding.actual = std::move(why.actual);
  return finding;
}

Finding prints_messages(const Evidence& evidence) {
  const Transcript& transcript = evidence.first();
  if (auto missing = failure_to_listen(transcript)) return *std::move(missing);
  auto exchanges = exchanges_of(transcript);
  if (exchanges.empty()) return failing("nothing", "No datagram was sent to your server.", {});
  // A server that has stopped answering has had its verdict for that: it is held to what it did
  // answer. One that answers nothing is held to everything.
  const bool answers = std::any_of(exchanges.begin(), exchanges.end(),
                                   [](const Exchange& one) { return one.answer.has_value(); });
  if (answers) std::erase_if(exchanges, [](const Exchange& one) { return !one.answer; });
  std::vector<std::size_t> shown;
  std::size_t printed = 0;
  const Exchange* missing = nullptr;
  for (const Exchange& one : exchanges) {
    const auto found = find_text(transcript, "program", What::out, one.text);
    if (found) {
      shown.push_back(found->event);
      if (one.text.size() >= telling) ++printed;
    } else if (missing == nullptr) {
      missing = &one;
    }
  }
  if (missing != nullptr) return message_not_printed(transcript, exchanges, *missing, printed);
  return holding({exchanges.front().send, shown.front(), shown.back()});
}

CheckKind prints_messages_kind() {
  KindInfo info;
  info.name = "prints_messages";
  info.sentence =
      "The text of each datagram stands on standard output by the end of the run; of those that "
      "were answered, if any were.";
  info.symptoms = joined(
      {listening_symptoms(),
       {{"nothing", "nothing was sent"}, {"some_missing", "some are printed, others are not"}},
       printing_symptoms()});
  return {std::move(info), prints_messages};
}

}  // namespace

std::vector<CheckKind> datagram_server_kinds() {
  return {answers_exactly_kind(), answers_all_kind(), answers_sender_kind(),
          prints_messages_kind()};
}

std::vector<CheckKind> udp_kinds() {
  std::vector<CheckKind> kinds = judging({"udp_client"}, datagram_server_kinds());
  std::vector<CheckKind> clients = judging({"udp_server"}, datagram_client_kinds());
  kinds.insert(kinds.end(), std::make_move_iterator(clients.begin()),
               std::make_move_iterator(clients.end()));
  return kinds;
}

}  // namespace viva::judge
