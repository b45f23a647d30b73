#include "harness/judge/judge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// What a server on paper does with a datagram.
struct Fate {
  std::string answer;  ///< empty: none
  std::string printed;
};

std::string lost_line(const std::string& text) {
  return "Packet lost (simulated): " + text + "\n";
}
std::string received_line(const std::string& text) {
  return "Received from 127.0.0.1:4711: " + text + "\n";
}

using Server = std::function<Fate(std::size_t message, const std::string& text)>;

/// Loses what `lost` says, otherwise as it should be.
Server honest(std::function<bool(std::size_t)> lost) {
  return [lost = std::move(lost)](std::size_t message, const std::string& text) {
    if (lost(message)) return Fate{"", lost_line(text)};
    return Fate{"ACK: " + text, received_line(text)};
  };
}

/// Three in ten, by the generator whose sequence the standard fixes.
std::function<bool(std::size_t)> at_random(unsigned seed) {
  auto engine = std::make_shared<std::mt19937>(seed);
  return [engine](std::size_t) { return (*engine)() % 10 < 3; };
}

std::string text_of(std::size_t message) {
  return "datagram number " + std::to_string(message) + " of many";
}

struct Written {
  std::size_t messages = 2000;
  std::size_t sent = 2000;  ///< really
  std::size_t sentinels = 6;
  std::string why = "complete";
  std::int64_t dropped = 0;  ///< at the program, by a full buffer
  Params exit{{"code", std::int64_t{0}}, {"by", "SIGTERM"}};
  Duration late{0};
};

/// Appends one run of a trial to `events`.
void write_run(std::vector<Event>& events, int number, const Server& server,
               const Written& written = {}) {
  const std::string program = number == 1 ? "program" : "program:" + std::to_string(number);
  Duration t = std::chrono::seconds{number};
  events.push_back(
      {t,
       "harness",
       What::note,
       {},
       {{"about", "plan"}, {"messages", static_cast<std::int64_t>(written.messages)}}});
  events.push_back({t, "harness", What::phase, {}, {{"name", "run " + std::to_string(number)}}});
  events.push_back({t, program, What::start, {}, {}});
  events.push_back(
      {t, program, What::listening, {}, {{"protocol", "udp"}, {"port", std::int64_t{5005}}}});
  if (written.late.count() > 0)
    events.push_back({t, "harness", What::late, {}, {{"by", written.late}}});
  for (std::size_t message = 0; message < written.sent + written.sentinels; ++message) {
    t += 100us;
    if (message == written.sent)
      events.push_back(
          {t, "harness", What::phase, {}, {{"name", "sentinels " + std::to_string(number)}}});
    const std::string client = "client:" + std::to_string(message % 3 + 1);
    const std::string text = text_of(message);
    events.push_back({t, client, What::send, text, {{"to", std::int64_t{5005}}}});
    const Fate fate = server(message, text);
    if (!fate.printed.empty()) events.push_back({t, program, What::out, fate.printed, {}});
    if (!fate.answer.empty())
      events.push_back({t, client, What::recv, fate.answer, {{"from", std::int64_t{5005}}}});
  }
  events.push_back({t, "harness", What::note, {}, {{"about", "end"}, {"why", written.why}}});
  events.push_back(
      {t,
       "harness",
       What::note,
       {},
       {{"about", "buffers"}, {"program", written.dropped}, {"clients", std::int64_t{0}}}});
  events.push_back({t, program, What::exit, {}, written.exit});
}

Transcript trial(const Server& server, const Written& written = {}) {
  Transcript transcript{"lossy_server", "run", {}};
  write_run(transcript.events, 1, server, written);
  transcript.events.push_back({9s, "harness", What::done, {}, {}});
  return transcript;
}

Transcript two_runs(const Server& first, const Server& second) {
  Written written;
  written.messages = written.sent = 1000;
  Transcript transcript{"lossy_server", "again", {}};
  write_run(transcript.events, 1, first, written);
  write_run(transcript.events, 2, second, written);
  transcript.events.push_back({9s, "harness", What::done, {}, {}});
  return transcript;
}

