// Verdicts on written transcripts of greeting servers and of clients that are greeted.
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
  // Whatever a check says fails must be a symptom that its table names.
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

// A server under test ----------------------------------------------------------------------------

Events up() {
  return {event(0ms, "program", What::start),
          event(10ms, "program", What::listening, {},
                {{"protocol", "tcp"}, {"port", std::int64_t{9735}}, {"address", "0.0.0.0"}})};
}

Event connected(Duration t, std::string who) {
  return event(t, std::move(who), What::connect, {}, {{"port", std::int64_t{9735}}});
}
Event refused(Duration t, std::string who) {
  return event(t, std::move(who), What::connect, {},
               {{"port", std::int64_t{9735}}, {"error", "Connection refused"}});
}
Event heard(Duration t, std::string who, std::string bytes) {
  return event(t, std::move(who), What::recv, std::move(bytes));
}
Event closed(Duration t, std::string who) {
  return event(t, std::move(who), What::close, {}, {{"by", "program"}});
}
Event left(Duration t, std::string who) {
  return event(t, std::move(who), What::close, {}, {{"by", "peer"}});
}
Event reset(Duration t, std::string who, std::string by = "program") {
  return event(t, std::move(who), What::reset, {}, {{"by", std::move(by)}});
}
Event in_vain(Duration t, std::string who, std::string awaited, Duration after) {
  return event(t, std::move(who), What::timeout, {},
               {{"awaited", std::move(awaited)}, {"after", after}});
}
Event accepted(Duration t, std::string who) {
  return event(t, std::move(who), What::note, {}, {{"accepted", true}});
}
Event spoke(Duration t, std::string who) {
  return event(t, std::move(who), What::send, "hello\n");
}

const std::string hello = "Hello from server!";

Events greeted(Duration t, const std::string& who, const std::string& text = hello) {
  return {connected(t, who), heard(t + 1ms, who, text), closed(t + 2ms, who)};
}

Finding listens(Events events) {
  return judged("accepts", {}, {of(std::move(events))});
}
Finding greeting(Events events) {
  return judged("receives_exactly", {{"expect", hello}}, {of(std::move(events))});
}
Finding closes(Events events) {
  return judged("closes_after", {}, {of(std::move(events))});
}
Finding many(Events events) {
  return judged("serves_many", {{"in_turn", std::int64_t{2}}, {"at_once", std::int64_t{2}}},
                {of(std::move(events))});
}
Finding survives(Events events) {
  return judged("serves_after_reset", {{"resets", std::int64_t{2}}}, {of(std::move(events))});
}

TEST(Accepts, AGreetedClientHasBeenAccepted) {
  const auto finding = listens(up() + greeted(1s, "client:1"));
  EXPECT_EQ(finding.outcome, Outcome::holds);
  EXPECT_EQ(finding.proof, (std::vector<Pointer>{{0, 1}, {0, 2}, {0, 3}}));
}

TEST(Accepts, TheSocketTableShowsItWhenNothingIsSent) {
  EXPECT_EQ(listens(up() + Events{connected(1s, "client:1"), accepted(1100ms, "client:1"),
                                  in_vain(4s, "client:1", "greeting", 3s)})
                .outcome,
            Outcome::holds);
}

TEST(Accepts, AnEndWithoutAByteShowsItToo) {
  EXPECT_EQ(listens(up() + Events{connected(1s, "client:1"), closed(1100ms, "client:1")}).outcome,
            Outcome::holds);
}

TEST(Accepts, AConnectionInTheQueueIsNotAccepted) {
  const auto finding =
      listens(up() + Events{connected(1s, "client:1"), in_vain(4s, "client:1", "greeting", 3s),
                            left(4s, "client:1"), stopped(5s)});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "never_accepts");
  EXPECT_THAT(finding.message, HasSubstr("accept()"));
}

TEST(Accepts, AQueueThatDiesWithItsServerIsNotAccepted) {
  const auto finding = listens(
      up() + Events{connected(1s, "client:1"), reset(1100ms, "client:1"), exited(1200ms, 0)});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "ended");
  EXPECT_THAT(finding.message, HasSubstr("exit code 0"));
}

