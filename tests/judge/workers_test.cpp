#include "harness/judge/judge.hpp"

#include <algorithm>
#include <map>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t main_pid = 100;

/// A run that is told step by step; events are put in the order of their times at the end.
class Story {
 public:
  Story() { add(0ms, What::start); }

  Story& out(Duration t, std::string bytes) {
    add(t, What::out, std::move(bytes));
    return *this;
  }
  Story& late(Duration t, Duration by) {
    add(t, What::late, {}, {{"by", by}});
    return *this;
  }
  Story& threads(Duration t, Integers tids, std::int64_t pid = main_pid) {
    add(t, What::threads, {}, {{"pid", pid}, {"tids", std::move(tids)}});
    return *this;
  }
  Story& processes(Duration t, Integers pids) {
    add(t, What::processes, {}, {{"pids", std::move(pids)}, {"main", main_pid}});
    return *this;
  }
  Story& wrote(Duration t, std::int64_t tid, std::int64_t pid = main_pid) {
    add(t, What::wrote, {}, {{"pid", pid}, {"tid", tid}, {"bytes", std::int64_t{t.count()}}});
    return *this;
  }
  Story& ended(Duration t, std::int64_t code = 0) {
    add(t, What::exit, {}, {{"code", code}, {"by", "itself"}});
    return *this;
  }

  Story& killed(Duration t, const char* signal) {
    add(t, What::exit, {}, {{"signal", signal}, {"by", "itself"}});
    return *this;
  }

  /// Lines of one worker, `step` apart, written by `tid`.
  Story& counts(const std::string& label, Duration from, Duration step, std::int64_t tid,
                Integers numbers = {1, 2, 3, 4, 5}) {
    for (const std::int64_t number : numbers) {
      out(from, label + ": " + std::to_string(number) + "\n").wrote(from + 2ms, tid);
      from += step;
    }
    return *this;
  }

  [[nodiscard]] Transcript told() const {
    Transcript transcript{"threads", "run", events_};
    std::stable_sort(transcript.events.begin(), transcript.events.end(),
                     [](const Event& one, const Event& other) { return one.t < other.t; });
    return transcript;
  }

 private:
  void add(Duration t, What what, std::string bytes = {}, Params more = {}) {
    events_.push_back({t, "program", what, std::move(bytes), std::move(more)});
  }

  std::vector<Event> events_;
};

Finding judged(std::string_view name, const Transcript& transcript, const Params& given = {}) {
  const auto& kinds = check_kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                 [&](const CheckKind& row) { return row.info.name == name; });
  Params params;
  for (const ParameterInfo& parameter : kind->info.parameters) {
    if (parameter.otherwise) params.set(parameter.name, *parameter.otherwise);
  }
  for (const auto& [key, value] : given.all()) params.set(key, value);
  const Finding finding = kind->judge(Evidence{params, {&transcript}});
  const auto& symptoms = kind->info.symptoms;
  const bool known = std::any_of(symptoms.begin(), symptoms.end(),
                                 [&](const SymptomInfo& it) { return it.name == finding.symptom; });
  EXPECT_TRUE(known || finding.symptom.empty()) << finding.symptom;
  EXPECT_TRUE(finding.outcome != Outcome::fails || !finding.message.empty());
  return finding;
}

Finding judged(std::string_view name, const Story& story, const Params& given = {}) {
  return judged(name, story.told(), given);
}

/// Two threads side by side, five seconds, as in the lecture.
Story right_threads_without_end() {
  Story story;
  story.processes(1ms, {100}).threads(1ms, {100}).threads(6ms, {100, 101, 102});
  story.counts("Thread 1", 6ms, 1000ms, 101).counts("Thread 2", 7ms, 1000ms, 102);
  story.threads(5010ms, {100}).out(5011ms, "Total time: 5.00 seconds\n");
  return story;
}
Story right_threads() {
  return right_threads_without_end().ended(5013ms);
}

/// Two children side by side.
Story right_processes() {
  Story story;
  story.processes(1ms, {100}).threads(1ms, {100}).processes(6ms, {100, 201, 202});
  story.threads(6ms, {201}, 201).threads(6ms, {202}, 202);
  for (Duration t = 7ms; t < 5s; t += 1000ms) {
    const std::string number = std::to_string(t / 1s + 1);
    story.out(t, "Process 1: " + number + "\n").wrote(t + 2ms, 201, 201);
    story.out(t + 1ms, "Process 2: " + number + "\n").wrote(t + 3ms, 202, 202);
  }
  story.processes(5010ms, {100}).out(5011ms, "Total time: 5.00 seconds\n").ended(5013ms);
  return story;
}

/// join() before the second thread is started.
Story sequential_threads() {
  Story story;
  story.processes(1ms, {100}).threads(1ms, {100}).threads(6ms, {100, 101});
  story.counts("Thread 1", 6ms, 1000ms, 101);
  story.threads(5010ms, {100}).threads(5015ms, {100, 102});
  story.counts("Thread 2", 5015ms, 1000ms, 102);
  story.threads(10020ms, {100}).out(10021ms, "Total time: 10.01 seconds\n").ended(10025ms);
  return story;
}

const Params as_process{{"noun", "process"}};

// --- all of them -----------------------------------------------------------------------