Finding judged(std::string_view kind, const Transcript& transcript) {
  const auto& kinds = check_kinds();
  const auto row = std::find_if(kinds.begin(), kinds.end(),
                                [&](const CheckKind& each) { return each.info.name == kind; });
  Params params;
  for (const auto& parameter : row->info.parameters)
    params.set(parameter.name, *parameter.otherwise);
  const Evidence evidence{params, {&transcript}};
  Finding finding = row->judge(evidence);
  if (!finding.symptom.empty()) {
    const bool known =
        std::any_of(row->info.symptoms.begin(), row->info.symptoms.end(),
                    [&](const SymptomInfo& each) { return each.name == finding.symptom; });
    EXPECT_TRUE(known) << kind << " does not list " << finding.symptom;
  }
  for (const Pointer& pointer : finding.proof) EXPECT_LT(pointer.event, transcript.events.size());
  if (finding.outcome == Outcome::fails) {
    EXPECT_THAT(finding.message, Not(IsEmpty()));
  }
  return finding;
}

Transcript never_bound(Params more) {
  more.set("protocol", "udp");
  more.set("port", std::int64_t{5005});
  return {"lossy_server",
          "run",
          {{0s, "harness", What::phase, {}, {{"name", "run 1"}}},
           {0s, "program", What::start, {}, {}},
           {5s, "program", What::not_listening, {}, std::move(more)},
           {6s, "harness", What::done, {}, {}}}};
}

/// Answers as it should, but makes something else of the text.
Server answering(std::function<std::string(std::string)> answer) {
  auto lost = at_random(1);
  return [lost, answer = std::move(answer)](std::size_t message, const std::string& text) {
    if (lost(message)) return Fate{"", lost_line(text)};
    return Fate{answer(text), received_line(text)};
  };
}

// --- answers ---

TEST(AnswersDatagrams, HoldsForExactAnswers) {
  const Finding finding = judged("answers_datagrams", trial(honest(at_random(1))));
  EXPECT_EQ(finding.outcome, Outcome::holds);
  EXPECT_THAT(finding.proof, Not(IsEmpty()));
}

TEST(AnswersDatagrams, ALineEndBehindTheAnswerIsFine) {
  const auto server = answering([](const std::string& text) { return "ACK: " + text + "\r\n"; });
  EXPECT_EQ(judged("answers_datagrams", trial(server)).outcome, Outcome::holds);
}

TEST(AnswersDatagrams, AnswersMayComeInAnyOrder) {
  Transcript transcript = trial(honest([](std::size_t) { return false; }));
  std::vector<std::size_t> answers;
  for (std::size_t i = 0; i < transcript.events.size(); ++i)
    if (transcript.events[i].what == What::recv) answers.push_back(i);
  for (std::size_t i = 0; i + 3 < answers.size(); i += 6)  // same client, three messages apart
    std::swap(transcript.events[answers[i]].bytes, transcript.events[answers[i + 3]].bytes);
  EXPECT_EQ(judged("answers_datagrams", transcript).outcome, Outcome::holds);
}

TEST(AnswersDatagrams, NoAnswerAtAllFails) {
  const Finding finding =
      judged("answers_datagrams", trial(honest([](std::size_t) { return true; })));
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "silent");
  EXPECT_THAT(finding.message, HasSubstr("None of 2,006 datagrams"));
}

TEST(AnswersDatagrams, AnAckWithoutTheTextFails) {
  for (const char* answer : {"ACK", "ACK:", "ack", "ACK: "}) {
    const auto server = answering([&](const std::string&) { return answer; });
    const Finding finding = judged("answers_datagrams", trial(server));
    EXPECT_EQ(finding.symptom, "text_missing") << answer;
    EXPECT_EQ(finding.outcome, Outcome::fails);
  }
}

TEST(AnswersDatagrams, TheTextAloneFails) {
  const auto server = answering([](const std::string& text) { return text; });
  const Finding finding = judged("answers_datagrams", trial(server));
  EXPECT_EQ(finding.symptom, "prefix_missing");
  EXPECT_THAT(finding.expected, HasSubstr("ACK: datagram number"));
  EXPECT_THAT(finding.message, HasSubstr("answers"));
}

