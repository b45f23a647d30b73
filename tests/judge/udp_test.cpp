// Verdicts on written transcripts of datagram servers and datagram clients.
#include "harness/judge/judge.hpp"

#include <algorithm>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using Events = std::vector<Event>;

Finding judged(std::string_view kind, Params params, std::vector<Transcript> transcripts) {
  const auto& kinds = check_kinds();
  const auto row = std::find_if(kinds.begin(), kinds.end(),
                                [&](const CheckKind& one) { return one.info.name == kind; });
  for (const auto& parameter : row->info.parameters) {
    if (parameter.otherwise && !params.has(parameter.name)) {
      params.set(parameter.name, *parameter.otherwise);
    }
  }
  Evidence evidence{params, {}};
  for (const auto& transcript : transcripts) evidence.transcripts.push_back(&transcript);
  Finding finding = row->judge(evidence);
  const auto& symptoms = row->info.symptoms;
  EXPECT_TRUE(finding.symptom.empty() ||
              std::any_of(symptoms.begin(), symptoms.end(),
                          [&](const auto& one) { return one.name == finding.symptom; }))
      << finding.symptom;
  for (const Pointer& pointer : finding.proof) {
    EXPECT_LT(pointer.event, transcripts.at(pointer.transcript).events.size());
  }
  return finding;
}

Transcript of(Events events) {
  return {"exercise", "run", std::move(events)};
}

Events operator+(Events all, const Events& more) {
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

Event event(Duration t, std::string who, What what, std::string bytes = {}, Params more = {}) {
  return {t, std::move(who), what, std::move(bytes), std::move(more)};
}
Event exited(Duration t, std::int64_t code) {
  return event(t, "program", What::exit, {}, {{"code", code}, {"by", "itself"}});
}
Event killed(Duration t, std::string signal) {
  return event(t, "program", What::exit, {}, {{"signal", std::move(signal)}, {"by", "itself"}});
}
Event stopped(Duration t) {
  return event(t, "program", What::exit, {}, {{"signal", "SIGTERM"}, {"by", "SIGTERM"}});
}
Event late(Duration t, Duration by) {
  return event(t, "harness", What::late, {}, {{"by", by}});
}
Event printed(Duration t, std::string text) {
  return event(t, "program", What::out, std::move(text));
}
Event complained(Duration t, std::string text) {
  return event(t, "program", What::err, std::move(text));
}

// A server under test ----------------------------------------------------------------------------

const std::string ack = "Acknowledged";

Events up() {
  return {event(0ms, "program", What::start),
          event(10ms, "program", What::listening, {},
                {{"protocol", "udp"}, {"port", std::int64_t{9735}}, {"address", "0.0.0.0"}})};
}
Event asks(Duration t, std::string who, std::string text) {
  return event(t, std::move(who), What::send, std::move(text), {{"to", std::int64_t{9735}}});
}
Event gets(Duration t, std::string who, std::string text, std::int64_t from = 9735) {
  return event(t, std::move(who), What::recv, std::move(text), {{"from", from}});
}
Event in_vain(Duration t, std::string who, Duration after = 3s) {
  return event(t, std::move(who), What::timeout, {}, {{"awaited", "answer"}, {"after", after}});
}

Events answered(Duration t, const std::string& who, const std::string& text,
                const std::string& answer = ack) {
  return {asks(t, who, text), gets(t + 1ms, who, answer)};
}

Finding replies(Events events) {
  return judged("answers_exactly", {{"expect", ack}}, {of(std::move(events))});
}
Finding loops(Events events, std::int64_t count = 3) {
  return judged("answers_all", {{"count", count}}, {of(std::move(events))});
}
Finding sender(Events events) {
  return judged("answers_sender", {}, {of(std::move(events))});
}
Finding prints(Events events) {
  return judged("prints_messages", {}, {of(std::move(events))});
}

TEST(Replies, TheExactTextHolds) {
  EXPECT_EQ(replies(up() + answered(1s, "client:1", "eins")).outcome, Outcome::holds);
  EXPECT_EQ(replies(up() + answered(1s, "client:1", "eins", ack + "\n")).outcome, Outcome::holds);
}

TEST(Replies, ATrailingNulIsNamed) {
  const auto finding = replies(up() + answered(1s, "client:1", "eins", ack + '\0'));
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "trailing_nul");
}