TEST(Workers, ARightProgramPassesEverything) {
  for (const char* kind : {"worker_lines", "worker_numbers", "workers_overlap", "worker_pace",
                           "threads_used", "reported_time"}) {
    const auto finding = judged(kind, right_threads());
    EXPECT_EQ(finding.outcome, Outcome::holds) << kind << ": " << finding.message;
    EXPECT_FALSE(finding.proof.empty()) << kind;
  }
  for (const char* kind : {"worker_lines", "worker_numbers", "workers_overlap", "worker_pace",
                           "processes_used", "reported_time"}) {
    const auto finding = judged(kind, right_processes(), as_process);
    EXPECT_EQ(finding.outcome, Outcome::holds) << kind << ": " << finding.message;
  }
}

TEST(Workers, AProgramThatDoesNothingEarnsNothing) {
  Story story;
  story.ended(3ms);
  for (const char* kind : {"worker_lines", "worker_numbers", "workers_overlap", "worker_pace",
                           "threads_used", "processes_used", "reported_time"}) {
    EXPECT_EQ(judged(kind, story).outcome, Outcome::fails) << kind;
    EXPECT_EQ(judged(kind, Transcript{"threads", "run", {}}).outcome, Outcome::fails) << kind;
  }
}

TEST(Workers, ACrashIsNamedBeforeLabelsAndForm) {
  // A forgotten join(): whatever was printed until then, or nothing.
  for (const char* printed : {"", "Thread 1: 1\n", "Thread 1: 1\nThread 2: 1\n", "Thr"}) {
    Story story;
    story.processes(1ms, {100}).threads(1ms, {100});
    if (*printed != '\0') story.out(2ms, printed);
    story.killed(3ms, "SIGABRT");
    for (const char* kind :
         {"worker_lines", "worker_numbers", "workers_overlap", "threads_used", "reported_time"}) {
      const auto finding = judged(kind, story);
      EXPECT_EQ(finding.symptom, "crashed") << kind << printed;
      EXPECT_THAT(finding.message, testing::StartsWith("The program was killed by SIGABRT"));
      EXPECT_THAT(finding.message, testing::HasSubstr("3 ms after its start"));
    }
  }
}

TEST(Workers, ACrashAtTheEndTakesNothingFromWhatWasRight) {
  auto story = right_threads_without_end();
  story.killed(5013ms, "SIGABRT");
  EXPECT_EQ(judged("worker_numbers", story).outcome, Outcome::holds);
  EXPECT_EQ(judged("worker_pace", story).outcome, Outcome::holds);
}

TEST(Workers, WhatWasOverTooSoonToBeSeenIsNotSaidToHaveBeenAbsent) {
  Story story;
  story.processes(1ms, {100}).threads(1ms, {100});
  story.out(1ms, "Thread 1: 1\nThread 2: 1\n").ended(2ms);
  for (const char* kind : {"threads_used", "processes_used"}) {
    const auto finding = judged(kind, story, {{"noun", kind[0] == 't' ? "thread" : "process"}});
    EXPECT_EQ(finding.symptom, "too_soon");
    EXPECT_THAT(finding.message, testing::HasSubstr("over after 2 ms, too soon for viva to see"));
  }
  const auto pace = judged("worker_pace", story);
  EXPECT_THAT(pace.message, testing::Not(testing::HasSubstr("0 µs")));
}

TEST(Workers, ThreadsThatPrintAllAtOnceMayHaveBeenMissed) {
  Story story;
  story.processes(1ms, {100}).threads(1ms, {100});
  story.counts("Thread 1", 6ms, 0ms, 101).counts("Thread 2", 7ms, 0ms, 102).ended(3s);
  EXPECT_EQ(judged("threads_used", story).symptom, "too_soon");
}

// --- numbers ---------------------------------------------------------------------------

TEST(WorkerNumbers, EachMistakeHasItsName) {
  const auto symptom = [](const Integers& one, const Integers& other) {
    Story story;
    story.counts("Thread 1", 1ms, 1s, 101, one).counts("Thread 2", 2ms, 1s, 102, other).ended(6s);
    const auto finding = judged("worker_numbers", story);
    EXPECT_EQ(finding.outcome, Outcome::fails);
    EXPECT_FALSE(finding.proof.empty());
    return finding.symptom;
  };
  EXPECT_EQ(symptom({0, 1, 2, 3, 4}, {0, 1, 2, 3, 4}), "from_zero");
  EXPECT_EQ(symptom({1, 2, 3, 4}, {1, 2, 3, 4}), "one_short");
  EXPECT_EQ(symptom({1, 2, 3, 4, 5, 6}, {1, 2, 3, 4, 5, 6}), "goes_on");
  EXPECT_EQ(symptom({1, 3, 5, 7, 9}, {2, 4, 6, 8, 10}), "shared_counter");
  EXPECT_EQ(symptom({1, 3, 5}, {2, 4}), "shared_counter");
  EXPECT_EQ(symptom({1, 1, 2, 2, 3, 3, 4, 4, 5, 5}, {1, 2, 3, 4, 5}), "doubled");
  EXPECT_EQ(symptom({1, 2, 3, 4, 5}, {1, 2}), "incomplete");
  EXPECT_EQ(symptom({5, 4, 3, 2, 1}, {1, 2, 3, 4, 5}), "incomplete");
}