TEST(AnswersDatagrams, ATrailingNulFailsWithItsOwnMessage) {
  const auto server = answering([](const std::string& text) { return "ACK: " + text + '\0'; });
  const Finding finding = judged("answers_datagrams", trial(server));
  EXPECT_EQ(finding.symptom, "trailing_nul");
  EXPECT_THAT(finding.message, HasSubstr("NUL"));
}

TEST(AnswersDatagrams, AWholeBufferIsATrailingNulToo) {
  const auto server = answering([](const std::string& text) {
    std::string buffer = "ACK: " + text;
    buffer.resize(1024);
    return buffer;
  });
  EXPECT_EQ(judged("answers_datagrams", trial(server)).symptom, "trailing_nul");
}

TEST(AnswersDatagrams, BytesOfAnEarlierDatagramFail) {
  const auto server =
      answering([](const std::string& text) { return "ACK: " + text + " of the one before"; });
  EXPECT_EQ(judged("answers_datagrams", trial(server)).symptom, "too_long");
}

TEST(AnswersDatagrams, ACutTextFails) {
  const auto server =
      answering([](const std::string& text) { return "ACK: " + text.substr(0, 19); });
  EXPECT_EQ(judged("answers_datagrams", trial(server)).symptom, "cut");
}

TEST(AnswersDatagrams, OtherLettersOrAMissingBlankFail) {
  for (const char* prefix : {"ack: ", "Ack: ", "ACK:", "ACK - ", "ACK:  "}) {
    const auto server = answering([&](const std::string& text) { return prefix + text; });
    EXPECT_EQ(judged("answers_datagrams", trial(server)).symptom, "other_form") << prefix;
  }
}

TEST(AnswersDatagrams, TheDifferenceInFormIsNamed) {
  const auto message = [](const std::string& prefix) {
    const auto server = answering([&](const std::string& text) { return prefix + text; });
    return judged("answers_datagrams", trial(server)).message;
  };
  EXPECT_THAT(message("ACK:"),
              testing::StartsWith("In the answer the blank after ACK: is missing. "));
  EXPECT_THAT(message("Ack: "), testing::HasSubstr("begins with \"Ack: \" instead of \"ACK: \""));
  EXPECT_THAT(message("ACK:"), testing::EndsWith("not as asked."));
}

TEST(AnswersDatagrams, SomethingElseFails) {
  const auto server = answering([](const std::string&) { return "hello"; });
  EXPECT_EQ(judged("answers_datagrams", trial(server)).symptom, "foreign");
}

TEST(AnswersDatagrams, TheAnswerToAnotherClientFails) {
  Transcript transcript = trial(honest(at_random(1)));
  for (Event& event : transcript.events)
    if (event.what == What::recv) event.who = "client:1";
  const Finding finding = judged("answers_datagrams", transcript);
  EXPECT_EQ(finding.symptom, "other_client");
  EXPECT_THAT(finding.message, HasSubstr("went to client:1"));
}

TEST(AnswersDatagrams, ADoubledAnswerFails) {
  Transcript transcript = trial(honest(at_random(1)));
  for (std::size_t i = 0; i < transcript.events.size(); ++i) {
    if (transcript.events[i].what != What::recv) continue;
    const Event again = transcript.events[i];
    transcript.events.insert(transcript.events.begin() + static_cast<std::ptrdiff_t>(i), again);
    break;
  }
  EXPECT_EQ(judged("answers_datagrams", transcript).symptom, "twice");
}

TEST(AnswersDatagrams, TheCommonestFlawIsTheOneThatIsNamed) {
  auto number = std::make_shared<int>(0);
  const auto server = answering([number](const std::string& text) {
    return (*number)++ == 0 ? std::string{"?"} : "ACK: " + text + " of the one before";
  });
  EXPECT_EQ(judged("answers_datagrams", trial(server)).symptom, "too_long");
}