TEST(Replies, NamesHowItDiffers) {
  EXPECT_EQ(replies(up() + answered(1s, "client:1", "eins", "acknowledged")).symptom, "wrong_case");
  EXPECT_EQ(replies(up() + answered(1s, "client:1", "eins", "ACK")).symptom, "different");
  EXPECT_EQ(replies(up() + answered(1s, "client:1", "eins", ack + ": eins")).symptom, "echo");
  EXPECT_EQ(replies(up() + answered(1s, "client:1", "eins", "eins")).symptom, "echo");
  EXPECT_EQ(replies(up() + answered(1s, "client:1", "eins", "")).symptom, "cut_short");
}

TEST(Replies, NoAnswerFailsUnlessTheMachineWasLate) {
  const auto finding =
      replies(up() + Events{asks(1s, "client:1", "eins"), in_vain(4s, "client:1"), stopped(5s)});
  EXPECT_EQ(finding.symptom, "nothing");
  EXPECT_THAT(finding.message, HasSubstr("within 3 s"));
  EXPECT_EQ(replies(up() + Events{asks(1s, "client:1", "eins"), late(2s, 1s),
                                  in_vain(4s, "client:1"), stopped(5s)})
                .outcome,
            Outcome::unclear);
}

TEST(Replies, ACrashIsTold) {
  const auto finding = replies(
      up() + Events{asks(1s, "client:1", "eins"), killed(1s, "SIGSEGV"), in_vain(2s, "client:1")});
  EXPECT_EQ(finding.symptom, "crashed");
  EXPECT_THAT(finding.message, HasSubstr("SIGSEGV"));
}

TEST(Replies, AServerOnAnotherPortIsTold) {
  const auto finding = replies({event(5s, "program", What::not_listening, {},
                                      {{"protocol", "udp"},
                                       {"port", std::int64_t{9735}},
                                       {"why", "other_port"},
                                       {"others", Integers{1830}}})});
  EXPECT_EQ(finding.symptom, "swapped_port");
  EXPECT_THAT(finding.message, HasSubstr("UDP port 1830"));
}

TEST(Replies, AnEmptyTranscriptProvesNothing) {
  EXPECT_EQ(replies({}).outcome, Outcome::fails);
  EXPECT_EQ(replies(up()).outcome, Outcome::fails);
  EXPECT_EQ(loops(up()).outcome, Outcome::fails);
  EXPECT_EQ(sender(up()).outcome, Outcome::fails);
  EXPECT_EQ(prints(up()).outcome, Outcome::fails);
}

TEST(Loops, AnyTextAnswers) {
  EXPECT_EQ(loops(up() + answered(1s, "client:1", "eins", "a") +
                  answered(2s, "client:1", "zwei", "b") + answered(3s, "client:1", "drei", "c"))
                .outcome,
            Outcome::holds);
}

TEST(Loops, FewerThanAskedForAreNotEnough) {
  EXPECT_EQ(loops(up() + answered(1s, "client:1", "eins"), 3).outcome, Outcome::fails);
}

TEST(Loops, OneAnswerThenTheEnd) {
  const auto finding = loops(up() + answered(1s, "client:1", "eins") +
                             Events{asks(1002ms, "client:1", "zwei"), exited(1003ms, 0),
                                    in_vain(1100ms, "client:1", 100ms)});
  EXPECT_EQ(finding.symptom, "ended");
  EXPECT_THAT(finding.message, HasSubstr("The 2nd datagram"));
  EXPECT_THAT(finding.message, HasSubstr("exit code 0"));
}

TEST(Loops, OneAnswerThenSilence) {
  const auto finding =
      loops(up() + answered(1s, "client:1", "eins") +
            Events{asks(2s, "client:1", "zwei"), in_vain(5s, "client:1"),
                   asks(5s, "client:1", "drei"), in_vain(6s, "client:1"), stopped(7s)});
  EXPECT_EQ(finding.symptom, "answers_once");
  EXPECT_THAT(finding.message, HasSubstr("answered the first one and no more"));
}