TEST(WorkerNumbers, TheMessageSaysWhoPrintedWhat) {
  Story story;
  story.counts("Thread 1", 1ms, 1s, 101, {0, 1, 2, 3, 4})
      .counts("Thread 2", 2ms, 1s, 102)
      .ended(6s);
  const auto finding = judged("worker_numbers", story);
  EXPECT_THAT(finding.message,
              testing::HasSubstr("Thread 1 printed 0 1 2 3 4 instead of 1 2 3 4 5"));
  EXPECT_THAT(finding.actual, testing::HasSubstr("Thread 2 printed 1 2 3 4 5"));
}

TEST(WorkerNumbers, OneLabelForBoth) {
  Story story;
  story.counts("Thread", 1ms, 1s, 101).counts("Thread", 2ms, 1s, 102).ended(6s);
  EXPECT_EQ(judged("worker_numbers", story).symptom, "one_label");
}

TEST(WorkerNumbers, TooManyWorkers) {
  Story story;
  for (int child = 0; child < 4; ++child)
    story.counts("Process " + std::to_string(child), 1ms, 1s, 101);
  const auto finding = judged("worker_numbers", story.ended(6s), as_process);
  EXPECT_EQ(finding.symptom, "too_many");
  EXPECT_THAT(finding.message, testing::HasSubstr("4 labels"));
}

TEST(WorkerNumbers, WhatWasPrintedInsteadIsQuoted) {
  Story story;
  const auto finding = judged("worker_numbers", story.out(1s, "\nHello, world\n").ended(2s));
  EXPECT_EQ(finding.symptom, "no_lines");
  EXPECT_THAT(finding.actual, testing::HasSubstr("Hello, world"));
}

TEST(WorkerNumbers, SilenceIsToldWithHowItEnded) {
  Story story;
  const auto finding = judged("worker_numbers", story.ended(1s, 3));
  EXPECT_EQ(finding.symptom, "silent");
  EXPECT_THAT(finding.message, testing::HasSubstr("exit code 3"));
}

TEST(WorkerNumbers, GluedLinesHoldWithARemark) {
  Story story;
  for (int n = 1; n <= 5; ++n) {
    const std::string number = std::to_string(n);
    story.out(n * 1s, "Thread 1: " + number + "Thread 2: " + number + "\n\n");
  }
  const auto finding = judged("worker_numbers", story.ended(6s));
  EXPECT_EQ(finding.outcome, Outcome::holds);
  EXPECT_THAT(finding.message, testing::HasSubstr("ran into one another"));
}

TEST(WorkerLines, FourAreEnough) {
  Story three;
  EXPECT_EQ(judged("worker_lines", three.counts("A", 1ms, 1s, 101, {1, 2, 3}).ended(6s)).outcome,
            Outcome::fails);
  Story four;
  EXPECT_EQ(
      judged("worker_lines",
             four.counts("A", 1ms, 1s, 101, {1, 1}).counts("B", 1ms, 1s, 102, {1, 7}).ended(6s))
          .outcome,
      Outcome::holds);
}

TEST(WorkerLines, ATotalIsNoWorker) {
  Story story;
  story.counts("A", 1ms, 1s, 101, {1, 2, 3}).out(4s, "Total time: 5\n").ended(6s);
  EXPECT_EQ(judged("worker_lines", story).outcome, Outcome::fails);
}

// --- parallel --------------------------------------------------------------------------

TEST(WorkersOverlap, JoinsFirst) {
  const auto finding = judged("workers_overlap", sequential_threads());
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "joins_first");
  EXPECT_THAT(finding.message, testing::HasSubstr("one after the other"));
  EXPECT_THAT(finding.message, testing::HasSubstr("join()"));
  EXPECT_THAT(finding.message, testing::HasSubstr("\"Thread 2: 1\""));
  EXPECT_FALSE(finding.proof.empty());
}

TEST(WorkersOverlap, ALateMachineDoesNotExcuseTheWrongOrder) {
  auto story = sequential_threads();
  for (Duration t = 100ms; t < 10s; t += 100ms) story.late(t, 400ms);
  EXPECT_EQ(judged("workers_overlap", story).outcome, Outcome::fails);
}

TEST(WorkersOverlap, ALockHeldForTheWholeLoop) {
  Story story;
  story.processes(1ms, {100}).threads(6ms, {100, 101, 102});
  story.counts("Thread 1", 6ms, 1000ms, 101).counts("Thread 2", 5006ms, 1000ms, 102).ended(10s);
  const auto finding = judged("workers_overlap", story);
  EXPECT_EQ(finding.symptom, "lock_held");
  EXPECT_THAT(finding.message, testing::HasSubstr("lock"));
}

TEST(WorkersOverlap, ALockHeldDuringThePause) {
  Story story;
  story.processes(1ms, {100}).threads(6ms, {100, 101, 102});
  story.counts("Thread 1", 6ms, 2000ms, 101).counts("Thread 2", 1006ms, 2000ms, 102).ended(10s);
  const auto finding = judged("workers_overlap", story);
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "takes_turns");
}

