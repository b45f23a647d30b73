// Stories told from transcripts written out here.
#include "harness/report/story.hpp"

namespace {

using namespace viva;
using namespace viva::report;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

Event event(Duration t, std::string who, What what, std::string bytes = {}, Params more = {}) {
  return {t, std::move(who), what, std::move(bytes), std::move(more)};
}

Verdict verdict(std::vector<std::size_t> lines) {
  Verdict verdict;
  verdict.transcript = "transcripts/tcp_server/first.jsonl";
  for (const std::size_t line : lines) verdict.proof.push_back({"tcp_server", "first", line});
  return verdict;
}

Story told(std::vector<Event> events, const Verdict& verdict, const Telling& telling = {}) {
  Transcripts transcripts;
  transcripts[{"tcp_server", "first"}] = {"tcp_server", "first", std::move(events)};
  return tell(verdict, transcripts, telling);
}

std::vector<std::string> texts(const Story& story) {
  std::vector<std::string> all;
  for (const Step& step : story.steps) all.push_back(step.text);
  return all;
}

TEST(Story, ItEndsAtTheEventThatDecidedAndMarksIt) {
  const Story story = told(
      {
          event(0ms, "harness", What::trial),
          event(1ms, "program", What::start, {}, {{"arguments", Strings{"./tcp_server", "8123"}}}),
          event(5ms, "program", What::wrote, {}, {{"bytes", std::int64_t{7}}}),
          event(9ms, "program", What::listening, {},
                {{"protocol", "tcp"}, {"port", std::int64_t{8123}}}),
          event(10ms, "client:1", What::connect, {}, {{"port", std::int64_t{8123}}}),
          event(11ms, "client:1", What::recv, std::string("Hello!\0", 7)),
          event(12ms, "client:1", What::close, {}, {{"by", "program"}}),
          event(13ms, "harness", What::done),
      },
      verdict({6}));
  EXPECT_THAT(texts(story),
              ElementsAre("viva started your program: ./tcp_server 8123",
                          "your program listens on TCP port 8123",
                          "client 1 connected to port 8123", R"(client 1 received "Hello!\0")"));
  EXPECT_TRUE(story.steps.back().decisive);
  EXPECT_FALSE(story.steps.front().decisive);
  EXPECT_EQ(time_of(story.steps.back(), story), "0.011 s");
}

TEST(Story, WithoutAProofItIsToldToTheEnd) {
  const Story story =
      told({event(0ms, "program", What::start),
            event(2100ms, "program", What::exit, {}, {{"code", std::int64_t{1}}, {"by", "itself"}}),
            event(2101ms, "harness", What::done)},
           verdict({}));
  EXPECT_THAT(texts(story),
              ElementsAre("viva started your program", "your program ended with exit code 1"));
  EXPECT_EQ(time_of(story.steps.back(), story), "2.1 s");
}

TEST(Story, WithoutATranscriptThereIsNone) {
  EXPECT_EQ(tell(verdict({3}), {}), Story{});
  Verdict nowhere;
  EXPECT_EQ(tell(nowhere, {}), Story{});
  nowhere.transcript = ".jsonl";
  EXPECT_EQ(tell(nowhere, {}), Story{});
}

TEST(Story, AProofPastTheTranscriptsEndIsPassedOver) {
  EXPECT_THAT(told({event(0ms, "program", What::start)}, verdict({99})).steps, SizeIs(1));
}

TEST(Story, PiecesOfOneMessageAreOneStep) {
  const Story story = told(
      {event(0ms, "client:1", What::recv, "Hello "), event(10ms, "client:1", What::recv, "from "),
       event(20ms, "client:1", What::recv, "server!")},
      verdict({2}));
  EXPECT_THAT(texts(story), ElementsAre(R"(client 1 received "Hello from " in 2 pieces)"));
}

TEST(Story, DatagramsStayApart) {
  const Params from{{"from", std::int64_t{8081}}};
  EXPECT_THAT(texts(told({event(0ms, "client:1", What::recv, "one", from),
                          event(1ms, "client:1", What::recv, "two", from)},
                         verdict({}))),
              ElementsAre(R"(client 1 received "one")", R"(client 1 received "two")"));
}

TEST(Story, OutputThatComesLaterIsAStepOfItsOwn) {
  EXPECT_THAT(
      texts(told({event(0ms, "program", What::out, "1\n"), event(1s, "program", What::out, "2\n")},
                 verdict({}))),
      ElementsAre(R"(your program printed "1\n")", R"(your program printed "2\n")"));
}

TEST(Story, ManyClientsThatDoTheSameAreFolded) {
  std::vector<Event> events{event(0ms, "program", What::start)};
  for (int client = 1; client <= 12; ++client) {
    const std::string who = "client:" + std::to_string(client);
    const Duration t = client * 100ms;
    events.push_back(event(t, who, What::connect, {}, {{"port", std::int64_t{8123}}}));
    if (client < 12) events.push_back(event(t + 1ms, who, What::recv, "Hello"));
    events.push_back(event(t + 60ms, who, What::close, {}, {{"by", "program"}}));
  }
  const Story story = told(events, verdict({events.size()}));
  EXPECT_THAT(
      texts(story),
      ElementsAre("viva started your program", "client 1 connected to port 8123",
                  R"(client 1 received "Hello")", "your program closed the connection to client 1",
                  "the same with clients 2 to 11, until 1.2 s", "client 12 connected to port 8123",
                  "your program closed the connection to client 12"));
  EXPECT_EQ(story.steps[4].stands_for, 30U);
}

TEST(Story, AllTimesOfOneStoryHaveOnePrecision) {
  std::vector<Event> events{event(0ms, "program", What::start)};
  for (int client = 1; client <= 6; ++client) {
    events.push_back(event(client * 20ms, "client:" + std::to_string(client), What::connect, {},
                           {{"port", std::int64_t{8123}}}));
  }
  const Story story = told(events, verdict({}));
  EXPECT_THAT(story.steps[2].text, HasSubstr("the same with clients 2 to 6, until 0.120 s"));
}

TEST(Story, WhatTheKernelClosedWasNotClosedByTheProgram) {
  const Params by_program{{"by", "program"}};
  const std::vector<Event> events{
      event(0ms, "program", What::start), event(1ms, "client:1", What::close, {}, by_program),
      event(900ms, "client:2", What::close, {}, by_program),
      event(901ms, "program", What::exit, {}, {{"signal", "SIGSEGV"}, {"by", "itself"}})};
  EXPECT_THAT(
      texts(told(events, verdict({4}))),
      ElementsAre("viva started your program", "your program closed the connection to client 1",
                  "the connection of client 2 ended", "your program was ended by SIGSEGV"));
}

TEST(Story, WhatDecidedIsNeverFoldedNorCut) {
  std::vector<Event> events{event(0ms, "program", What::start)};
  for (int line = 1; line <= 300; ++line) {
    events.push_back(event(line * 100ms, "program", line % 2 == 0 ? What::out : What::err,
                           std::to_string(line)));
    if (line % 7 == 0) events.push_back(event(line * 100ms, "client:1", What::send, "x"));
  }
  const Story story = told(events, verdict({40, 41, events.size()}));
  EXPECT_LE(story.steps.size(), 12U);
  EXPECT_EQ(std::count_if(story.steps.begin(), story.steps.end(),
                          [](const Step& step) { return step.decisive; }),
            3);
  EXPECT_TRUE(story.steps.back().decisive);
  EXPECT_EQ(story.steps.front().text, "viva started your program");
}

TEST(Story, ALongListOfProofsIsMarkedAtItsEnds) {
  std::vector<Event> events;
  std::vector<std::size_t> lines;
  for (std::size_t i = 1; i <= 50; ++i) {
    events.push_back(event(i * 1s, "program", What::out, std::to_string(i)));
    lines.push_back(i);
  }
  const Story story = told(events, verdict(lines));
  EXPECT_THAT(story.steps, SizeIs(5));
  EXPECT_THAT(story.steps[1].text, HasSubstr("46 more like this"));
}

TEST(Story, ThreadsAndNotesAreToldOnlyWhereTheyDecide) {
  const std::vector<Event> events{
      event(0ms, "program", What::threads, {},
            {{"pid", std::int64_t{2}}, {"tids", Integers{2, 3}}}),
      event(1ms, "client:1", What::note, {}, {{"round", std::int64_t{4}}}),
      event(1ms, "client:1", What::note, {}, {{"accepted", true}}),
      event(2ms, "program", What::threads, {}, {{"pid", std::int64_t{2}}, {"tids", Integers{2}}})};
  EXPECT_THAT(texts(told(events, verdict({}))), ElementsAre());
  EXPECT_THAT(texts(told(events, verdict({1, 2, 3, 4}))),
              ElementsAre("a process of your program has 2 threads",
                          "your program accepted the connection of client 1",
                          "a process of your program has 1 thread"));
}

TEST(Story, WhatAStudentsBytesSayStaysQuotedOnOneLine) {
  const Story story =
      told({event(0ms, "program", What::out, "a\x1b[2J\nFAKE: all passed\xff")}, verdict({}));
  EXPECT_THAT(texts(story),
              ElementsAre(R"(your program printed "a\x1b[2J\nFAKE: all passed\xff")"));
}

TEST(Sentence, EveryKindOfEventIsToldOrLeftOutWithoutItsFields) {
  for (const EventInfo& info : event_kinds()) {
    const std::string text = sentence_of(event(0ms, "client:1", info.what));
    EXPECT_EQ(text.find('\n'), std::string::npos) << info.name;
  }
}

TEST(Sentence, ALimitSaysWhatWasTooMuch) {
  const auto limit = [](const char* name, const char* value) {
    return sentence_of(event(0ms, "program", What::limit, {}, {{"name", name}, {"value", value}}));
  };
  EXPECT_EQ(limit("processes", "128"),
            "your program had more than 128 processes and threads at a time");
  EXPECT_EQ(limit("output", "1048576 bytes"),
            "your program printed more than 1 MB; viva stopped reading there");
}

TEST(Sentence, NotesSayWhatAStudentCanUseOrNothing) {
  const auto note = [](std::string who, Params more) {
    return sentence_of(event(0ms, std::move(who), What::note, {}, std::move(more)));
  };
  EXPECT_EQ(note("harness",
                 {{"name", "accepted"}, {"clients", std::int64_t{1}}, {"of", std::int64_t{3}}}),
            "your program has accepted 1 of 3 clients");
  EXPECT_EQ(note("server", {{"about", "end"}, {"why", "silent"}, {"all_answered", false}}),
            "nothing more came from your program");
  EXPECT_EQ(note("server", {{"greeting", true}, {"port", std::int64_t{7623}}}), "");
  EXPECT_EQ(note("network", {{"probed", Integers{8000, 8003, 8010, 8010}}}),
            "your program tried to connect to the ports 8000 to 8003, 8010");
}

TEST(Sentence, ABystanderIsAnotherPort) {
  EXPECT_EQ(sentence_of(event(0ms, "bystander", What::accept, {}, {{"port", std::int64_t{8080}}})),
            "your program connected to port 8080 instead");
}

TEST(Sentence, AnOtherPortIsNamed) {
  EXPECT_EQ(sentence_of(event(0ms, "program", What::not_listening, {},
                              {{"protocol", "tcp"},
                               {"port", std::int64_t{8080}},
                               {"why", "other_port"},
                               {"others", Integers{36895}}})),
            "your program listens on port 36895, not on TCP port 8080");
}

TEST(Sentence, TheEndOfAProgramSaysWhoEndedIt) {
  const auto end = [](Params more) {
    return sentence_of(event(0ms, "program", What::exit, {}, std::move(more)));
  };
  EXPECT_EQ(end({{"code", std::int64_t{0}}, {"by", "itself"}}),
            "your program ended with exit code 0");
  EXPECT_EQ(end({{"signal", "SIGSEGV"}, {"by", "itself"}}), "your program was ended by SIGSEGV");
  EXPECT_EQ(end({{"signal", "SIGTERM"}, {"by", "SIGTERM"}}),
            "your program was ended by SIGTERM from viva");
  EXPECT_EQ(end({{"signal", "SIGKILL"}, {"by", "limit"}}),
            "your program was ended by viva for that");
}

}  // namespace