TEST(AnswersDatagrams, ShortTextsAreToldApartByTheirWholeAnswer) {
  std::vector<Event> events;
  events.push_back({0s, "harness", What::phase, {}, {{"name", "run 1"}}});
  for (const char* text : {"a", "b", "ab"}) {
    events.push_back({1s, "client:1", What::send, text, {}});
    events.push_back({1s, "client:1", What::recv, std::string{"ACK: "} + text, {}});
  }
  EXPECT_EQ(judged("answers_datagrams", {"lossy_server", "run", events}).outcome, Outcome::holds);
}

TEST(AnswersDatagrams, AServerThatNeverBoundItsPortFails) {
  const Finding finding = judged("answers_datagrams", never_bound({{"why", "timeout"}}));
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "never_listens");
}

TEST(AnswersDatagrams, ForgottenHtonsIsNamed) {
  const Finding finding = judged("answers_datagrams",
                                 never_bound({{"why", "other_port"}, {"others", Integers{36115}}}));
  EXPECT_EQ(finding.symptom, "swapped_port");
}

TEST(AnswersDatagrams, AnEmptyTranscriptFails) {
  EXPECT_EQ(judged("answers_datagrams", {"lossy_server", "run", {}}).outcome, Outcome::fails);
}

// --- how many ---

TEST(LossRate, HoldsForThreeInTen) {
  const Finding finding = judged("loss_rate", trial(honest(at_random(1))));
  EXPECT_EQ(finding.outcome, Outcome::holds);
  EXPECT_THAT(finding.expected, HasSubstr("501 to 702 of 2,000"));
}

TEST(LossRate, TheBandsEndsHoldAndTheirNeighboursFail) {
  const auto losing = [](std::size_t count) {
    return honest([count](std::size_t message) { return message < count; });
  };
  EXPECT_EQ(judged("loss_rate", trial(losing(500))).outcome, Outcome::fails);
  EXPECT_EQ(judged("loss_rate", trial(losing(501))).outcome, Outcome::holds);
  EXPECT_EQ(judged("loss_rate", trial(losing(702))).outcome, Outcome::holds);
  EXPECT_EQ(judged("loss_rate", trial(losing(703))).outcome, Outcome::fails);
}

TEST(LossRate, SentinelsDoNotCount) {
  const auto server = honest([](std::size_t message) { return message < 501 || message >= 2000; });
  Written written;
  written.sentinels = 60;
  const Finding finding = judged("loss_rate", trial(server, written));
  EXPECT_EQ(finding.outcome, Outcome::holds);
  EXPECT_THAT(finding.actual, HasSubstr("501 of 2,000"));
}

TEST(LossRate, NothingLostFails) {
  const Finding finding = judged("loss_rate", trial(honest([](std::size_t) { return false; })));
  EXPECT_EQ(finding.symptom, "drops_nothing");
  EXPECT_THAT(finding.message, HasSubstr("0 stayed unanswered"));
}

TEST(LossRate, EverythingLostFails) {
  EXPECT_EQ(judged("loss_rate", trial(honest([](std::size_t) { return true; }))).symptom,
            "drops_all");
}

TEST(LossRate, SeventyPercentIsTheTestTheWrongWayRound) {
  auto lost = at_random(1);
  const Finding finding =
      judged("loss_rate", trial(honest([lost](std::size_t m) { return !lost(m); })));
  EXPECT_EQ(finding.symptom, "inverted");
  EXPECT_THAT(finding.message, HasSubstr("wrong way round"));
}

TEST(LossRate, FourOfElevenIsNamed) {
  std::mt19937 engine{1};
  const Finding finding =
      judged("loss_rate", trial(honest([&](std::size_t) { return engine() % 11 < 4; })));
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_THAT(finding.message, HasSubstr("4 of 1"));
}

TEST(LossRate, FortyPercentIsNamed) {
  const Finding finding =
      judged("loss_rate", trial(honest([](std::size_t m) { return m % 10 < 4; })));
  EXPECT_EQ(finding.symptom, "one_too_many");
  EXPECT_THAT(finding.message, HasSubstr("40.0 %"));
}