TEST(WorkersOverlap, FunctionsThatAreCalledOneAfterTheOther) {
  Story story;
  story.processes(1ms, {100}).threads(1ms, {100});
  story.counts("Thread 1", 6ms, 1000ms, 100).counts("Thread 2", 5006ms, 1000ms, 100).ended(10s);
  EXPECT_EQ(judged("workers_overlap", story).symptom, "no_workers");
}

TEST(WorkersOverlap, OneThreadThatPrintsForTwo) {
  Story story;
  story.processes(1ms, {100}).threads(1ms, {100});
  story.counts("Thread 1", 6ms, 1000ms, 100).counts("Thread 2", 7ms, 1000ms, 100).ended(5010ms);
  const auto finding = judged("workers_overlap", story);
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "no_workers");
}

TEST(WorkersOverlap, TheMainThreadMayBeOneOfTheTwo) {
  Story story;
  story.processes(1ms, {100}).threads(6ms, {100, 101});
  story.counts("Thread 1", 6ms, 1000ms, 100).counts("Thread 2", 7ms, 1000ms, 101).ended(5010ms);
  EXPECT_EQ(judged("workers_overlap", story).outcome, Outcome::holds);
}

TEST(WorkersOverlap, ProcessesAreAsGoodAsThreadsHere) {
  EXPECT_EQ(judged("workers_overlap", right_processes()).outcome, Outcome::holds);
}

TEST(WorkersOverlap, WithoutAPauseNothingOverlapsForLong) {
  Story story;
  story.processes(1ms, {100}).threads(2ms, {100, 101, 102});
  story.counts("Thread 1", 3ms, 0ms, 101).counts("Thread 2", 3ms, 0ms, 102).ended(6ms);
  EXPECT_EQ(judged("workers_overlap", story).symptom, "no_pause");
}

TEST(WorkersOverlap, FourSecondsAreAsRightAsFive) {
  Story story;
  story.processes(1ms, {100}).threads(6ms, {100, 101, 102});
  story.counts("Thread 1", 6ms, 1000ms, 101).counts("Thread 2", 7ms, 1000ms, 102);
  story.threads(4010ms, {100}).out(4011ms, "Total time: 4.00 s\n").ended(4012ms);
  for (const char* kind : {"workers_overlap", "worker_pace", "threads_used", "reported_time"}) {
    EXPECT_EQ(judged(kind, story).outcome, Outcome::holds) << kind;
  }
}

TEST(WorkersOverlap, SevenSecondsAreWidenedByTheLateness) {
  const auto slow = [](Duration step, Duration late) {
    Story story;
    story.processes(1ms, {100}).threads(6ms, {100, 101, 102});
    story.counts("Thread 1", 6ms, step, 101)
        .counts("Thread 2", 7ms, step, 102)
        .late(3s, late)
        .ended(9s);
    return judged("workers_overlap", story).outcome;
  };
  EXPECT_EQ(slow(1750ms, 0ms), Outcome::fails);
  EXPECT_EQ(slow(1760ms, 60ms), Outcome::holds);
  EXPECT_EQ(slow(1800ms, 60ms), Outcome::unclear);
  EXPECT_EQ(slow(2000ms, 60ms), Outcome::fails);
}

TEST(WorkersOverlap, WithoutALookAtThreadsTheLinesDecide) {
  Story story;
  story.counts("Thread 1", 6ms, 1000ms, 101).counts("Thread 2", 7ms, 1000ms, 102).ended(5010ms);
  EXPECT_EQ(judged("workers_overlap", story).outcome, Outcome::holds);
  EXPECT_EQ(judged("threads_used", story).outcome,
            Outcome::unavailable);  // `wrote` alone is not a look
}

// --- output that comes only at the end -------------------------------------------------

std::string all_lines(const std::string& noun, const std::string& total) {
  std::string lines;
  for (int n = 1; n <= 5; ++n) {
    lines += noun + " 1: " + std::to_string(n) + "\n" + noun + " 2: " + std::to_string(n) + "\n";
  }
  return lines + total;
}

TEST(BufferedOutput, IsJudgedByWhoLivedHowLong) {
  Story story;
  story.processes(1ms, {100}).threads(6ms, {100, 101, 102}).threads(5008ms, {100});
  story.out(5010ms, all_lines("Thread", "Total time: 5.00 seconds\n"))
      .wrote(5011ms, 100)
      .ended(5012ms);
  for (const char* kind : {"worker_lines", "worker_numbers", "workers_overlap", "worker_pace",
                           "threads_used", "reported_time"}) {
    EXPECT_EQ(judged(kind, story).outcome, Outcome::holds) << kind;
  }
  EXPECT_THAT(judged("worker_pace", story).message, testing::HasSubstr("flush"));
}

TEST(BufferedOutput, OfChildrenComesInBlocks) {
  Story story;
  story.processes(1ms, {100}).processes(6ms, {100, 201, 202}).processes(5008ms, {100});
  story.out(5006ms, "Process 1: 1\nProcess 1: 2\nProcess 1: 3\nProcess 1: 4\nProcess 1: 5\n");
  story.out(5007ms, "Process 2: 1\nProcess 2: 2\nProcess 2: 3\nProcess 2: 4\nProcess 2: 5\n");
  story.out(5010ms, "Total time: 5 seconds\n").ended(5012ms);
  for (const char* kind :
       {"worker_numbers", "workers_overlap", "worker_pace", "processes_used", "reported_time"}) {
    EXPECT_EQ(judged(kind, story, as_process).outcome, Outcome::holds) << kind;
  }
}

