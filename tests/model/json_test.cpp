// What is written is read back equal; what is malformed is refused with a reason.
#include "harness/model/json.hpp"

#include "harness/model/trouble.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace viva {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using testing::HasSubstr;

/// The reason for which `read` refuses; "" when it does not.
template <class Read>
std::string refusal(Read read) {
  try {
    read();
    return {};
  } catch (const Trouble& trouble) {
    return trouble.what();
  }
}

Event event(Duration t, std::string who, What what, std::string bytes = {}, Params more = {}) {
  return {.t = t,
          .who = std::move(who),
          .what = what,
          .bytes = std::move(bytes),
          .more = std::move(more)};
}

std::string random_bytes(std::mt19937_64& random, std::size_t length_max) {
  std::string bytes(random() % (length_max + 1), '\0');
  const bool ascii = random() % 2 == 0;
  for (char& byte : bytes) byte = static_cast<char>(ascii ? ' ' + random() % 95 : random());
  return bytes;
}

Value random_value(std::mt19937_64& random) {
  switch (random() % 9) {
    case 0:
      return random() % 2 == 0;
    case 1:
      return static_cast<std::int64_t>(random());
    case 2:
      return static_cast<double>(static_cast<std::int64_t>(random())) / 1024;
    case 3:
      return random_bytes(random, 20);
    case 4:
      return Duration{static_cast<std::int64_t>(random())};
    case 5:
      return Integers(random() % 4, static_cast<std::int64_t>(random()));
    case 6:
      return Strings(random() % 4, random_bytes(random, 5));
    case 7:
      return static_cast<double>(random() % 10);
    default:
      return std::numeric_limits<double>::infinity();
  }
}

TEST(ToLine, WritesTimeWhoWhatBytesAndFieldsInThisOrder) {
  const Event seen =
      event(1234567us, "client:2", What::recv, "Hello\n", {{"from", std::int64_t{8080}}});
  EXPECT_EQ(to_line(seen),
            R"({"t":1.234567,"who":"client:2","what":"recv","bytes":"Hello\n","from":8080})");
}

TEST(ToLine, LeavesOutEmptyBytesAndKeepsSixDecimals) {
  EXPECT_EQ(to_line(event(0us, "harness", What::done)),
            R"({"t":0.000000,"who":"harness","what":"done"})");
  EXPECT_EQ(to_line(event(-5us, "harness", What::done)),
            R"({"t":-0.000005,"who":"harness","what":"done"})");
}