TEST(Accepts, ALateMachineLeavesItOpen) {
  EXPECT_EQ(listens(up() + Events{connected(1s, "client:1"), late(2s, 900ms),
                                  in_vain(4s, "client:1", "greeting", 3s), stopped(5s)})
                .outcome,
            Outcome::unclear);
}

Events not_listening(std::string why, Integers others) {
  return {event(0ms, "program", What::start), event(5s, "program", What::not_listening, {},
                                                    {{"protocol", "tcp"},
                                                     {"port", std::int64_t{9735}},
                                                     {"why", std::move(why)},
                                                     {"others", std::move(others)}})};
}

TEST(Accepts, TellsThatHtonsIsMissing) {
  const auto finding = listens(not_listening("other_port", {1830}));
  EXPECT_EQ(finding.symptom, "swapped_port");
  EXPECT_THAT(finding.message,
              HasSubstr("port 1830, which is 9735 with its bytes swapped: htons() is missing"));
}

TEST(Accepts, TellsWhichOtherPortItIs) {
  const auto finding = listens(not_listening("other_port", {8080, 8081}));
  EXPECT_EQ(finding.symptom, "other_port");
  EXPECT_THAT(finding.message, HasSubstr("8080 and 8081"));
  EXPECT_THAT(finding.message, HasSubstr("9735"));
}

TEST(Accepts, TellsHowAProgramEndedThatNeverListened) {
  const auto finding =
      listens(not_listening("exited", {}) +
              Events{event(5s, "program", What::err, "starting\nbind: Permission denied\n"),
                     exited(5s, 1)});
  EXPECT_EQ(finding.symptom, "ended");
  EXPECT_THAT(finding.message, HasSubstr("exit code 1 before it listened on port 9735"));
  EXPECT_THAT(finding.actual, HasSubstr("bind: Permission denied"));
  EXPECT_EQ(finding.proof.size(), 2U);

  const auto crash = listens(not_listening("exited", {}) + Events{killed(5s, "SIGSEGV")});
  EXPECT_EQ(crash.symptom, "crashed");
  EXPECT_THAT(crash.message, HasSubstr("SIGSEGV"));
}

TEST(Accepts, AProgramThatNeverListensHasHadItsTime) {
  const auto finding = listens(not_listening("timeout", {}) + Events{stopped(6s)});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "never_listens");
  EXPECT_THAT(finding.message, HasSubstr("5 s"));
  EXPECT_EQ(listens(not_listening("timeout", {}) + Events{late(4s, 2s), stopped(6s)}).outcome,
            Outcome::unclear);
}

TEST(Accepts, AListenerOnAnotherAddressIsNotReached) {
  Events events = up();
  events[1].more.set("address", "::1");
  const auto finding = listens(events + Events{refused(1s, "client:1"), stopped(2s)});
  EXPECT_EQ(finding.symptom, "other_address");
  EXPECT_THAT(finding.message, HasSubstr("::1"));
}

TEST(Accepts, AnEmptyTranscriptProvesNothing) {
  EXPECT_EQ(listens({}).outcome, Outcome::fails);
  EXPECT_EQ(listens(up()).outcome, Outcome::fails);
}

TEST(Greeting, TheExactTextHolds) {
  EXPECT_EQ(greeting(up() + greeted(1s, "client:1")).outcome, Outcome::holds);
}

TEST(Greeting, LineEndsAndBlanksBehindItDoNotCount) {
  EXPECT_EQ(greeting(up() + greeted(1s, "client:1", hello + " \r\n")).outcome, Outcome::holds);
}

TEST(Greeting, ComesInHoweverManyPieces) {
  Events events = up() + Events{connected(1s, "client:1")};
  Duration t = 1s;
  for (const char c : hello) events.push_back(heard(t += 100ms, "client:1", std::string(1, c)));
  events.push_back(closed(4s, "client:1"));
  EXPECT_EQ(greeting(events).outcome, Outcome::holds);
}

TEST(Greeting, BytesThatCameBeforeAResetCount) {
  EXPECT_EQ(greeting(up() + Events{connected(1s, "client:1"), heard(1001ms, "client:1", hello),
                                   reset(1002ms, "client:1")})
                .outcome,
            Outcome::holds);
}

