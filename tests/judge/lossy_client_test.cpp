#include "harness/judge/judge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Writes the transcript of a client that is asked for five messages.
class Trial {
 public:
  explicit Trial(std::int64_t count = 5) {
    add(0s, "server", What::note, {}, {{"about", "plan"}, {"count", count}});
    add(0s, "program", What::start, {}, {});
  }

  /// A datagram came, and was dropped.
  Trial& dropped(Duration t, std::string text) {
    add(t, "server", What::recv, std::move(text), {{"from", std::int64_t{4711}}});
    add(t, "server", What::drop, {}, {{"message", std::int64_t{1}}, {"copy", std::int64_t{1}}});
    return *this;
  }

  /// A datagram came, and was acknowledged.
  Trial& answered(Duration t, const std::string& text) {
    add(t, "server", What::recv, text, {{"from", std::int64_t{4711}}});
    return sent(t, "ACK: " + text.substr(0, text.find_last_not_of("\r\n ") + 1));
  }

  /// A datagram came, was met by acknowledgements of an earlier one, and dropped.
  Trial& met(Duration t, const std::string& text, const std::string& earlier) {
    add(t, "server", What::recv, text, {{"from", std::int64_t{4711}}});
    sent(t, "ACK: " + earlier).sent(t, "ACK: " + earlier);
    add(t, "server", What::drop, {}, {{"message", std::int64_t{1}}, {"copy", std::int64_t{1}}});
    return *this;
  }

  Trial& printed(Duration t, std::string text, What stream = What::out) {
    add(t, "program", stream, std::move(text), {});
    return *this;
  }

  Trial& late(Duration t, Duration by) {
    add(t, "harness", What::late, {}, {{"by", by}});
    return *this;
  }

  /// The program ended by itself.
  Transcript ends(Duration t, Params exit = {{"code", std::int64_t{0}}, {"by", "itself"}}) {
    add(t, "program", What::exit, {}, std::move(exit));
    return over(t, "exited");
  }

  /// It went on running until the harness had enough.
  Transcript runs_on(Duration t, const std::string& why) {
    Transcript transcript = over(t, why);
    transcript.events.insert(
        transcript.events.end() - 1,
        {t, "program", What::exit, {}, {{"signal", "SIGTERM"}, {"by", "SIGTERM"}}});
    return transcript;
  }

 private:
  Trial& sent(Duration t, std::string text) {
    add(t, "server", What::send, std::move(text), {{"to", std::int64_t{4711}}});
    return *this;
  }

  Transcript over(Duration t, const std::string& why) {
    add(t, "server", What::note, {}, {{"about", "end"}, {"why", why}});
    add(t, "harness", What::done, {}, {});
    return {"lossy_client", "lossy", events_};
  }

  void add(Duration t, std::string who, What what, std::string bytes, Params more) {
    events_.push_back({t, std::move(who), what, std::move(bytes), std::move(more)});
  }

  std::vector<Event> events_;
};

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
  if (finding.outcome != Outcome::holds) {
    EXPECT_THAT(finding.message, Not(IsEmpty()));
    EXPECT_THAT(finding.proof, Not(IsEmpty()));
  }
  return finding;
}

/// As it should be: message 1 is lost three times, message 4 once.
Transcript right() {
  return Trial{}
      .answered(0s, "Message 0")
      .dropped(10ms, "Message 1")
      .printed(1s, "timeout, sending again\n")
      .dropped(1011ms, "Message 1")
      .printed(2s, "timeout, sending again\n")
      .dropped(2012ms, "Message 1")
      .printed(3s, "timeout, sending again\n")
      .answered(3013ms, "Message 1")
      .answered(3014ms, "Message 2")
      .answered(3015ms, "Message 3")
      .dropped(3016ms, "Message 4")
      .printed(4s, "timeout, sending again\nReceived: ACK: Message 4\n")
      .answered(4017ms, "Message 4")
      .ends(4020ms);
}

// --- delivers_all ---

TEST(DeliversAll, HoldsWhenEachMessageWasAcknowledgedInOrder) {
  const Finding finding = judged("delivers_all", right());
  EXPECT_EQ(finding.outcome, Outcome::holds);
  EXPECT_EQ(finding.proof.size(), 5U);
}