TEST(Loops, ALoopThatStopsLater) {
  const auto finding =
      loops(up() + answered(1s, "client:1", "eins") + answered(2s, "client:1", "zwei") +
            Events{asks(3s, "client:1", "drei"), in_vain(6s, "client:1"), stopped(7s)});
  EXPECT_EQ(finding.symptom, "stops");
  EXPECT_THAT(finding.message, HasSubstr("the first 2"));
}

TEST(Loops, OneLostAmongMany) {
  const auto finding =
      loops(up() + answered(1s, "client:1", "eins") +
            Events{asks(2s, "client:1", std::string(500, 'x')), in_vain(5s, "client:1")} +
            answered(6s, "client:1", "drei") + Events{stopped(7s)});
  EXPECT_EQ(finding.symptom, "lost_some");
  EXPECT_THAT(finding.message, HasSubstr("500 bytes"));
}

TEST(Loops, ManyAnswersToOneDatagramAreNoLoop) {
  const Event unread = event(4s, "harness", What::note, {}, {{"unread", std::int64_t{1536}}});
  const auto finding =
      loops(up() + answered(1s, "client:1", "eins") + answered(2s, "client:1", "zwei") +
            answered(3s, "client:1", "drei") + Events{unread, stopped(5s)});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "never_read");
}

Events in_turns() {
  return answered(1s, "client:1", "from a: 1") + answered(2s, "client:2", "from b: 1") +
         answered(3s, "client:1", "from a: 2") + answered(4s, "client:2", "from b: 2");
}

TEST(RightSender, EachGetsItsOwn) {
  EXPECT_EQ(sender(up() + in_turns()).outcome, Outcome::holds);
}

TEST(RightSender, OneClientAloneIsNotTwo) {
  EXPECT_EQ(sender(up() + answered(1s, "client:1", "a1")).outcome, Outcome::fails);
}

TEST(RightSender, AnAnswerToTheFirstClientIsTold) {
  const auto finding = sender(up() + answered(1s, "client:1", "a1") +
                              Events{asks(2s, "client:2", "b1"), in_vain(5s, "client:2"),
                                     gets(5s, "client:1", ack), stopped(6s)});
  EXPECT_EQ(finding.symptom, "wrong_client");
  EXPECT_THAT(finding.message,
              HasSubstr("Client 2 sent a message, but the answer went to client 1"));
}

/// Both clients ask in turns; a question is answered, and what else happens is up to `more`.
template <class More>
Events turns_with(const More& more) {
  Events events = up();
  for (int turn = 0; turn < 6; ++turn) {
    const Duration t = 1s + turn * 50ms;
    const std::string who = turn % 2 == 0 ? "client:1" : "client:2";
    events = events + answered(t, who, "message " + std::to_string(turn));
    events = events + more(t + 2ms, turn, who);
  }
  return events + Events{stopped(9s)};
}

TEST(RightSender, AnAnswerToEverybodyIsTold) {
  const auto finding = sender(turns_with([](Duration t, int turn, const std::string& who) {
    const bool first = turn == 0;
    return first ? Events{} : Events{gets(t, who == "client:1" ? "client:2" : "client:1", ack)};
  }));
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "wrong_client");
  EXPECT_THAT(finding.message,
              HasSubstr("Client 2 sent a message, and an answer went to client 1"));
  EXPECT_THAT(finding.message, HasSubstr("5 messages"));
}

TEST(RightSender, TwoAnswersToTheOneThatAskedAreFine) {
  EXPECT_EQ(sender(turns_with([](Duration t, int, const std::string& who) {
              return Events{gets(t, who, ack)};
            })).outcome,
            Outcome::holds);
}

TEST(RightSender, ASecondAnswerThatComesLateOnceIsFine) {
  EXPECT_EQ(sender(turns_with([](Duration t, int turn, const std::string& who) {
              return turn == 3 ? Events{gets(t, "client:1", ack)} : Events{gets(t, who, ack)};
            })).outcome,
            Outcome::holds);
}