TEST(Greeting, ATrailingNulIsNamed) {
  const auto finding = greeting(up() + greeted(1s, "client:1", hello + '\0'));
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "trailing_nul");
  EXPECT_THAT(finding.message, HasSubstr("1 NUL byte at its end"));
  EXPECT_THAT(finding.actual, HasSubstr("\\0"));
}

TEST(Greeting, AWholeBufferOfNulsIsCounted) {
  const auto finding =
      greeting(up() + greeted(1s, "client:1", hello + "\n" + std::string(1005, '\0')));
  EXPECT_EQ(finding.symptom, "trailing_nul");
  EXPECT_THAT(finding.message, HasSubstr("1005 NUL bytes"));
}

TEST(Greeting, TheCaseCounts) {
  const auto finding = greeting(up() + greeted(1s, "client:1", "hello from server!"));
  EXPECT_EQ(finding.symptom, "wrong_case");
}

TEST(Greeting, NamesHowItDiffers) {
  EXPECT_EQ(greeting(up() + greeted(1s, "client:1", "Hello fr")).symptom, "cut_short");
  EXPECT_EQ(greeting(up() + greeted(1s, "client:1", hello + hello)).symptom, "repeated");
  EXPECT_EQ(greeting(up() + greeted(1s, "client:1", hello + " Bye.")).symptom, "extra_bytes");
  EXPECT_EQ(greeting(up() + greeted(1s, "client:1", "> " + hello)).symptom, "extra_bytes");
  const auto other = greeting(up() + greeted(1s, "client:1", "Hello from client!"));
  EXPECT_EQ(other.symptom, "different");
  EXPECT_THAT(other.expected, HasSubstr("Hello from server!"));
  EXPECT_THAT(other.actual, HasSubstr("^"));
}

TEST(Greeting, NothingButLineEndsIsNoGreeting) {
  EXPECT_EQ(greeting(up() + greeted(1s, "client:1", "\r\n")).outcome, Outcome::fails);
}

Events speaks_first(std::string answer) {
  return up() + Events{connected(1s, "client:1"),
                       accepted(1100ms, "client:1"),
                       in_vain(4s, "client:1", "greeting", 3s),
                       spoke(4s, "client:1"),
                       heard(4001ms, "client:1", std::move(answer)),
                       closed(4002ms, "client:1"),
                       stopped(5s)};
}

TEST(Greeting, AServerThatWaitsForTheClientIsTold) {
  const auto finding = greeting(speaks_first(hello));
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "after_speaking");
  EXPECT_THAT(finding.message, HasSubstr("it waits for the client before it greets"));
}

TEST(Greeting, NothingWithinThreeSeconds) {
  const auto finding =
      greeting(up() + Events{connected(1s, "client:1"), accepted(2s, "client:1"),
                             in_vain(4s, "client:1", "greeting", 3s), spoke(4s, "client:1"),
                             in_vain(5s, "client:1", "greeting", 4s), stopped(6s)});
  EXPECT_EQ(finding.symptom, "nothing");
  EXPECT_EQ(greeting(up() + Events{connected(1s, "client:1"), late(2s, 1s),
                                   in_vain(4s, "client:1", "greeting", 3s)})
                .outcome,
            Outcome::unclear);
}

TEST(Greeting, ACloseWithoutAByteIsToldAsSuch) {
  const auto finding =
      greeting(up() + Events{connected(1s, "client:1"), closed(1001ms, "client:1"), stopped(2s)});
  EXPECT_EQ(finding.symptom, "nothing");
  EXPECT_THAT(finding.message, HasSubstr("closed before a single byte"));
}

TEST(Greeting, ACrashIsTold) {
  const auto finding = greeting(up() + Events{connected(1s, "client:1"), closed(1001ms, "client:1"),
                                              killed(1002ms, "SIGSEGV")});
  EXPECT_EQ(finding.symptom, "crashed");
  EXPECT_THAT(finding.message, HasSubstr("SIGSEGV"));
}