TEST(DeliversAll, ALineEndBehindTheMessageIsFine) {
  const auto transcript =
      Trial{2}.answered(0s, "Message 0\n").answered(1s, "Message 1\r\n").ends(2s);
  EXPECT_EQ(judged("delivers_all", transcript).outcome, Outcome::holds);
}

TEST(DeliversAll, NothingSentFails) {
  const Finding finding = judged("delivers_all", Trial{}.ends(1s));
  EXPECT_EQ(finding.symptom, "nothing_sent");
  EXPECT_THAT(finding.message, HasSubstr("No datagram came"));
}

TEST(DeliversAll, GoingOnAfterATimeoutFails) {
  const auto transcript = Trial{3}
                              .answered(0s, "Message 0")
                              .dropped(1s, "Message 1")
                              .answered(2s, "Message 2")
                              .ends(3s);
  const Finding finding = judged("delivers_all", transcript);
  EXPECT_EQ(finding.symptom, "went_on");
  EXPECT_THAT(finding.message, HasSubstr("went on to \"Message 2\""));
}

TEST(DeliversAll, HangingAfterALossFails) {
  const auto transcript =
      Trial{3}.answered(0s, "Message 0").dropped(1s, "Message 1").runs_on(13s, "silent");
  const Finding finding = judged("delivers_all", transcript);
  EXPECT_EQ(finding.symptom, "gave_up");
  EXPECT_THAT(finding.message, HasSubstr("never sent again"));
  EXPECT_THAT(finding.message, HasSubstr("still running"));
}

TEST(DeliversAll, EndingAfterALossSaysHow) {
  const auto transcript =
      Trial{3}.dropped(1s, "Message 0").ends(2s, {{"code", std::int64_t{1}}, {"by", "itself"}});
  EXPECT_THAT(judged("delivers_all", transcript).message, HasSubstr("exit code 1"));
}

TEST(DeliversAll, OneTooFewFails) {
  const auto transcript = Trial{3}.answered(0s, "Message 0").answered(1s, "Message 1").ends(2s);
  const Finding finding = judged("delivers_all", transcript);
  EXPECT_EQ(finding.symptom, "too_few");
  EXPECT_THAT(finding.message, HasSubstr("\"Message 2\" was never sent"));
}

TEST(DeliversAll, NumbersFromOneFail) {
  const auto transcript = Trial{2}.answered(0s, "Message 1").answered(1s, "Message 2").ends(2s);
  EXPECT_EQ(judged("delivers_all", transcript).symptom, "starts_at_one");
}

TEST(DeliversAll, AnotherTextFailsAndIsQuoted) {
  const auto transcript = Trial{2}.answered(0s, "message 0").answered(1s, "message 1").ends(2s);
  const Finding finding = judged("delivers_all", transcript);
  EXPECT_EQ(finding.symptom, "other_text");
  EXPECT_EQ(finding.actual, "\"message 0\"");
}

TEST(DeliversAll, ATrailingNulHasItsOwnMessage) {
  const auto transcript = Trial{1}.answered(0s, std::string{"Message 0\0", 10}).ends(2s);
  const Finding finding = judged("delivers_all", transcript);
  EXPECT_EQ(finding.symptom, "trailing_nul");
  EXPECT_THAT(finding.message, HasSubstr("NUL"));
}

TEST(DeliversAll, AnExtraMessageIsAnotherChecksMatter) {
  const auto transcript = Trial{2}
                              .answered(0s, "Message 0")
                              .answered(1s, "Message 1")
                              .answered(2s, "Message 2")
                              .answered(2s, "bye")
                              .ends(3s);
  EXPECT_EQ(judged("delivers_all", transcript).outcome, Outcome::holds);
}

TEST(DeliversAll, ADisorderFails) {
  const auto transcript = Trial{3}
                              .answered(0s, "Message 0")
                              .answered(1s, "Message 2")
                              .answered(2s, "Message 1")
                              .ends(3s);
  EXPECT_EQ(judged("delivers_all", transcript).symptom, "out_of_order");
}

TEST(DeliversAll, AskedForNothingItDoesNotHold) {
  EXPECT_EQ(judged("delivers_all", Trial{0}.answered(0s, "Message 0").ends(1s)).outcome,
            Outcome::fails);
}