TEST(BufferedOutput, DoesNotHideThatTheyRanOneAfterTheOther) {
  Story story;
  story.processes(1ms, {100})
      .threads(6ms, {100, 101})
      .threads(5005ms, {100, 102})
      .threads(10008ms, {100});
  story.out(10010ms, all_lines("Thread", "Total time: 5.00 seconds\n")).ended(10012ms);
  EXPECT_EQ(judged("workers_overlap", story).outcome, Outcome::fails);
  EXPECT_EQ(judged("threads_used", story).symptom, "one_after_other");
  EXPECT_EQ(judged("reported_time", story).outcome, Outcome::fails);
}

TEST(BufferedOutput, WithoutAPauseHasNoPace) {
  Story story;
  story.processes(1ms, {100}).threads(1ms, {100, 101, 102});
  story.out(4ms, all_lines("Thread", "Total time: 0.00 seconds\n")).ended(5ms);
  EXPECT_EQ(judged("worker_pace", story).symptom, "no_pause");
  EXPECT_EQ(judged("workers_overlap", story).outcome, Outcome::fails);
}

TEST(BufferedOutput, AtTheStartIsNoBufferedOutput) {
  Story story;  // prints all numbers, then sleeps
  story.processes(1ms, {100}).threads(2ms, {100, 101, 102});
  story.counts("Thread 1", 3ms, 0ms, 101)
      .counts("Thread 2", 3ms, 0ms, 102)
      .threads(5s, {100})
      .ended(5002ms);
  EXPECT_EQ(judged("worker_pace", story).symptom, "no_pause");
}

// --- pace ------------------------------------------------------------------------------

Outcome pace_of(Duration step, Duration late = 0ms) {
  Story story;
  story.processes(1ms, {100}).threads(6ms, {100, 101, 102});
  story.counts("Thread 1", 1s, step, 101).counts("Thread 2", 1001ms, step, 102);
  if (late > 0ms) story.late(1s + step, late);
  return judged("worker_pace", story.ended(12s)).outcome;
}

TEST(Pace, IsASecondMoreOrLess) {
  EXPECT_EQ(pace_of(1000ms), Outcome::holds);
  EXPECT_EQ(pace_of(910ms), Outcome::holds);
  EXPECT_EQ(pace_of(1290ms), Outcome::holds);
  EXPECT_EQ(pace_of(890ms), Outcome::fails);
  EXPECT_EQ(pace_of(1310ms), Outcome::fails);
}

TEST(Pace, AStepOfTwoSecondsFails) {
  EXPECT_EQ(pace_of(2000ms), Outcome::fails);
}

TEST(Pace, IsWidenedByTheLatenessOfThatStep) {
  Story story;
  story.counts("A", 0ms, 1s, 101, {1}).counts("A", 1350ms, 1s, 101, {2, 3, 4, 5});
  story.counts("B", 1ms, 1s, 102).late(1340ms, 100ms).ended(6s);
  EXPECT_EQ(judged("worker_pace", story).outcome, Outcome::holds);
}

TEST(Pace, AStepThatALateMachineMayHaveStretchedIsUnclear) {
  Story story;
  story.counts("A", 0ms, 1s, 101, {1}).counts("A", 1600ms, 1s, 101, {2, 3, 4, 5});
  story.counts("B", 1ms, 1s, 102).late(1340ms, 100ms).ended(6s);
  const auto finding = judged("worker_pace", story);
  EXPECT_EQ(finding.outcome, Outcome::unclear);
  EXPECT_THAT(finding.message, testing::HasSubstr("late"));
}

TEST(Pace, AShortStepAfterALateLineIsNoMistake) {
  Story story;  // the second line came 200 ms late, the third in time
  story.counts("A", 0ms, 1s, 101, {1})
      .counts("A", 1200ms, 800ms, 101, {2})
      .counts("A", 2000ms, 1s, 101, {3, 4, 5});
  story.counts("B", 1ms, 1s, 102).late(1200ms, 190ms).ended(6s);
  EXPECT_EQ(judged("worker_pace", story).outcome, Outcome::holds);
}

TEST(Pace, AClearMistakeIsNotHiddenByAnUnclearStep) {
  Story story;
  story.counts("A", 0ms, 1s, 101, {1}).counts("A", 1600ms, 10ms, 101, {2, 3, 4, 5});
  story.counts("B", 1ms, 1s, 102).late(1340ms, 100ms).ended(6s);
  const auto finding = judged("worker_pace", story);
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "no_pause");
}

TEST(Pace, TheMessageNamesTheStep) {
  Story story;
  story.counts("A", 0ms, 2s, 101).counts("B", 1ms, 2s, 102).ended(12s);
  const auto finding = judged("worker_pace", story);
  EXPECT_EQ(finding.symptom, "too_slow");
  EXPECT_THAT(finding.message, testing::HasSubstr("After \"A: 1\" came \"A: 2\" 2 s later"));
  EXPECT_EQ(finding.proof.size(), 2U);
}