TEST(LossRate, HalfIsTooManyAndATenthTooFew) {
  EXPECT_EQ(judged("loss_rate", trial(honest([](std::size_t m) { return m % 2 == 0; }))).symptom,
            "too_many");
  EXPECT_EQ(judged("loss_rate", trial(honest([](std::size_t m) { return m % 10 == 0; }))).symptom,
            "too_few");
}

TEST(LossRate, AServerThatAnswersOneClientIsNamed) {
  auto lost = at_random(1);
  const Finding finding =
      judged("loss_rate", trial(honest([lost](std::size_t m) { return m % 3 != 0 || lost(m); })));
  EXPECT_EQ(finding.symptom, "one_client");
  EXPECT_THAT(finding.message, HasSubstr("client:1"));
  const auto one = honest([lost](std::size_t m) { return m % 3 != 0 || lost(m); });
  EXPECT_EQ(judged("random_loss", two_runs(one, one)).symptom, "one_client");
}

TEST(LossRate, AnswersWithoutTheTextAreCounted) {
  const auto server = answering([](const std::string&) { return "ACK"; });
  EXPECT_EQ(judged("loss_rate", trial(server)).outcome, Outcome::holds);
}

TEST(LossRate, AnswersInAnotherFormAreCounted) {
  for (const char* prefix : {"", "ack: ", "ACK:"}) {
    const auto server = answering([&](const std::string& text) { return prefix + text; });
    EXPECT_EQ(judged("loss_rate", trial(server)).outcome, Outcome::holds) << prefix;
  }
}

TEST(LossRate, DatagramsThatAFullBufferDroppedMakeItUnclear) {
  Written written;
  written.dropped = 300;
  const auto server = honest([](std::size_t message) { return message < 900; });
  const Finding finding = judged("loss_rate", trial(server, written));
  EXPECT_EQ(finding.outcome, Outcome::unclear);
  EXPECT_THAT(finding.message, HasSubstr("300 datagrams did not fit"));
}

TEST(LossRate, AFewDroppedByABufferDoNotMatterWhereTheVerdictIsTheSame) {
  Written written;
  written.dropped = 3;
  EXPECT_EQ(judged("loss_rate", trial(honest(at_random(1)), written)).outcome, Outcome::holds);
  EXPECT_EQ(
      judged("loss_rate", trial(honest([](std::size_t m) { return m % 2 == 0; }), written)).outcome,
      Outcome::fails);
}

TEST(LossRate, ACrashInTheMiddleIsNamed) {
  Written written;
  written.sent = 812;
  written.sentinels = 0;
  written.why = "ended";
  written.exit = {{"signal", "SIGSEGV"}, {"by", "itself"}};
  const Finding finding = judged("loss_rate", trial(honest(at_random(1)), written));
  EXPECT_EQ(finding.symptom, "ended_early");
  EXPECT_THAT(finding.message, HasSubstr("812 of 2,000"));
  EXPECT_THAT(finding.message, HasSubstr("SIGSEGV"));
}

TEST(LossRate, AServerThatAnswersOnceHangs) {
  Written written;
  written.sent = 41;
  written.sentinels = 0;
  written.why = "hangs";
  const Finding finding =
      judged("loss_rate", trial(honest([](std::size_t m) { return m > 0; }), written));
  EXPECT_EQ(finding.symptom, "hangs");
}

TEST(LossRate, ASlowServerFailsOnAQuietMachineAndIsUnclearOnALateOne) {
  Written written;
  written.sent = 300;
  written.sentinels = 0;
  written.why = "slow";
  EXPECT_EQ(judged("loss_rate", trial(honest(at_random(1)), written)).symptom, "slow");
  EXPECT_EQ(judged("loss_rate", trial(honest(at_random(1)), written)).outcome, Outcome::fails);
  written.late = 400ms;
  EXPECT_EQ(judged("loss_rate", trial(honest(at_random(1)), written)).outcome, Outcome::unclear);
}

TEST(LossRate, WithoutADatagramItFails) {
  Written written;
  written.sent = 0;
  written.messages = 0;
  written.sentinels = 0;
  EXPECT_EQ(judged("loss_rate", trial(honest(at_random(1)), written)).outcome, Outcome::fails);
}