TEST(RightSender, AnAnswerThatIsLateIsNoAnswerToAnother) {
  const auto finding =
      sender(up() + answered(1s, "client:2", "b0") +
             Events{asks(2s, "client:1", "a1"), late(4s, 2s), in_vain(5s, "client:1"),
                    asks(5s, "client:2", "b1"), gets(5001ms, "client:1", ack),
                    gets(5002ms, "client:2", ack), asks(6s, "client:1", "a2"),
                    gets(6001ms, "client:1", ack), stopped(7s)});
  EXPECT_EQ(finding.outcome, Outcome::unclear);
  EXPECT_THAT(finding.message, HasSubstr("Client 1 got no answer"));
}

TEST(RightSender, AServerThatHearsOnePeerOnlyIsTold) {
  const auto finding =
      sender(up() + answered(1s, "client:1", "a1") +
             Events{asks(2s, "client:2", "b1"), in_vain(5s, "client:2"), stopped(6s)});
  EXPECT_EQ(finding.symptom, "one_client_only");
}

TEST(RightSender, AnswersFromAnotherPortAreTold) {
  const auto finding = sender(
      up() + Events{asks(1s, "client:1", "a1"), gets(1001ms, "client:1", ack, 40000), stopped(2s)});
  EXPECT_EQ(finding.symptom, "other_port_answers");
  EXPECT_THAT(finding.message, HasSubstr("40000"));
}

TEST(PrintsMessages, AllOfThemByTheEnd) {
  EXPECT_EQ(prints(up() + in_turns() +
                   Events{printed(9s, "Received message: from a: 1\nReceived message: from b: 1\n"),
                          printed(9s, "from a: 2, from b: 2"), stopped(9s)})
                .outcome,
            Outcome::holds);
}

TEST(PrintsMessages, OneMissingFails) {
  const auto finding = prints(
      up() + in_turns() + Events{printed(9s, "from a: 1, from b: 1, from a: 2\n"), stopped(9s)});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "some_missing");
  EXPECT_THAT(finding.message, HasSubstr("3 of 4 messages"));
}

TEST(PrintsMessages, AShortTextThatStandsThereByChanceIsNoMessagePrinted) {
  const Events counted = up() + answered(1s, "client:1", "a first message") +
                         answered(2s, "client:1", "2") + answered(3s, "client:1", "a third one");
  EXPECT_EQ(prints(counted + Events{printed(4s, "No. 1\nNo. 2\nNo. 3\n"), stopped(5s)}).symptom,
            "other_text");
}

TEST(PrintsMessages, NothingPrintedIsTold) {
  EXPECT_EQ(prints(up() + in_turns() + Events{stopped(9s)}).symptom, "nothing_printed");
}

TEST(PrintsMessages, AServerThatAnsweredOnceIsHeldToThatOne) {
  const Events once = up() + answered(1s, "client:1", "eins") +
                      Events{asks(2s, "client:1", "zwei"), in_vain(5s, "client:1")};
  EXPECT_EQ(prints(once + Events{printed(6s, "eins\n"), stopped(6s)}).outcome, Outcome::holds);
  EXPECT_EQ(prints(once + Events{printed(6s, "hello\n"), stopped(6s)}).outcome, Outcome::fails);
}

TEST(PrintsMessages, AServerThatAnswersNothingIsHeldToEverything) {
  const Events none = up() + Events{asks(1s, "client:1", "eins"), in_vain(4s, "client:1"),
                                    asks(4s, "client:1", "zwei"), in_vain(5s, "client:1")};
  EXPECT_EQ(prints(none + Events{printed(6s, "eins\nzwei\n"), stopped(6s)}).outcome,
            Outcome::holds);
  EXPECT_EQ(prints(none + Events{printed(6s, "eins\n"), stopped(6s)}).outcome, Outcome::fails);
}

TEST(PrintsMessages, StandardErrorIsAnotherPlace) {
  EXPECT_EQ(prints(up() + answered(1s, "client:1", "eins") +
                   Events{complained(1s, "got eins\n"), stopped(9s)})
                .symptom,
            "on_stderr");
}

// A client under test ----------------------------------------------------------------------------

Event asked_for(std::int64_t count) {
  return event(0ms, "server", What::note, {}, {{"asked", count}});
}
Event came(Duration t, std::string text) {
  return event(t, "server", What::recv, std::move(text), {{"from", std::int64_t{40000}}});
}
Event reply(Duration t, std::string text) {
  return event(t, "server", What::send, std::move(text), {{"to", std::int64_t{40000}}});
}