// --- threads_used ----------------------------------------------------------------------

TEST(ThreadsUsed, OneAfterTheOtherIsNotTogether) {
  EXPECT_EQ(judged("threads_used", sequential_threads()).symptom, "one_after_other");
}

TEST(ThreadsUsed, TheMainThreadDoesNotCount) {
  Story story;
  story.processes(1ms, {100}).threads(6ms, {100, 101});
  story.counts("Thread 1", 6ms, 1000ms, 100).counts("Thread 2", 7ms, 1000ms, 101).ended(5010ms);
  EXPECT_EQ(judged("threads_used", story).symptom, "one_thread");
}

TEST(ThreadsUsed, ProcessesAreNoThreads) {
  EXPECT_EQ(judged("threads_used", right_processes()).symptom, "processes");
}

TEST(ThreadsUsed, OneThreadAlone) {
  Story story;
  story.processes(1ms, {100}).threads(1ms, {100});
  EXPECT_EQ(judged("threads_used", story.counts("A", 1ms, 1s, 100).ended(5s)).symptom,
            "no_threads");
}

TEST(ThreadsUsed, ThreadsThatOnlySleepWhileMainPrints) {
  Story story;
  story.processes(1ms, {100}).threads(6ms, {100, 101, 102});
  story.counts("Thread 1", 6ms, 1000ms, 100).counts("Thread 2", 7ms, 1000ms, 100).ended(5010ms);
  EXPECT_EQ(judged("threads_used", story).symptom, "one_writer");
}

TEST(ThreadsUsed, ABannerAndATotalDoNotMakeMainAWorker) {
  Story story;
  story.processes(1ms, {100}).threads(6ms, {100, 101, 102}).out(2ms, "Start\n").wrote(7ms, 100);
  story.counts("Thread 1", 6ms, 1000ms, 101).counts("Thread 2", 7ms, 1000ms, 101);
  story.out(5010ms, "Total time: 5 s\n").wrote(5012ms, 100).ended(5015ms);
  EXPECT_EQ(judged("threads_used", story).symptom, "one_writer");
}

TEST(ThreadsUsed, ShortLivesAreToldAsSuch) {
  Story story;
  story.processes(1ms, {100}).threads(6ms, {100, 101, 102}).threads(30ms, {100}).ended(40ms);
  EXPECT_EQ(judged("threads_used", story).symptom, "too_short");
}

TEST(ThreadsUsed, WhereNobodyLookedNothingIsKnown) {
  Story story;
  story.out(1s, "A: 1\n").ended(5s);
  EXPECT_EQ(judged("threads_used", story).outcome, Outcome::unavailable);
  EXPECT_EQ(judged("processes_used", story).outcome, Outcome::unavailable);
}

// --- processes_used --------------------------------------------------------------------

TEST(ProcessesUsed, ThreadsAreNoProcesses) {
  EXPECT_EQ(judged("processes_used", right_threads(), as_process).symptom, "threads");
}

TEST(ProcessesUsed, OneChildAndTheParent) {
  Story story;
  story.processes(1ms, {100}).processes(6ms, {100, 201}).processes(5s, {100}).ended(5010ms);
  EXPECT_EQ(judged("processes_used", story, as_process).symptom, "one_process");
}

TEST(ProcessesUsed, WaitsFirst) {
  Story story;
  story.processes(1ms, {100})
      .processes(6ms, {100, 201})
      .processes(5005ms, {100, 202})
      .processes(10s, {100})
      .ended(10010ms);
  const auto finding = judged("processes_used", story, as_process);
  EXPECT_EQ(finding.symptom, "one_after_other");
  EXPECT_THAT(finding.message, testing::HasSubstr("one after the other"));
}

TEST(ProcessesUsed, ChildrenThatOnlySleepWhileTheParentPrints) {
  Story story;
  story.processes(1ms, {100}).processes(6ms, {100, 201, 202});
  story.counts("Process 1", 6ms, 1000ms, 100)
      .counts("Process 2", 7ms, 1000ms, 100)
      .processes(5s, {100})
      .ended(5010ms);
  EXPECT_EQ(judged("processes_used", story, as_process).symptom, "others_write");
}

TEST(ProcessesUsed, AHelperProcessIsNoWorker) {
  auto story = right_processes();
  story.processes(3ms, {100, 300});
  EXPECT_EQ(judged("processes_used", story, as_process).outcome, Outcome::holds);
}

TEST(ProcessesUsed, AThreadOfTheChildMayWrite) {
  Story story;
  story.processes(1ms, {100})
      .processes(6ms, {100, 201, 202})
      .threads(6ms, {201, 211}, 201)
      .threads(6ms, {202, 212}, 202);
  story.out(10ms, "A: 1\n")
      .wrote(12ms, 211, 201)
      .wrote(13ms, 212, 202)
      .processes(5s, {100})
      .ended(5010ms);
  EXPECT_EQ(judged("processes_used", story, as_process).outcome, Outcome::holds);
}

// --- reported_time ---------------------------------------------------------------------

Finding reported(const std::string& line, Duration end = 5013ms, const Params& params = {}) {
  Story story;
  story.counts("Thread 1", 6ms, 1000ms, 101).counts("Thread 2", 7ms, 1000ms, 102);
  return judged("reported_time", story.out(end - 2ms, line + "\n").ended(end), params);
}