TEST(LossRate, AServerThatNeverBoundItsPortFails) {
  EXPECT_EQ(judged("loss_rate", never_bound({{"why", "timeout"}})).symptom, "never_listens");
}

// --- at random ---

TEST(RandomLoss, HoldsForTwoIndependentRuns) {
  EXPECT_EQ(judged("random_loss", two_runs(honest(at_random(1)), honest(at_random(2)))).outcome,
            Outcome::holds);
}

TEST(RandomLoss, EveryThirdDatagramIsPeriodic) {
  const auto third = [](std::size_t message) { return message % 3 == 2; };
  const Finding finding = judged("random_loss", two_runs(honest(third), honest(third)));
  EXPECT_EQ(finding.symptom, "periodic");
  EXPECT_THAT(finding.message, HasSubstr("every 3rd datagram"));
  EXPECT_THAT(finding.actual, HasSubstr("3, 6, 9, 12"));
}

TEST(RandomLoss, ATableThatRepeatsIsPeriodic) {
  const auto table = [](std::size_t message) {
    return message * message % 7 == 2 || message % 31 == 3;
  };
  const Finding finding = judged("random_loss", two_runs(honest(table), honest(table)));
  EXPECT_EQ(finding.symptom, "periodic");
}

TEST(RandomLoss, WholeSecondsThatShareOneFateAreNamed) {
  const auto blocks = [](std::size_t message) { return message / 250 == 1; };
  const Finding finding = judged("random_loss", two_runs(honest(blocks), honest(at_random(2))));
  EXPECT_EQ(finding.symptom, "seeded_per_packet");
  EXPECT_THAT(finding.message, HasSubstr("same second"));
  EXPECT_THAT(finding.message, HasSubstr("in run 1"));
}

TEST(RandomLoss, ARunWithoutLossBesideOneWithNothingElseIsNamedToo) {
  const auto none = [](std::size_t) { return false; };
  const auto all = [](std::size_t) { return true; };
  EXPECT_EQ(judged("random_loss", two_runs(honest(none), honest(all))).symptom,
            "seeded_per_packet");
  EXPECT_EQ(judged("random_loss", two_runs(honest(none), honest(none))).symptom, "drops_nothing");
  EXPECT_EQ(judged("random_loss", two_runs(honest(all), honest(all))).symptom, "drops_all");
}

TEST(RandomLoss, TheSameLossesInTwoRunsAreNeverSeeded) {
  const Finding finding =
      judged("random_loss", two_runs(honest(at_random(1)), honest(at_random(1))));
  EXPECT_EQ(finding.symptom, "never_seeded");
  EXPECT_THAT(finding.message, HasSubstr("the very same datagrams"));
}

TEST(RandomLoss, AlmostTheSameLossesAreNeverSeededEither) {
  auto first = at_random(1);
  auto again = at_random(1);
  const auto nearly = [again](std::size_t message) {
    return again(message) != (message % 50 == 0);
  };
  const Finding finding = judged("random_loss", two_runs(honest(first), honest(nearly)));
  EXPECT_EQ(finding.symptom, "never_seeded");
  EXPECT_THAT(finding.message, HasSubstr("almost"));
}

TEST(RandomLoss, WhatABufferDroppedMakesItUnclear) {
  Written written;
  written.messages = written.sent = 1000;
  written.dropped = 100;
  Transcript transcript{"lossy_server", "again", {}};
  auto lost = at_random(1);
  write_run(transcript.events, 1, honest([lost](std::size_t m) { return lost(m) || m / 100 == 4; }),
            written);
  write_run(transcript.events, 2, honest(at_random(2)), written);
  EXPECT_EQ(judged("random_loss", transcript).outcome, Outcome::unclear);
}

TEST(RandomLoss, OneRunAloneFails) {
  EXPECT_EQ(judged("random_loss", trial(honest(at_random(1)))).outcome, Outcome::fails);
}