// --- resends ---

TEST(Resends, HoldsWhenEachLostMessageCameAgain) {
  EXPECT_EQ(judged("resends", right()).outcome, Outcome::holds);
}

TEST(Resends, AnotherMessageInsteadFails) {
  const auto transcript = Trial{3}
                              .answered(0s, "Message 0")
                              .dropped(1s, "Message 1")
                              .answered(2s, "Message 2")
                              .ends(3s);
  const Finding finding = judged("resends", transcript);
  EXPECT_EQ(finding.symptom, "goes_on");
  EXPECT_THAT(
      finding.message,
      HasSubstr("\"Message 1\" was not acknowledged, yet the next datagram was \"Message 2\""));
}

TEST(Resends, GivingUpAfterTheSecondTryFails) {
  const auto transcript =
      Trial{3}.dropped(0s, "Message 0").dropped(1s, "Message 0").answered(2s, "Message 1").ends(3s);
  EXPECT_EQ(judged("resends", transcript).symptom, "goes_on");
}

TEST(Resends, AnotherTextFails) {
  const auto transcript =
      Trial{3}.dropped(0s, "Message 0").answered(1s, "Message 0 (again)").ends(3s);
  EXPECT_EQ(judged("resends", transcript).symptom, "changed_text");
}

TEST(Resends, WaitingForEverSaysForHowLong) {
  const Finding finding =
      judged("resends", Trial{3}.dropped(1s, "Message 0").runs_on(13s, "silent"));
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "waits_for_ever");
  EXPECT_THAT(finding.message, HasSubstr("for 12 s nothing came"));
}

TEST(Resends, EndingInsteadFails) {
  const Finding finding = judged("resends", Trial{3}.dropped(0s, "Message 0").ends(1s));
  EXPECT_EQ(finding.symptom, "never_again");
  EXPECT_THAT(finding.message, HasSubstr("exit code 0"));
}

TEST(Resends, WithoutALossItDoesNotHold) {
  EXPECT_EQ(judged("resends", Trial{}.answered(0s, "Message 0").ends(1s)).symptom, "no_loss_met");
  EXPECT_EQ(judged("resends", Trial{}.ends(1s)).symptom, "nothing_sent");
}

TEST(Resends, OtherTextsThatComeAgainAreResent) {
  const auto transcript =
      Trial{2}.dropped(0s, "hello").answered(1s, "hello").answered(1s, "world").ends(3s);
  EXPECT_EQ(judged("resends", transcript).outcome, Outcome::holds);
}

// --- the pause before a repeat ---

/// One repeat after this time, with this much output.
Trial one_repeat(Duration gap, std::string printed = "timeout\n") {
  Trial trial{1};
  trial.dropped(1s, "Message 0").printed(1s + gap, std::move(printed));
  return trial.answered(1s + gap, "Message 0");
}

TEST(ResendsOnTime, HoldsForASecondAndALine) {
  EXPECT_EQ(judged("resends_on_time", right()).outcome, Outcome::holds);
}

TEST(ResendsOnTime, HoldsUpToTheBounds) {
  EXPECT_EQ(judged("resends_on_time", one_repeat(800ms).ends(9s)).outcome, Outcome::holds);
  EXPECT_EQ(judged("resends_on_time", one_repeat(2200ms).ends(9s)).outcome, Outcome::holds);
}

TEST(ResendsOnTime, AMillisecondIsTooEarly) {
  const Finding finding = judged("resends_on_time", one_repeat(1ms).ends(9s));
  EXPECT_EQ(finding.symptom, "too_early");
  EXPECT_THAT(finding.message, HasSubstr("after 1 ms"));
}

TEST(ResendsOnTime, TenSecondsAreTooLate) {
  const Finding finding = judged("resends_on_time", one_repeat(10s).ends(19s));
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "too_late");
  EXPECT_THAT(finding.actual, HasSubstr("10 s"));
}