/// A talk in lock-step: message i gets "reply i" 200 ms later.
Events talk(std::int64_t asked, int messages) {
  Events events{asked_for(asked), event(0ms, "program", What::start)};
  for (int i = 1; i <= messages; ++i) {
    events.push_back(came(i * 1s, "message " + std::to_string(i)));
    events.push_back(reply(i * 1s + 200ms, "reply " + std::to_string(i)));
    events.push_back(printed(i * 1s + 201ms, "Received: reply " + std::to_string(i) + "\n"));
  }
  return events;
}

Finding on(std::string_view kind, std::vector<Events> trials) {
  std::vector<Transcript> transcripts;
  for (auto& trial : trials) transcripts.push_back(of(std::move(trial)));
  return judged(kind, {}, std::move(transcripts));
}

const Events good = talk(3, 3) + Events{exited(4s, 0)};

TEST(UdpClient, ARightOneHoldsEverywhere) {
  for (const char* kind :
       {"sends_at_least", "sends_exactly", "waits_for_reply", "prints_replies"}) {
    EXPECT_EQ(on(kind, {good}).outcome, Outcome::holds) << kind;
  }
}

TEST(UdpClient, OneThatSendsNothingEarnsNothing) {
  const Events silent{asked_for(3), event(0ms, "program", What::start), exited(1s, 0)};
  for (const char* kind :
       {"sends_at_least", "sends_exactly", "waits_for_reply", "prints_replies"}) {
    const auto finding = on(kind, {silent});
    EXPECT_EQ(finding.outcome, Outcome::fails) << kind;
    EXPECT_EQ(finding.symptom, "nothing_sent") << kind;
  }
}

TEST(UdpClient, OneThatIgnoresItsArgumentsIsTold) {
  const Events elsewhere{asked_for(3), event(5s, "bystander", What::recv, "message 1"),
                         stopped(6s)};
  EXPECT_EQ(on("sends_at_least", {elsewhere}).symptom, "ignores_arguments");
}

TEST(SendsAtLeast, MoreAreEnoughAndFewerAreNot) {
  EXPECT_EQ(on("sends_at_least", {talk(3, 4) + Events{exited(9s, 0)}}).outcome, Outcome::holds);
  const auto finding = on("sends_at_least", {talk(3, 2) + Events{exited(9s, 0)}});
  EXPECT_EQ(finding.symptom, "one_too_few");
  EXPECT_THAT(finding.message, HasSubstr("asked for 3 messages and sent 2"));
  EXPECT_EQ(on("sends_at_least", {talk(3, 1) + Events{exited(9s, 0)}}).symptom, "sends_one");
  EXPECT_EQ(on("sends_at_least", {talk(5, 3) + Events{exited(9s, 0)}}).symptom, "too_few");
}

TEST(SendsAtLeast, EmptyDatagramsAreNoMessages) {
  Events events{asked_for(2), came(1s, ""), came(2s, ""), exited(3s, 0)};
  EXPECT_EQ(on("sends_at_least", {events}).symptom, "nothing_sent");
}

TEST(SendsAtLeast, OneThatIsStuckIsToldSoUnlessTheMachineWas) {
  EXPECT_EQ(on("sends_at_least", {talk(3, 2) + Events{stopped(9s)}}).symptom, "stuck");
  EXPECT_EQ(on("sends_at_least", {talk(3, 2) + Events{late(8s, 2s), stopped(9s)}}).outcome,
            Outcome::unclear);
}

TEST(SendsExactly, EmptyDatagramsDoNotCount) {
  EXPECT_EQ(on("sends_exactly", {talk(3, 3) + Events{came(4s, ""), exited(5s, 0)}}).outcome,
            Outcome::holds);
}

TEST(SendsExactly, OneTooManyIsShown) {
  const auto finding = on("sends_exactly", {talk(3, 4) + Events{exited(9s, 0)}});
  EXPECT_EQ(finding.symptom, "one_too_many");
  EXPECT_THAT(finding.actual, HasSubstr("message 4"));
}