TEST(Greeting, TooLateIsAFailureUnlessTheMachineWasLate) {
  const Events slow = up() + Events{connected(1s, "client:1"), heard(5s, "client:1", hello),
                                    closed(5s, "client:1")};
  const auto finding = greeting(slow);
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "late");
  EXPECT_THAT(finding.message, HasSubstr("4 s"));
  EXPECT_EQ(greeting(up() + Events{connected(1s, "client:1"), late(3s, 500ms),
                                   heard(5s, "client:1", hello), closed(5s, "client:1")})
                .outcome,
            Outcome::unclear);
}

TEST(Closes, AnOrderlyEndAfterTheLastByteHolds) {
  EXPECT_EQ(closes(up() + greeted(1s, "client:1")).outcome, Outcome::holds);
  EXPECT_EQ(closes(up() + greeted(1s, "client:1", "something else")).outcome, Outcome::holds);
}

TEST(Closes, OpenForTwoSecondsIsForgotten) {
  const auto finding =
      closes(up() + Events{connected(1s, "client:1"), heard(1001ms, "client:1", hello),
                           in_vain(3001ms, "client:1", "end", 2001ms), left(3001ms, "client:1"),
                           stopped(4s)});
  EXPECT_EQ(finding.symptom, "stays_open");
  EXPECT_THAT(finding.message, HasSubstr("2 s after the last byte"));
}

TEST(Closes, AResetIsNoEnd) {
  const auto finding =
      closes(up() + Events{connected(1s, "client:1"), heard(1001ms, "client:1", hello),
                           reset(1002ms, "client:1")});
  EXPECT_EQ(finding.symptom, "resets");
}

TEST(Closes, AResetForTheSakeOfOurOwnWordsIsAnEnd) {
  EXPECT_EQ(closes(up() + Events{connected(1s, "client:1"), spoke(4s, "client:1"),
                                 heard(4500ms, "client:1", hello), reset(4501ms, "client:1")})
                .outcome,
            Outcome::holds);
}

TEST(Closes, AnEndWithoutAGreetingEarnsNothing) {
  const auto finding =
      closes(up() + Events{connected(1s, "client:1"), closed(1001ms, "client:1"), stopped(2s)});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "nothing");
}

TEST(Closes, AServerThatGreetsLateMayStillCloseWell) {
  EXPECT_EQ(closes(speaks_first(hello)).outcome, Outcome::holds);
}