TEST(ReportedTime, IsUnderstoodInManyForms) {
  for (const char* line :
       {"Total time: 5.00 seconds", "Elapsed: 5 s", "total: 5003ms", "TIME 5.0",
        "Total time: 5,01 Sekunden", "elapsed time = 5.00312e+00 s", "Total time (ms): 5003",
        "Total time for 2 threads: 5.01 s", "Gesamtdauer: 5.0 Sekunden", "It took 5.0 s",
        "Total: 0:00:05.01", "\x1b[1mTotal time:\x1b[0m 5.00 s", "Total time: 5.003 s (CPU 0.00 s)",
        "Total time: 4.9 seconds.", "Time: 6 s"}) {
    EXPECT_EQ(reported(line).outcome, Outcome::holds) << line << ": " << reported(line).message;
  }
}

TEST(ReportedTime, EachMistakeHasItsName) {
  EXPECT_EQ(reported("Total time: 0.00 seconds").symptom, "cpu_time");
  EXPECT_EQ(reported("Total time: 0.005 seconds").symptom, "cpu_time");
  EXPECT_EQ(reported("Total time: 5003").symptom, "no_unit");
  EXPECT_EQ(reported("Total time: 5003 seconds").symptom, "wrong_unit");
  EXPECT_EQ(reported("Total time: 5.003 ms").symptom, "wrong_unit");
  EXPECT_EQ(reported("Total time: 10.01 seconds").symptom, "sum");
  EXPECT_EQ(reported("Total time: 3.00 seconds").symptom, "off");
  EXPECT_EQ(reported("done").symptom, "no_line");
  EXPECT_EQ(reported("Total time: a while").symptom, "no_number");
}

TEST(ReportedTime, AFakedTimeDoesNotHelp) {
  auto finding = reported("Total time: 5.00 seconds", 10013ms);
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_THAT(finding.message, testing::HasSubstr("ran for 10.01 s"));
}

TEST(ReportedTime, CountsFromTheFirstOutputAsWell) {
  Story story;
  story.counts("Thread 1", 1000ms, 1000ms, 101)
      .out(6010ms, "Total time: 5.01 seconds\n")
      .ended(6011ms);
  EXPECT_EQ(judged("reported_time", story).outcome, Outcome::holds);
}

TEST(ReportedTime, AnInterpreterThatStartsSlowlyIsNoMistake) {
  Story story;  // started to measure after its own start and before the children's first lines
  story.counts("Process 1", 2200ms, 1000ms, 101);
  story.out(7400ms, "Total time: 6.8 seconds\n").ended(7560ms);
  EXPECT_EQ(judged("reported_time", story).outcome, Outcome::holds);
}

TEST(ReportedTime, BeforeTheLastNumberIsTooEarly) {
  Story story;
  story.counts("Thread 1", 6ms, 1000ms, 101).out(10ms, "Total time: 5.00 seconds\n").ended(5013ms);
  const auto finding = judged("reported_time", story);
  EXPECT_EQ(finding.symptom, "before_join");
  EXPECT_EQ(finding.proof.size(), 2U);
}

TEST(ReportedTime, TheLastLineCounts) {
  EXPECT_EQ(reported("Total time: 1.00 seconds\nTotal time: 5.00 seconds").outcome, Outcome::holds);
  EXPECT_EQ(reported("Total time: 5.00 seconds\nTotal time: 9.00 seconds").outcome, Outcome::fails);
  EXPECT_EQ(reported("Total time: 5.00 seconds\nTime to go home").outcome, Outcome::holds);
}

/// Two workers whose lines are "before" + label + ": 3" + "behind", then these lines.
Story clocked(bool before, bool behind, const std::string& last) {
  Story story;
  for (int second = 0; second < 5; ++second) {
    for (int worker = 1; worker <= 2; ++worker) {
      const std::string clock = std::to_string(second) + ".00 s";
      story.out(second * 1000ms + worker * 1ms,
                (before ? "[" + clock + " elapsed] " : std::string()) + "Process " +
                    std::to_string(worker) + ": " + std::to_string(second + 1) +
                    (behind ? " (elapsed " + clock + ")" : std::string()) + "\n");
    }
  }
  return story.out(5011ms, last).ended(5013ms);
}

TEST(ReportedTime, WorkerLinesAreNoTotals) {
  const Params one{{"one_line", true}, {"noun", "process"}};
  for (const bool before : {true, false}) {
    for (const bool behind : {true, false}) {
      const auto told = [&](const std::string& last) {
        return judged("reported_time", clocked(before, behind, last), one);
      };
      EXPECT_EQ(told("Total time: 5.02\n").outcome, Outcome::holds)
          << told("Total time: 5.02\n").message;
      EXPECT_EQ(told("Total time: 5\n").outcome, Outcome::holds);
      EXPECT_EQ(told("Total time: 99\n").symptom, "off");
      EXPECT_EQ(told("bye\n").symptom, "no_line");
    }
  }
}