TEST(ResendsOnTime, ALateMachineWidensTheBounds) {
  EXPECT_EQ(judged("resends_on_time", one_repeat(2300ms).late(2s, 150ms).ends(9s)).outcome,
            Outcome::holds);
  EXPECT_EQ(judged("resends_on_time", one_repeat(2600ms).late(2s, 150ms).ends(9s)).outcome,
            Outcome::unclear);
  EXPECT_EQ(judged("resends_on_time", one_repeat(2300ms).ends(9s)).outcome, Outcome::fails);
}

TEST(ResendsOnTime, ALateReadingOfTheFirstCopyMakesTheGapShorter) {
  Trial trial{1};
  trial.dropped(1s, "Message 0").late(1050ms, 200ms).printed(1700ms, "timeout\n");
  EXPECT_EQ(judged("resends_on_time", trial.answered(1700ms, "Message 0").ends(2s)).outcome,
            Outcome::holds);
}

TEST(ResendsOnTime, NoLineFails) {
  const Finding finding = judged("resends_on_time", one_repeat(1s, "sending again\n").ends(9s));
  EXPECT_EQ(finding.symptom, "no_line");
  EXPECT_THAT(finding.message, HasSubstr("1 repeat and printed no line with \"timeout\""));
}

TEST(ResendsOnTime, OneLineForTwoRepeatsFails) {
  Trial trial{1};
  trial.dropped(1s, "Message 0").printed(2s, "timeout\n").dropped(2s, "Message 0");
  const Finding finding = judged("resends_on_time", trial.answered(3s, "Message 0").ends(4s));
  EXPECT_EQ(finding.symptom, "no_line");
  EXPECT_THAT(finding.message, HasSubstr("2 repeats and printed 1 line"));
}

TEST(ResendsOnTime, SeveralOnOneLineAreToldThatEachNeedsItsOwn) {
  Trial trial{1};
  trial.dropped(1s, "Message 0").printed(2s, "0: TIMEOUT ").dropped(2s, "Message 0");
  trial.printed(3s, "0: timed out ").answered(3s, "Message 0").printed(3s, "0: ACK\n");
  const Finding finding = judged("resends_on_time", trial.ends(4s));
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "one_line");
  EXPECT_THAT(finding.message,
              HasSubstr("2 times, but several times on one line: each repeat needs "
                        "a line of its own"));
}

TEST(ResendsOnTime, OtherSpellingsAndTheOtherStreamAreFine) {
  for (const char* line :
       {"TIMEOUT!\n", "recv: timed out\n", "Time-out\n", "\x1b[31mTimeout\x1b[0m, nochmal\n"})
    EXPECT_EQ(judged("resends_on_time", one_repeat(1s, line).ends(9s)).outcome, Outcome::holds)
        << line;
  Trial trial{1};
  trial.dropped(1s, "Message 0").printed(2s, "timeout\n", What::err);
  EXPECT_EQ(judged("resends_on_time", trial.answered(2s, "Message 0").ends(3s)).outcome,
            Outcome::holds);
}

/// What right() is met by, with a line in front of every datagram that is sent, or of the first of
/// each message only.
Transcript announces(bool repeats_too, bool at_the_end) {
  Trial trial{5};
  std::string kept;
  const auto says = [&](Duration t, int message, bool again) {
    const std::string line =
        "Sending Message " + std::to_string(message) + " with a timeout of 1 s\n";
    if (again && !repeats_too) return;
    if (at_the_end)
      kept += line;
    else
      trial.printed(t, line);
  };
  says(0s, 0, false);
  trial.answered(0s, "Message 0");
  for (const Duration t : {10ms, 1010ms, 2010ms}) {
    says(t, 1, t > 10ms);
    trial.dropped(t + 1ms, "Message 1");
  }
  says(3011ms, 1, true);
  trial.answered(3012ms, "Message 1");
  for (int message = 2; message < 4; ++message) {
    says(3013ms, message, false);
    trial.answered(3013ms, "Message " + std::to_string(message));
  }
  says(3014ms, 4, false);
  trial.dropped(3014ms, "Message 4");
  says(4014ms, 4, true);
  trial.answered(4015ms, "Message 4");
  if (!kept.empty()) trial.printed(4020ms, kept);
  return trial.ends(4020ms);
}