TEST(Closes, AServerThatSendsWithoutEndIsTold) {
  const auto finding = closes(up() + Events{connected(1s, "client:1"),
                                            heard(2s, "client:1", std::string(70'000, 'x')),
                                            reset(2s, "client:1", "peer"), stopped(3s)});
  EXPECT_EQ(finding.symptom, "never_stops");
  EXPECT_THAT(finding.message, HasSubstr("70000 bytes"));
}

TEST(Closes, AServerThatDripsIsTold) {
  Events events = up() + Events{connected(1s, "client:1")};
  for (Duration t = 2s; t < 13s; t += 1s) events.push_back(heard(t, "client:1", "x"));
  const auto finding =
      closes(events + Events{in_vain(13s, "client:1", "the end of the stream", 12s), stopped(14s)});
  EXPECT_EQ(finding.symptom, "never_stops");
  EXPECT_THAT(finding.message, HasSubstr("11 bytes"));
}

Events five(const std::string& text = hello) {
  return greeted(1s, "client:1", text) + greeted(2s, "client:2", text) +
         greeted(3s, "client:3", text) +
         Events{connected(4s, "client:4"),       connected(4s, "client:5"),
                heard(4001ms, "client:5", text), heard(4002ms, "client:4", text),
                closed(4003ms, "client:5"),      closed(4003ms, "client:4")};
}

TEST(ServesMany, AllReceiveWhatTheFirstReceived) {
  EXPECT_EQ(many(up() + five()).outcome, Outcome::holds);
  EXPECT_EQ(many(up() + five("wrong, but always the same")).outcome, Outcome::holds);
}

TEST(ServesMany, OneClientAloneIsNotMany) {
  EXPECT_EQ(many(up() + greeted(1s, "client:1")).outcome, Outcome::fails);
  EXPECT_EQ(many(up() + greeted(1s, "client:1") + greeted(2s, "client:2")).outcome, Outcome::fails);
}

TEST(ServesMany, NothingForAllIsNotTheSameForAll) {
  const auto finding = many(up() + Events{connected(1s, "client:1"), closed(1001ms, "client:1")});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "nothing");
}

TEST(ServesMany, AServerThatEndsAfterOneClientIsTold) {
  const auto finding =
      many(up() + greeted(1s, "client:1") + Events{exited(1010ms, 0), refused(1020ms, "client:2")});
  EXPECT_EQ(finding.symptom, "ended");
  EXPECT_THAT(finding.message, HasSubstr("The 2nd client could not connect"));
  EXPECT_THAT(finding.message, HasSubstr("exit code 0"));
}

TEST(ServesMany, AServerThatTurnsToNobodyElseIsTold) {
  const auto finding =
      many(up() + greeted(1s, "client:1") +
           Events{connected(2s, "client:2"), in_vain(5s, "client:2", "greeting", 3s), stopped(6s)});
  EXPECT_EQ(finding.symptom, "unserved");
  EXPECT_THAT(finding.message, HasSubstr("The 2nd client received nothing within 3 s"));
}

TEST(ServesMany, OneOfThoseAtOnceLeftOutFails) {
  const auto finding = many(
      up() + greeted(1s, "client:1") + greeted(2s, "client:2") + greeted(3s, "client:3") +
      Events{connected(4s, "client:4"), connected(4s, "client:5"), heard(4001ms, "client:4", hello),
             closed(4001ms, "client:4"), in_vain(7s, "client:5", "greeting", 3s), stopped(8s)});
  EXPECT_EQ(finding.symptom, "unserved");
  EXPECT_THAT(finding.message, HasSubstr("Of 2 clients that connected at once, the 2nd"));
}

TEST(ServesMany, OtherBytesForALaterClientFail) {
  Events events = up() + five();
  for (Event& one : events) {
    if (one.who == "client:3" && one.what == What::recv) one.bytes = "Hello from";
  }
  const auto finding = many(events);
  EXPECT_EQ(finding.symptom, "differs");
  EXPECT_THAT(finding.message, HasSubstr("The 3rd client"));
}

Events two_resets() {
  return {connected(2s, "client:2"), reset(2s, "client:2", "peer"), connected(2s, "client:3"),
          heard(2001ms, "client:3", hello), reset(2s, "client:3", "peer")};
}

TEST(SurvivesReset, ALaterClientIsServed) {
  EXPECT_EQ(
      survives(up() + greeted(1s, "client:1") + two_resets() + greeted(3s, "client:4")).outcome,
      Outcome::holds);
}

TEST(SurvivesReset, AServerThatDiesOfItIsTold) {
  const auto finding = survives(up() + greeted(1s, "client:1") + two_resets() +
                                Events{killed(2002ms, "SIGPIPE"), refused(3s, "client:4")});
  EXPECT_EQ(finding.symptom, "crashed");
  EXPECT_THAT(finding.message, HasSubstr("SIGPIPE"));
  EXPECT_THAT(finding.message, HasSubstr("After 2 clients had reset"));
}

TEST(SurvivesReset, WithoutTheResetsItSaysNothing) {
  EXPECT_EQ(survives(up() + greeted(1s, "client:1") + greeted(3s, "client:2")).outcome,
            Outcome::fails);
  EXPECT_EQ(survives(up() + greeted(1s, "client:1") + two_resets()).outcome, Outcome::fails);
}

TEST(SurvivesReset, AHungServerIsTold) {
  const auto finding = survives(
      up() + greeted(1s, "client:1") + two_resets() +
      Events{connected(3s, "client:4"), in_vain(6s, "client:4", "greeting", 3s), stopped(7s)});
  EXPECT_EQ(finding.symptom, "unserved");
}

// A client under test ----------------------------------------------------------------------------

Event announced(const std::string& text) {
  return event(0ms, "server", What::note, text, {{"greeting", true}, {"port", std::int64_t{9735}}});
}
Event came(Duration t) {
  return event(t, "connection:1", What::accept, {}, {{"port", std::int64_t{9735}}});
}
Event told(Duration t, std::string text) {
  return event(t, "connection:1", What::send, std::move(text));
}
Event printed(Duration t, std::string text) {
  return event(t, "program", What::out, std::move(text));
}
Event complained(Duration t, std::string text) {
  return event(t, "program", What::err, std::move(text));
}

Events talk(const Strings& pieces, const Events& rest) {
  std::string whole;
  for (const auto& piece : pieces) whole += piece;
  Events events{announced(whole), event(0ms, "program", What::start), came(10ms)};
  Duration t = 10ms;
  for (const auto& piece : pieces) events.push_back(told(t += 300ms, piece));
  return events + rest;
}

Finding prints(std::vector<Events> trials) {
  std::vector<Transcript> transcripts;
  for (auto& trial : trials) transcripts.push_back(of(std::move(trial)));
  return judged("prints_received", {}, std::move(transcripts));
}

Finding printing(const Strings& pieces, std::string output) {
  return prints({talk(pieces, {printed(5s, std::move(output)), exited(5s, 0)})});
}

TEST(PrintsReceived, WhateverStandsAroundIt) {
  EXPECT_EQ(printing({"Guten Tag"}, "connecting...\nReceived: Guten Tag (9 bytes)\n").outcome,
            Outcome::holds);
  EXPECT_EQ(printing({"Guten Tag"}, "Guten Tag").outcome, Outcome::holds);
}

TEST(PrintsReceived, MayArriveInAnyChunksOfOutput) {
  EXPECT_EQ(
      prints({talk({"Guten Tag"}, {printed(1s, "Gut"), printed(2s, "en Tag\n"), exited(3s, 0)})})
          .outcome,
      Outcome::holds);
}

TEST(PrintsReceived, EveryScenarioCounts) {
  const auto finding = prints({talk({"one thing"}, {printed(1s, "one thing"), exited(1s, 0)}),
                               talk({"another"}, {printed(1s, "one thing"), exited(1s, 0)})});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.proof.front().transcript, 1U);
}