TEST(SendsExactly, BothCountsMustBeRight) {
  EXPECT_EQ(on("sends_exactly", {good, talk(4, 4) + Events{exited(9s, 0)}}).outcome,
            Outcome::holds);
  const auto finding = on("sends_exactly", {good, talk(4, 3) + Events{exited(9s, 0)}});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "fixed_count");
  EXPECT_THAT(finding.message, HasSubstr("however many it is asked for"));
}

TEST(WaitsForReply, TheNextMessageBeforeTheReplyFails) {
  const auto finding =
      on("waits_for_reply", {{asked_for(2), came(1s, "one"), came(1005ms, "two"),
                              reply(1200ms, "r1"), reply(1300ms, "r2"), exited(2s, 0)}});
  EXPECT_EQ(finding.symptom, "sends_ahead");
  EXPECT_THAT(finding.message, HasSubstr("The 2nd message came 5 ms after the 1st"));
  EXPECT_THAT(finding.message, HasSubstr("200 ms"));
}

TEST(WaitsForReply, TheSameMessageAgainIsTold) {
  EXPECT_EQ(on("waits_for_reply", {{asked_for(2), came(1s, "one"), came(1100ms, "one"),
                                    reply(1200ms, "r1"), reply(1300ms, "r2"), exited(2s, 0)}})
                .symptom,
            "repeats");
}

TEST(WaitsForReply, AllAtOnceAreNoRepeatsThoughTheirTextIsOne) {
  const auto finding =
      on("waits_for_reply",
         {{asked_for(3), came(1s, "one"), came(1001ms, "one"), came(1002ms, "one"),
           reply(1200ms, "r1"), reply(1300ms, "r2"), reply(1400ms, "r3"), exited(2s, 0)}});
  EXPECT_EQ(finding.symptom, "all_at_once");
  EXPECT_THAT(finding.message, HasSubstr("All 3 messages were sent before the reply to the first"));
}

TEST(WaitsForReply, ALateMachineLeavesItOpen) {
  EXPECT_EQ(
      on("waits_for_reply", {{asked_for(2), came(1s, "one"), late(1500ms, 600ms), came(2s, "one"),
                              reply(2100ms, "r1"), reply(2200ms, "r2"), exited(3s, 0)}})
          .outcome,
      Outcome::unclear);
}

TEST(WaitsForReply, AnEmptyDatagramNeedsNoReply) {
  EXPECT_EQ(on("waits_for_reply", {talk(3, 3) + Events{came(4s, ""), exited(5s, 0)}}).outcome,
            Outcome::holds);
}

TEST(WaitsForReply, OneMessageAloneShowsNothing) {
  EXPECT_EQ(on("waits_for_reply", {talk(3, 1) + Events{exited(5s, 0)}}).outcome, Outcome::fails);
}

TEST(PrintsReplies, OneMissingFails) {
  Events events = talk(3, 3) + Events{exited(9s, 0)};
  std::erase_if(events, [](const Event& one) {
    return one.what == What::out && one.bytes == "Received: reply 2\n";
  });
  const auto finding = on("prints_replies", {events});
  EXPECT_EQ(finding.symptom, "some_missing");
  EXPECT_THAT(finding.message, HasSubstr("2 of 3 replies; the 2nd is missing"));
}

TEST(PrintsReplies, NothingPrintedIsTold) {
  Events events = talk(3, 3) + Events{exited(9s, 0)};
  std::erase_if(events, [](const Event& one) { return one.what == What::out; });
  EXPECT_EQ(on("prints_replies", {events}).symptom, "nothing_printed");
}

TEST(PrintsReplies, OneThatLeavesBeforeTheLastReplyIsTold) {
  Events events =
      talk(3, 2) + Events{came(3s, "message 3"), exited(3010ms, 0), reply(3200ms, "r3")};
  const auto finding = on("prints_replies", {events});
  EXPECT_EQ(finding.symptom, "left_early");
  EXPECT_THAT(finding.message, HasSubstr("the reply to its 3rd message"));
}

TEST(PrintsReplies, TheLastOneAloneMissingIsTold) {
  Events events = talk(3, 3) + Events{exited(9s, 0)};
  std::erase_if(events, [](const Event& one) {
    return one.what == What::out && one.bytes == "Received: reply 3\n";
  });
  EXPECT_EQ(on("prints_replies", {events}).symptom, "last_missing");
}

}  // namespace
}  // namespace viva::judge