TEST(ToLine, WritesBytesThatAreNoTextAsBase64) {
  EXPECT_EQ(to_line(event(0us, "program", What::out, "\xff\xfe")),
            R"({"t":0.000000,"who":"program","what":"stdout","base64":"//4="})");
}

TEST(ToLine, KeepsAFieldNamedLikeItsOwnKeysApart) {
  const Event seen = event(0us, "program", What::wrote, "",
                           {{"bytes", std::int64_t{40}}, {"tid", std::int64_t{7}}});
  EXPECT_EQ(to_line(seen),
            R"({"t":0.000000,"who":"program","what":"wrote","more":{"bytes":40},"tid":7})");
  EXPECT_EQ(read_line(to_line(seen)), seen);
}

TEST(ToLine, MarksTheTypesThatJsonLacks) {
  const Params more = {{"a", Duration{1500}}, {"b", 2.0},       {"c", std::int64_t{2}},
                       {"d", Integers{}},     {"e", Strings{}}, {"f", Strings{"x"}},
                       {"g", "\xff"s},        {"h", true}};
  EXPECT_EQ(to_line(event(0us, "p", What::note, "", more)),
            R"({"t":0.000000,"who":"p","what":"note","a":{"us":1500},"b":2.0,"c":2,"d":[],)"
            R"("e":{"strings":[]},"f":["x"],"g":{"base64":"/w=="},"h":true})");
}

TEST(ReadLine, GivesBackWhatToLineWrote) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 2000; ++round) {
    Event sent = event(Duration{static_cast<std::int64_t>(random() % 1'000'000'000'000'000)},
                       random_bytes(random, 6), static_cast<What>(random() % event_kinds().size()),
                       random_bytes(random, 40));
    for (std::uint64_t count = random() % 4; count > 0; --count) {
      sent.more.set(std::string(1, static_cast<char>('a' + random() % 26)), random_value(random));
    }
    if (random() % 4 == 0) sent.more.set("bytes", random_value(random));
    const std::string line = to_line(sent);
    EXPECT_EQ(line.find('\n'), std::string::npos);
    EXPECT_EQ(read_line(line), sent) << line;
  }
}

TEST(ReadLine, KeepsTheLargestNumbers) {
  const Params more = {{"least", std::numeric_limits<std::int64_t>::min()},
                       {"most", std::numeric_limits<std::int64_t>::max()},
                       {"tiny", std::numeric_limits<double>::denorm_min()},
                       {"huge", std::numeric_limits<double>::max()},
                       {"third", 1.0 / 3}};
  const Event sent = event(0us, "p", What::note, "", more);
  EXPECT_EQ(read_line(to_line(sent)), sent);
}

TEST(ReadLine, SaysWhatIsWrong) {
  const auto reason = [](std::string_view line) { return refusal([line] { read_line(line); }); };
  EXPECT_EQ(reason(""), "no JSON: at byte 1");
  EXPECT_EQ(reason("{"), "no JSON: at byte 2");
  EXPECT_EQ(reason("[]"), "`event` is no object");
  EXPECT_EQ(reason("{}"), "`event.t` is missing");
  EXPECT_EQ(reason(R"({"t":"0"})"), "`event.t` is no number");
  EXPECT_EQ(reason(R"({"t":1e300})"), "`event.t` is no time of a trial");
  EXPECT_EQ(reason(R"({"t":1e999})"), "no JSON: a number that is too large");
  EXPECT_EQ(reason(R"({"t":0,"who":1})"), "`event.who` is no text");
  EXPECT_EQ(reason(R"({"t":0,"who":"p","what":"dance"})"), "no event is called `dance`");
  EXPECT_EQ(reason(R"({"t":0,"who":"p","what":"note","bytes":1})"), "`event.bytes` is no text");
  EXPECT_EQ(reason(R"({"t":0,"who":"p","what":"note","base64":"a"})"), "base64 of a wrong length");
  EXPECT_EQ(reason(R"({"t":0,"who":"p","what":"note","base64":"a=bc"})"),
            "base64 with a foreign letter");
  EXPECT_EQ(reason(R"({"t":0,"who":"p","what":"note","x":null})"),
            "`event.x` is no value of a field");
  EXPECT_EQ(reason(R"({"t":0,"who":"p","what":"note","x":{"us":1.5}})"),
            "`event.x` is no value of a field");
  EXPECT_EQ(reason(R"({"t":0,"who":"p","what":"note","x":[1,"a"]})"),
            "`event.x` is a list of unlike things");
  EXPECT_EQ(reason(R"({"t":0,"who":"p","what":"note","x":[1,2.5]})"),
            "`event.x` is a list of unlike things");
  EXPECT_EQ(reason(R"({"t":0,"who":"p","what":"note","more":1})"), "`event.more` is no object");
}

TEST(ReadLine, SurvivesDeepNesting) {
  const std::string deep = std::string(100'000, '[');
  EXPECT_THAT(refusal([&] { read_line(deep); }), HasSubstr("no JSON"));
  const std::string closed =
      R"({"t":0,"who":"p","what":"note","x":)" + deep + std::string(100'000, ']') + "}";
  EXPECT_EQ(refusal([&] { read_line(closed); }), "`event.x` is a list of unlike things");
}

Transcript small_transcript() {
  const Params opening = {{"schema", std::string(transcript_schema)},
                          {"exercise", "threads"s},
                          {"scenario", "run"s},
                          {"seed", std::int64_t{1}}};
  return {"threads",
          "run",
          {event(0us, "harness", What::trial, "", opening),
           event(5us, "program", What::out, "Thread 1: 1\n"), event(9us, "harness", What::done)}};
}

TEST(ATranscript, IsReadBackWhole) {
  EXPECT_EQ(read_transcript(to_jsonl(small_transcript())), small_transcript());
}

TEST(ATranscript, OpensWithItsSchemaAndItsName) {
  Transcript bare = small_transcript();
  bare.events.front().more = {};
  EXPECT_EQ(
      to_jsonl(bare),
      "{\"t\":0.000000,\"who\":\"harness\",\"what\":\"trial\",\"exercise\":\"threads\","
      "\"scenario\":\"run\","
      "\"schema\":\"viva/transcript@1\"}\n"
      "{\"t\":0.000005,\"who\":\"program\",\"what\":\"stdout\",\"bytes\":\"Thread 1: 1\\n\"}\n"
      "{\"t\":0.000009,\"who\":\"harness\",\"what\":\"done\"}\n");
  EXPECT_EQ(to_jsonl({"threads", "run", {}}),
            "{\"t\":0.000000,\"who\":\"harness\",\"what\":\"trial\",\"exercise\":\"threads\","
            "\"scenario\":\"run\","
            "\"schema\":\"viva/transcript@1\"}\n");
}

TEST(ReadTranscript, NamesTheLineThatIsWrong) {
  const auto reason = [](const std::string& text) {
    return refusal([&] { read_transcript(text); });
  };
  const std::string good = to_jsonl(small_transcript());
  EXPECT_EQ(reason(""), "an empty transcript");
  EXPECT_EQ(reason(good + "{\"t\":0.1,\"who"), "line 4: no JSON: at byte 14");
  EXPECT_EQ(reason(good + "\n"), "line 4: no JSON: at byte 1");
  EXPECT_EQ(reason(good.substr(good.find('\n') + 1)), "line 1: the first event is not `trial`");
  EXPECT_EQ(reason(R"({"t":0,"who":"harness","what":"trial"})"),
            "line 1: the event `trial` lacks `schema`");
}

TEST(ReadTranscript, RefusesANewerSchema) {
  std::string text = to_jsonl(small_transcript());
  text.replace(text.find("transcript@1"), 12, "transcript@2");
  EXPECT_EQ(refusal([&] { read_transcript(text); }),
            "line 1: written by another version of viva: `viva/transcript@2`, this one reads "
            "`viva/transcript@1`");
  text.replace(text.find("viva/transcript@2"), 17, "something");
  EXPECT_EQ(refusal([&] { read_transcript(text); }), "line 1: no `viva/transcript@1`");
}

TEST(ReadTranscript, AcceptsALastLineWithoutItsNewline) {
  std::string text = to_jsonl(small_transcript());
  text.pop_back();
  EXPECT_EQ(read_transcript(text), small_transcript());
}

TEST(Params, AreReadBackEqual) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 500; ++round) {
    Params params;
    for (int count = 0; count < 5; ++count)
      params.set("name" + std::to_string(count), random_value(random));
    EXPECT_EQ(params_from_json(to_json(params)), params);
    const Value value = random_value(random);
    EXPECT_EQ(value_from_json(to_json(value)), value);
  }
}

TEST(AScenario, IsReadBackEqual) {
  Scenario scenario{.id = "first",
                    .peer = {"tcp_client", {{"in_turn", std::int64_t{11}}, {"text", "\xff"s}}},
                    .time_limit = 12s,
                    .variant = BuildVariant::thread_sanitizer,
                    .load = Load::computes,
                    .lasts = 6s,
                    .sample = 10ms,
                    .limits = {.wall = 12s, .memory_bytes = 3, .events = 5}};
  EXPECT_EQ(scenario_from_json(to_json(scenario)), scenario);
  scenario.sample = std::nullopt;
  EXPECT_EQ(scenario_from_json(to_json(scenario)), scenario);
}

TEST(AProgramAndABuild, AreReadBackEqual) {
  const Program program{.name = "p", .arguments = {"{port}", "\xff"}, .kind = ProgramKind::server};
  EXPECT_EQ(program_from_json(to_json(program)), program);
  const Build build{.status = BuildStatus::timeout,
                    .variant = BuildVariant::thread_sanitizer,
                    .language = "C",
                    .digest = "abc",
                    .folder = "/somewhere/\xff",
                    .command = {"python3", "{folder}/a.py"},
                    .seconds = 0.25,
                    .cached = true,
                    .diagnostics = "error: \x80",
                    .why = "because"};
  EXPECT_EQ(build_from_json(to_json(build)), build);
}

TEST(Jobs, AreRefusedWithTheKeyThatIsWrong) {
  EXPECT_EQ(refusal([] { limits_from_json("{}"); }), "`limits.wall` is missing");
  EXPECT_EQ(refusal([] { program_from_json(R"({"name":"p","arguments":[],"kind":"dancer"})"); }),
            "`program.kind` has an unknown value");
  EXPECT_EQ(refusal([] { scenario_from_json(R"({"id":"s","peer":[]})"); }),
            "`scenario.peer` is no object");
  EXPECT_EQ(refusal([] { build_from_json("7"); }), "`build` is no object");
}

Grade small_grade() {
  Build build;
  build.status = BuildStatus::ok;
  build.language = "C++";
  build.digest = "d";
  build.seconds = 0.6;
  Verdict verdict{.id = "numbers",
                  .title = "prints 1 to 5",
                  .status = VerdictStatus::fail,
                  .score = 0,
                  .max_score = 2,
                  .bonus = false,
                  .visibility = Visibility::hidden,
                  .symptom = "missing",
                  .message = "the 5 is missing",
                  .expected = "5",
                  .actual = "4",
                  .hint = "count to 5",
                  .transcript = "transcripts/threads/run.jsonl",
                  .proof = {{"threads", "run", 7}},
                  .unclear = true};
  ExerciseGrade exercise{.id = "threads",
                         .title = "Two threads",
                         .status = ExerciseStatus::graded,
                         .why = "",
                         .score = 8,
                         .max_score = 10,
                         .bonus = 0.5,
                         .pending = 1,
                         .build = build,
                         .checks = {verdict},
                         .hidden_checks = 3};
  return {.assignment_id = "np",
          .assignment_title = "Networks",
          .assignment_digest = "aa",
          .submission_id = "s1",
          .submission_name = "Jane",
          .submission_digest = "bb",
          .seed = std::numeric_limits<std::uint64_t>::max(),
          .isolation = "namespaces",
          .weaker = {"memory was watched, not bounded"},
          .score = 93,
          .max_score = 100,
          .bonus = 2,
          .pending = 4,
          .exercises = {exercise}};
}

TEST(AGrade, IsReadBackEqual) {
  EXPECT_EQ(read_grade(to_json(small_grade())), small_grade());
}

TEST(AGrade, IsWrittenInTheFormOfResultJson) {
  const std::string text = to_json(small_grade());
  EXPECT_THAT(text,
              testing::StartsWith(
                  "{\n  \"schema\": \"viva/result@1\",\n  \"assignment\": {\n    \"id\": \"np\""));
  EXPECT_THAT(text, HasSubstr("\"score\": 93.0,\n"));
  EXPECT_THAT(text, HasSubstr("\"visibility\": \"hidden\""));
  EXPECT_THAT(text, testing::EndsWith("}\n"));
}

TEST(AGrade, HoldsOnlyValidText) {
  Grade grade = small_grade();
  grade.submission_name = "J\xffne";
  EXPECT_EQ(read_grade(to_json(grade)).submission_name, "J\xef\xbf\xbdne");
}

TEST(AGrade, IsReadWithoutTheFieldsThatCameLater) {
  const Grade grade = read_grade(R"({"schema":"viva/result@1",
      "assignment":{"id":"a","title":"t","digest":"d"},"submission":{"id":"s","name":"n","digest":"d"},
      "seed":1,"score":1,"max_score":2,"bonus":0,"pending":0,"exercises":[
        {"id":"e","status":"missing","score":0,"max_score":2,"bonus":0,
         "build":{"status":"missing","seconds":0,"cached":false,"diagnostics":""},"checks":[]}]})");
  EXPECT_EQ(grade.exercises.at(0).status, ExerciseStatus::missing);
  EXPECT_EQ(grade.score, 1.0);
}

TEST(ReadGrade, SaysWhatIsWrong) {
  const auto reason = [](const std::string& text) { return refusal([&] { read_grade(text); }); };
  EXPECT_EQ(reason("{}"), "`result.schema` is missing");
  EXPECT_EQ(reason(R"({"schema":"viva/result@2"})"),
            "written by another version of viva: `viva/result@2`, this one reads `viva/result@1`");
  EXPECT_EQ(reason(R"({"schema":"viva/result@1"})"), "`result.assignment` is missing");
  std::string text = to_json(small_grade());
  text.replace(text.find("\"fail\""), 6, "\"flew\"");
  EXPECT_EQ(reason(text), "`result.exercises[0].checks[0].status` has an unknown value");
}

}  // namespace
}  // namespace viva