TEST(PrintsReceived, WithoutAConnectionNothingWasReceived) {
  const auto finding = prints({{announced("Guten Tag"), event(0ms, "program", What::start),
                                complained(1s, "connect: Connection refused\n"), exited(1s, 1)}});
  EXPECT_EQ(finding.symptom, "never_connects");
  EXPECT_THAT(finding.message, HasSubstr("port 9735"));
  EXPECT_THAT(finding.actual, HasSubstr("Connection refused"));
}

TEST(PrintsReceived, AClientThatIgnoresItsArgumentsIsTold) {
  const auto finding = prints(
      {{announced("Guten Tag"), event(0ms, "program", What::start),
        event(5s, "bystander", What::accept, {}, {{"port", std::int64_t{8080}}}), stopped(6s)}});
  EXPECT_EQ(finding.symptom, "ignores_arguments");
  EXPECT_THAT(finding.message, HasSubstr("port 8080, but it was told port 9735"));
}

TEST(PrintsReceived, NamesWhatIsWrong) {
  EXPECT_EQ(printing({"Guten Tag"}, "").symptom, "nothing_printed");
  EXPECT_EQ(printing({"Guten Tag"}, "Received!\n").symptom, "other_text");
  EXPECT_EQ(printing({"Guten Tag"}, "Received: Guten Morgen\n").symptom, "altered");
  EXPECT_EQ(printing({"Guten Tag"}, "Received: Guten").symptom, "cut_short");
  EXPECT_EQ(printing({"bis zu 5 %s Rabatt"}, "bis zu 5 (null) Rabatt\n").symptom, "format_string");
}

TEST(PrintsReceived, StandardErrorIsAnotherPlace) {
  const auto finding =
      prints({talk({"Guten Tag"}, {complained(1s, "Received: Guten Tag\n"), exited(1s, 0)})});
  EXPECT_EQ(finding.symptom, "on_stderr");
}