TEST(RandomLoss, ASecondRunThatNeverListensFails) {
  Transcript transcript = trial(honest(at_random(1)));
  transcript.events.push_back({10s, "harness", What::phase, {}, {{"name", "run 2"}}});
  transcript.events.push_back({10s, "program:2", What::start, {}, {}});
  transcript.events.push_back({15s,
                               "program:2",
                               What::not_listening,
                               {},
                               {{"port", std::int64_t{5006}}, {"why", "timeout"}}});
  const Finding finding = judged("random_loss", transcript);
  EXPECT_EQ(finding.symptom, "never_listens");
  EXPECT_THAT(finding.message, HasSubstr("once more"));
}

// --- reports ---

TEST(ReportsLosses, HoldsWhenEachLineAgrees) {
  EXPECT_EQ(judged("reports_losses", trial(honest(at_random(1)))).outcome, Outcome::holds);
}

/// An honest server that prints by these two functions.
Server printing(std::function<std::string(const std::string&)> lost_text,
                std::function<std::string(const std::string&)> received_text) {
  auto lost = at_random(1);
  return [=](std::size_t message, const std::string& text) {
    if (lost(message)) return Fate{"", lost_text(text)};
    return Fate{"ACK: " + text, received_text(text)};
  };
}

TEST(ReportsLosses, OtherLinesWordsAndLettersAreFine) {
  const auto server = printing(
      [](const std::string& text) {
        return "--- Datagramm da\n*** LOST *** " + text + " (verloren)\n\n";
      },
      [](const std::string& text) {
        return "--- Datagramm da\n" + text + " <- RECEIVED\nACK gesendet\n";
      });
  EXPECT_EQ(judged("reports_losses", trial(server)).outcome, Outcome::holds);
}

TEST(ReportsLosses, BothLinesCountAsLost) {
  const auto server = printing(
      [](const std::string& text) { return received_line(text) + lost_line(text); }, received_line);
  EXPECT_EQ(judged("reports_losses", trial(server)).outcome, Outcome::holds);
}

TEST(ReportsLosses, BothWordsInOneLineCountAsLost) {
  const auto server =
      printing([](const std::string& text) { return "Received " + text + " but lost it\n"; },
               [](const std::string& text) { return "Received " + text + " (not lost)\n"; });
  EXPECT_EQ(judged("reports_losses", trial(server)).outcome, Outcome::holds);
}

TEST(ReportsLosses, OutputThatComesAllAtOnceIsFine) {
  Transcript transcript = trial(honest(at_random(1)));
  std::string all;
  for (const Event& event : transcript.events)
    if (event.what == What::out) all += event.bytes;
  std::erase_if(transcript.events, [](const Event& event) { return event.what == What::out; });
  for (std::size_t i = 0; i < all.size(); i += 1000)
    transcript.events.insert(transcript.events.end() - 2,
                             {9s, "program", What::out, all.substr(i, 1000), {}});
  EXPECT_EQ(judged("reports_losses", transcript).outcome, Outcome::holds);
}

TEST(ReportsLosses, PrintedLostAndAnsweredAllTheSame) {
  const auto server = [lost = at_random(1)](std::size_t message, const std::string& text) {
    return Fate{"ACK: " + text, lost(message) ? lost_line(text) : received_line(text)};
  };
  const Finding finding = judged("reports_losses", trial(server));
  EXPECT_EQ(finding.symptom, "lost_but_answered");
  EXPECT_THAT(finding.message, HasSubstr("reported lost and answered"));
  EXPECT_THAT(finding.actual, HasSubstr("Packet lost"));
}

TEST(ReportsLosses, PrintedReceivedButNeverAnswered) {
  const auto server = printing(received_line, received_line);
  EXPECT_EQ(judged("reports_losses", trial(server)).symptom, "received_but_unanswered");
}

TEST(ReportsLosses, TheTextIsMissing) {
  const auto server = printing([](const std::string&) { return "Packet lost\n"; }, received_line);
  const Finding finding = judged("reports_losses", trial(server));
  EXPECT_EQ(finding.symptom, "missing");
  EXPECT_THAT(finding.expected, HasSubstr("a line with \"lost\""));
}

TEST(ReportsLosses, TheWordIsMissing) {
  const auto server =
      printing([](const std::string& text) { return "dropped " + text + "\n"; }, received_line);
  EXPECT_EQ(judged("reports_losses", trial(server)).symptom, "no_word");
}