TEST(ResendsOnTime, AnAnnouncementOfEachMessageIsNoLineForATimeout) {
  for (const bool repeats_too : {true, false}) {
    for (const bool at_the_end : {true, false}) {
      const Finding finding = judged("resends_on_time", announces(repeats_too, at_the_end));
      EXPECT_EQ(finding.symptom, "no_line") << repeats_too << at_the_end;
      EXPECT_THAT(finding.message, HasSubstr("printed no line with \"timeout\""));
      EXPECT_THAT(finding.message, HasSubstr("acknowledged at once"));
      EXPECT_THAT(finding.actual, HasSubstr("Sending Message 0"));
    }
  }
}

/// As right(), with all output when the program ends.
Transcript buffered(std::string output) {
  Trial trial{5};
  trial.answered(0s, "Message 0");
  for (const Duration t : {10ms, 1011ms, 2012ms}) trial.dropped(t, "Message 1");
  trial.answered(3013ms, "Message 1").answered(3014ms, "Message 2").answered(3015ms, "Message 3");
  trial.dropped(3016ms, "Message 4").answered(4017ms, "Message 4");
  return trial.printed(4020ms, std::move(output)).ends(4021ms);
}

TEST(ResendsOnTime, OutputThatComesWhenAllIsOverCounts) {
  const std::string again = "Timeout for Message 1, sending again\n";
  const std::string last = "Timeout for Message 4, sending again\nReceived: ACK: Message 4\n";
  EXPECT_EQ(judged("resends_on_time", buffered(again + again + again + last)).outcome,
            Outcome::holds);
  EXPECT_EQ(judged("resends_on_time", buffered("timeout is 1 s\n" + again + again + again + last))
                .outcome,
            Outcome::holds);
  EXPECT_EQ(judged("resends_on_time", buffered(again + again + last)).symptom, "no_line");
}

TEST(ResendsOnTime, ABannerBesideTheLinesIsFine) {
  Trial trial{2};
  trial.printed(0s, "Client started, timeout 1 s\n").dropped(1ms, "Message 0");
  trial.printed(1s, "Timeout 1 for Message 0\n").dropped(1001ms, "Message 0");
  trial.printed(2s, "Timeout 2 for Message 0\n").answered(2001ms, "Message 0");
  EXPECT_EQ(judged("resends_on_time", trial.answered(2002ms, "Message 1").ends(3s)).outcome,
            Outcome::holds);
}

TEST(ResendsOnTime, TheLinesMayComeWithTheNextOnesThatAreFlushed) {
  Trial trial{2};
  trial.dropped(1ms, "Message 0").dropped(1001ms, "Message 0").answered(2001ms, "Message 0");
  trial.printed(2002ms, "timeout\ntimeout\nReceived: ACK: Message 0\n");
  EXPECT_EQ(judged("resends_on_time", trial.answered(2003ms, "Message 1").ends(3s)).outcome,
            Outcome::holds);
}

TEST(ResendsOnTime, ALineForOneTimeIsNoneForALaterOne) {
  Trial trial{2};
  trial.dropped(1ms, "Message 0").printed(1s, "timeout\nreally, a timeout\n");
  trial.answered(1001ms, "Message 0").dropped(1002ms, "Message 1");
  const Finding finding = judged("resends_on_time", trial.answered(2003ms, "Message 1").ends(3s));
  EXPECT_EQ(finding.symptom, "no_line");
  EXPECT_THAT(finding.message, HasSubstr("not all of them when the time was over"));
}

TEST(ResendsOnTime, WithoutARepeatItDoesNotHold) {
  EXPECT_EQ(judged("resends_on_time", Trial{}.answered(0s, "Message 0").ends(1s)).outcome,
            Outcome::fails);
}

TEST(ResentOnce, HoldsForOneRepeatAndNotForNone) {
  EXPECT_EQ(judged("resent_once", right()).outcome, Outcome::holds);
  EXPECT_EQ(judged("resent_once", Trial{}.dropped(0s, "Message 0").ends(1s)).outcome,
            Outcome::fails);
  EXPECT_EQ(
      judged("resent_once", Trial{}.dropped(0s, "Message 0").answered(1s, "Message 1").ends(1s))
          .outcome,
      Outcome::fails);
}

// --- old acknowledgements ---