TEST(PrintsReceived, TheFirstPieceAlone) {
  const auto finding =
      printing({"one two three ", "four five ", "six"}, "Received: one two three \n");
  EXPECT_EQ(finding.symptom, "first_piece_only");
  EXPECT_THAT(finding.message, HasSubstr("14 bytes"));
  EXPECT_THAT(finding.message, HasSubstr("3 pieces"));
}

TEST(PrintsReceived, PiecesWithSomethingBetween) {
  EXPECT_EQ(printing({"one two three ", "four five ", "six"},
                     "Received: one two three \nReceived: four five \nReceived: six\n")
                .symptom,
            "pieces_apart");
}

TEST(PrintsReceived, WhatAnEarlierPieceLeftInTheBuffer) {
  EXPECT_EQ(printing({"one two three ", "four five ", "six"},
                     "one two three four five ree sixr five ree ")
                .symptom,
            "stale_bytes");
}

TEST(PrintsReceived, AHungClientIsToldSo) {
  const auto finding = prints({talk({"Guten Tag"}, {stopped(9s)})});
  EXPECT_EQ(finding.symptom, "hangs");
  EXPECT_THAT(finding.message, HasSubstr("end of the stream"));
}

TEST(PrintsReceived, ACrashIsTold) {
  const auto finding = prints({talk({"Guten Tag"}, {killed(1s, "SIGSEGV")})});
  EXPECT_EQ(finding.symptom, "crashed");
  EXPECT_THAT(finding.message, HasSubstr("SIGSEGV"));
}

TEST(PrintsReceived, WhatTheClientDidNotStayForIsMissing) {
  Events events{
      announced("one two three four"), event(0ms, "program", What::start),  came(10ms),
      told(20ms, "one two "),          printed(30ms, "Received: one two "), exited(40ms, 0)};
  const auto finding = prints({events});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "first_piece_only");
}

TEST(Connects, AConnectionHoldsAndNoneDoesNot) {
  EXPECT_EQ(judged("connects", {}, {of(talk({"x"}, {exited(1s, 0)}))}).outcome, Outcome::holds);
  EXPECT_EQ(judged("connects", {}, {of({announced("x"), exited(1s, 0)})}).outcome, Outcome::fails);
}

Finding refusal(Events events) {
  return judged("reports_refusal", {},
                {of(Events{event(0ms, "program", What::start)} + std::move(events))});
}

TEST(ReportsRefusal, AMessageAndACodeHold) {
  EXPECT_EQ(refusal({complained(1s, "connect: Connection refused\n"), exited(1s, 1)}).outcome,
            Outcome::holds);
  EXPECT_EQ(refusal({printed(1s, "no server there\n"), exited(1s, 255)}).outcome, Outcome::holds);
}

TEST(ReportsRefusal, CodeZeroSaysThatAllIsWell) {
  EXPECT_EQ(refusal({complained(1s, "connect: Connection refused\n"), exited(1s, 0)}).symptom,
            "exit_zero");
}

TEST(ReportsRefusal, SilenceIsNoReport) {
  EXPECT_EQ(refusal({exited(1s, 1)}).symptom, "silent");
  EXPECT_EQ(refusal({printed(1s, "\n"), exited(1s, 1)}).symptom, "silent");
}

TEST(ReportsRefusal, ASignalIsNoReport) {
  const auto finding =
      refusal({complained(1s, "terminate called after throwing\n"), killed(1s, "SIGABRT")});
  EXPECT_EQ(finding.symptom, "crashed");
}

TEST(ReportsRefusal, AHungClientFailsUnlessTheMachineHung) {
  EXPECT_EQ(refusal({stopped(6s)}).symptom, "hangs");
  EXPECT_EQ(refusal({late(3s, 1s), stopped(6s)}).outcome, Outcome::unclear);
}

TEST(ReportsRefusal, FiveSecondsAreTheBound) {
  EXPECT_EQ(refusal({complained(1s, "refused\n"), exited(4900ms, 1)}).outcome, Outcome::holds);
  EXPECT_EQ(refusal({complained(1s, "refused\n"), exited(5500ms, 1)}).symptom, "slow");
}

}  // namespace
}  // namespace viva::judge