TEST(ReportedTime, WorkerLinesAreNoTotalsInBufferedOutput) {
  for (const char* last : {"Total time: 5.02\n", "Total time: 99\n"}) {
    std::string all;
    for (const Event& event : clocked(false, true, last).told().events) {
      if (event.what == What::out) all += event.bytes;
    }
    Story story;
    story.out(5011ms, all).ended(5013ms);
    EXPECT_EQ(judged("reported_time", story).outcome == Outcome::holds,
              std::string_view(last) == "Total time: 5.02\n");
  }
}

TEST(ReportedTime, TheLastTimeCountsWithOrWithoutAUnit) {
  EXPECT_EQ(reported("Thread 1 done, elapsed 5.00 s\nTotal time: 99").symptom, "off");
  EXPECT_EQ(reported("Elapsed in the first half: 2.50 s\nTotal time: 5.01").outcome,
            Outcome::holds);
  EXPECT_EQ(reported("Total time: 5.01 s\nTotal numbers printed: 10").outcome, Outcome::holds);
  EXPECT_EQ(reported("Total: 5").outcome, Outcome::holds);
}

TEST(ReportedTime, ATimeOfAPartIsNoTotal) {
  for (const char* part :
       {"Sleep time per number: 1 second", "Time between numbers: 1.0 s", "Delay time: 1 s",
        "Average time for each number: 1.00 s", "Sequential time would be 10 s",
        "sleepTime = 1000 ms", "Expected time: 4 to 5 s"}) {
    const std::string line{part};
    EXPECT_EQ(reported("Total time: 5.01 s\n" + line).outcome, Outcome::holds) << part;
    EXPECT_EQ(reported(line + "\nTotal time: 5.01 s").outcome, Outcome::holds) << part;
    EXPECT_EQ(reported("Total time: 9.01 s\n" + line).symptom, "off") << part;
    EXPECT_NE(reported(line).outcome, Outcome::unclear) << part;
  }
}

TEST(ReportedTime, APartThatFitsDoesNotMakeAWrongTotalRight) {
  EXPECT_EQ(reported("Total time: 9.00 s\nSleep time per thread: 5.01 s").symptom, "off");
  EXPECT_EQ(reported("Sleep time per thread: 5.01 s\nTotal time: 9.00 s").symptom, "off");
  EXPECT_EQ(reported("Total time: 5.01 s\nTotal time: 9.00 s").symptom, "off");
}

TEST(ReportedTime, ATotalMaySpeakOfPartsAsWell) {
  for (const char* line :
       {"Total time with 1 s of sleep per number: 5.01 s", "Time for each thread: 5.01 s",
        "Total performance time: 5.01 s", "Elapsed (sleep included): 5.01"}) {
    EXPECT_EQ(reported(line).outcome, Outcome::holds) << line;
  }
}

TEST(ReportedTime, ReadsThousandsAndMinutes) {
  for (const char* line :
       {"Total time: 5,003.15 ms", "Time (ms): 5,004.12", "Total time: 5 003 ms",
        "Total time: 5'003 ms", "Total time: 5,003,120 microseconds", "Total time: 0m5.003s",
        "Elapsed: 0 min 5.0 s", "Total time: 5.00 ± 0.01 s"}) {
    EXPECT_EQ(reported(line).outcome, Outcome::holds) << line << ": " << reported(line).message;
  }
  EXPECT_EQ(reported("Total time: 0m0.003s").symptom, "cpu_time");
}

TEST(ReportedTime, OneLineOnlyWhereThatIsAsked) {
  const Params one{{"one_line", true}, {"noun", "process"}};
  EXPECT_EQ(reported("Total time: 5.00 seconds\nTotal time: 5.01 seconds", 5013ms, one).symptom,
            "printed_twice");
  EXPECT_EQ(reported("Total time: 5.00 seconds\nElapsed: 5003 ms", 5013ms, one).outcome,
            Outcome::holds);
  EXPECT_EQ(reported("Total time: 5.00 seconds\nTotal time: 5.01 seconds").outcome, Outcome::holds);
}

TEST(ReportedTime, ALateMachineWidensOrLeavesItOpen) {
  const auto with_late = [](Duration end, Duration late) {
    Story story;
    story.counts("Thread 1", 6ms, 1000ms, 101).late(5100ms, late);
    return judged("reported_time", story.out(end - 2ms, "Total time: 5.00 seconds\n").ended(end))
        .outcome;
  };
  EXPECT_EQ(with_late(5290ms, 0ms), Outcome::holds);
  EXPECT_EQ(with_late(5390ms, 0ms), Outcome::fails);
  EXPECT_EQ(with_late(5390ms, 100ms), Outcome::holds);
  EXPECT_EQ(with_late(5600ms, 100ms), Outcome::unclear);
  EXPECT_EQ(with_late(10s, 100ms), Outcome::fails);
}

TEST(ReportedTime, AProgramThatHangsAfterwardsHasStillReportedRightly) {
  Story story;
  story.counts("Thread 1", 6ms, 1000ms, 101).out(5010ms, "Total time: 5.00 seconds\n");
  auto transcript = story.told();
  transcript.events.push_back(
      {20s, "program", What::exit, {}, {{"code", std::int64_t{0}}, {"by", "SIGTERM"}}});
  EXPECT_EQ(judged("reported_time", transcript).outcome, Outcome::holds);
}

}  // namespace
}  // namespace viva::judge