TEST(ReportsLosses, TheWordOnAnotherLineIsMissing) {
  const auto server =
      printing([](const std::string& text) { return "Lost:\n" + text + "\n"; }, received_line);
  EXPECT_EQ(judged("reports_losses", trial(server)).symptom, "no_word");
}

TEST(ReportsLosses, NothingPrintedFails) {
  const auto nothing = [](const std::string&) { return std::string{}; };
  EXPECT_EQ(judged("reports_losses", trial(printing(nothing, nothing))).symptom, "silent");
}

TEST(ReportsLosses, TheEndLostInABufferIsNamed) {
  const auto server = [lost = at_random(1)](std::size_t message, const std::string& text) {
    Fate fate =
        lost(message) ? Fate{"", lost_line(text)} : Fate{"ACK: " + text, received_line(text)};
    if (message >= 1900) fate.printed.clear();
    return fate;
  };
  const Finding finding = judged("reports_losses", trial(server));
  EXPECT_EQ(finding.symptom, "unflushed");
  EXPECT_THAT(finding.message, HasSubstr("last 100 datagrams"));
}

TEST(ReportsLosses, AFewLinesThatRanIntoOneAnotherAreForgiven) {
  const auto server = [lost = at_random(1)](std::size_t message, const std::string& text) {
    Fate fate =
        lost(message) ? Fate{"", lost_line(text)} : Fate{"ACK: " + text, received_line(text)};
    if (message % 40 == 0) fate.printed.pop_back();  // two threads, one line
    if (message % 40 == 1) fate.printed += "\n";
    return fate;
  };
  EXPECT_EQ(judged("reports_losses", trial(server)).outcome, Outcome::holds);
}

TEST(ReportsLosses, TornPiecesAmongTheRightOnesAreForgivenWithARemark) {
  const auto server = [lost = at_random(1)](std::size_t message, const std::string& text) {
    Fate fate =
        lost(message) ? Fate{"", lost_line(text)} : Fate{"ACK: " + text, received_line(text)};
    if (message % 40 == 0) fate.printed = "Received from Received from 1: ";
    if (message % 40 == 1) fate.printed = text_of(message - 1) + text + "\n\n";
    return fate;
  };
  const Finding finding = judged("reports_losses", trial(server));
  EXPECT_EQ(finding.outcome, Outcome::holds);
  EXPECT_THAT(finding.message, HasSubstr("ran into one another"));
}

TEST(ReportsLosses, OneLineForEverythingIsNotForgiven) {
  const auto server = printing([](const std::string& text) { return text; },
                               [](const std::string& text) { return text; });
  EXPECT_EQ(judged("reports_losses", trial(server)).outcome, Outcome::fails);
}

TEST(ReportsLosses, DatagramsThatAFullBufferDroppedMakeItUnclear) {
  Written written;
  written.dropped = 5;
  const auto server = [lost = at_random(1)](std::size_t message, const std::string& text) {
    if (message < 5) return Fate{};
    return lost(message) ? Fate{"", lost_line(text)} : Fate{"ACK: " + text, received_line(text)};
  };
  EXPECT_EQ(judged("reports_losses", trial(server, written)).outcome, Outcome::unclear);
}

TEST(ReportsLosses, WhatAProgramThatWasTooSlowNeverReadDoesNotCount) {
  Written written;
  written.sent = 100;
  written.sentinels = 0;
  written.why = "slow";
  const auto server = [lost = at_random(1)](std::size_t message, const std::string& text) {
    if (message >= 60) return Fate{};
    return lost(message) ? Fate{"", lost_line(text)} : Fate{"ACK: " + text, received_line(text)};
  };
  EXPECT_EQ(judged("reports_losses", trial(server, written)).outcome, Outcome::holds);
}

TEST(ReportsLosses, TheSecondRunsOutputIsItsOwn) {
  EXPECT_EQ(judged("reports_losses", two_runs(honest(at_random(1)), honest(at_random(2)))).outcome,
            Outcome::holds);
}

}  // namespace
}  // namespace viva::judge