TEST(IgnoresStale, HoldsWhenTheCurrentMessageComesAgain) {
  const auto transcript = Trial{3}
                              .answered(0s, "Message 0")
                              .met(1s, "Message 1", "Message 0")
                              .answered(2s, "Message 1")
                              .answered(2s, "Message 2")
                              .ends(3s);
  EXPECT_EQ(judged("ignores_stale", transcript).outcome, Outcome::holds);
}

TEST(IgnoresStale, SendingAgainAtOnceIsFine) {
  const auto transcript = Trial{2}
                              .answered(0s, "Message 0")
                              .met(1s, "Message 1", "Message 0")
                              .answered(1001ms, "Message 1")
                              .answered(1002ms, "Message 1")
                              .ends(3s);
  EXPECT_EQ(judged("ignores_stale", transcript).outcome, Outcome::holds);
}

TEST(IgnoresStale, GoingOnFailsEvenAfterAPause) {
  const auto transcript = Trial{3}
                              .answered(0s, "Message 0")
                              .met(1s, "Message 1", "Message 0")
                              .answered(2s, "Message 2")
                              .ends(3s);
  const Finding finding = judged("ignores_stale", transcript);
  EXPECT_EQ(finding.symptom, "took_stale");
  EXPECT_THAT(finding.message, HasSubstr("went on to \"Message 2\""));
}

TEST(IgnoresStale, EndingOrHangingFails) {
  Trial ended{3};
  ended.answered(0s, "Message 0").met(1s, "Message 1", "Message 0");
  EXPECT_EQ(judged("ignores_stale", ended.ends(1s)).symptom, "stopped");
  Trial hanging{3};
  hanging.answered(0s, "Message 0").met(1s, "Message 1", "Message 0");
  EXPECT_EQ(judged("ignores_stale", hanging.runs_on(13s, "silent")).symptom, "stopped");
}

TEST(IgnoresStale, WithoutAnOldAcknowledgementItDoesNotHold) {
  EXPECT_EQ(judged("ignores_stale", right()).symptom, "not_met");
  EXPECT_EQ(judged("ignores_stale", Trial{}.ends(1s)).symptom, "nothing_sent");
}

// --- the end ---

TEST(StopsAfterLast, HoldsWhenNothingMoreCame) {
  EXPECT_EQ(judged("stops_after_last", right()).outcome, Outcome::holds);
}

TEST(StopsAfterLast, ACopyThatWasOnItsWayDoesNotCount) {
  const auto transcript = Trial{1}.answered(0s, "Message 0").answered(100ms, "Message 0").ends(3s);
  EXPECT_EQ(judged("stops_after_last", transcript).outcome, Outcome::holds);
}

TEST(StopsAfterLast, ACopyASecondLaterCounts) {
  const auto transcript = Trial{1}.answered(0s, "Message 0").answered(1s, "Message 0").ends(3s);
  const Finding finding = judged("stops_after_last", transcript);
  EXPECT_EQ(finding.symptom, "sends_more");
  EXPECT_THAT(finding.message, HasSubstr("1 s later"));
}

TEST(StopsAfterLast, OneMessageTooManyFails) {
  const auto transcript = Trial{1}.answered(0s, "Message 0").answered(1ms, "Message 1").ends(3s);
  EXPECT_EQ(judged("stops_after_last", transcript).actual, "\"Message 1\"");
}

TEST(StopsAfterLast, AFarewellFails) {
  const auto transcript = Trial{1}.answered(0s, "Message 0").answered(1ms, "exit").ends(3s);
  EXPECT_EQ(judged("stops_after_last", transcript).symptom, "sends_more");
}

TEST(StopsAfterLast, AClientThatFallsSilentAndRunsOnHasStopped) {
  const auto transcript = Trial{1}.answered(0s, "Message 0").runs_on(3s, "stayed");
  EXPECT_EQ(judged("stops_after_last", transcript).outcome, Outcome::holds);
}

TEST(StopsAfterLast, BeforeTheLastAcknowledgementItDoesNotHold) {
  EXPECT_EQ(judged("stops_after_last", Trial{2}.answered(0s, "Message 0").ends(1s)).outcome,
            Outcome::fails);
}

}  // namespace
}  // namespace viva::judge
