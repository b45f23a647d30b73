#include "harness/judge/worker_lines.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <random>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;

WorkerOutput read(std::string output, std::size_t wanted = 2) {
  const Transcript transcript{
      "threads", "run", {{1s, "program", What::out, std::move(output), {}}}};
  return read_workers(transcript, {1, 2, 3, 4, 5}, wanted);
}

/// Five rounds of `round`, where # stands for the number.
std::string rounds(std::string_view round, int first = 1) {
  std::string output;
  for (int number = first; number < first + 5; ++number) {
    for (const char letter : round)
      output += letter == '#' ? std::to_string(number) : std::string(1, letter);
  }
  return output;
}

std::string labels(const WorkerOutput& output) {
  std::string text;
  for (const Worker& worker : output.workers) text += (text.empty() ? "" : "|") + worker.label;
  return text;
}

TEST(ReadWorkers, FindsTheTwoOfTheLecture) {
  const auto output = read(rounds("Thread 1: #\nThread 2: #\n") + "Total time: 5.00 seconds\n");
  EXPECT_TRUE(output.as_expected);
  EXPECT_EQ(labels(output), "Thread 1|Thread 2");
  EXPECT_EQ(output.lines, 10U);
  EXPECT_EQ(output.recovered, 0U);
}

TEST(ReadWorkers, EveryLabelThatTellsThemApartWillDo) {
  for (const char* round :
       {"Thread-1 : #\nThread-2 : #\n", "A: #\nB: #\n", "[worker A]: #\n[worker B]: #\n",
        "thread 1 : #.\nTHREAD 2: #!\n", "Faden Eins zählt: #\nFaden Zwei zählt: #\n",
        "Thread 140234:\t#\nThread 140235:\t#\n",
        "\x1b[32mThread 1\x1b[0m: \x1b[1m#\x1b[0m\n\x1b[31mThread 2\x1b[0m: #\n", "1: #\n2: #\n",
        "Thread 1: #\r\nThread 2: #\r\n", "Thread #1: #\nThread #2: #\n"}) {
    std::string text = round;
    if (text.starts_with("Thread #1")) text = "Thread No1: #\nThread No2: #\n";
    EXPECT_TRUE(read(rounds(text)).as_expected) << round;
  }
}

TEST(ReadWorkers, ExtraWordsAroundTheNumberDoNotMatter) {
  for (const char* round :
       {"Thread 1: number #\nThread 2: number #\n", "Thread 1: # of 5\nThread 2: # of 5\n",
        "Thread 1 prints #\nThread 2 prints #\n", "Thread 1 -> #\nThread 2 -> #\n",
        "Worker: 1 Number: #\nWorker: 2 Number: #\n",
        "Thread 1: # (sleeping 1s)\nThread 2: # (sleeping 1s)\n",
        "Thread 1: # 🙂\nThread 2: # 🙂\n"}) {
    EXPECT_TRUE(read(rounds(round)).as_expected) << round;
  }
}

TEST(ReadWorkers, BannersAndDebugLinesAreNotHeldAgainstIt) {
  EXPECT_TRUE(read("Starting thread 1\nStarting thread 2\nMain: 2 threads\n" +
                   rounds("Thread 1: #\nThread 2: #\n") +
                   "Thread 1: done\nThread 2 finished: 5\nTotal time: 5 seconds\n")
                  .as_expected);
  EXPECT_TRUE(
      read("[debug] pid: 4711\n" + rounds("Thread 1: #\nThread 1: sleeping 1 s\nThread 2: #\n"))
          .as_expected);
  EXPECT_TRUE(read(rounds("Thread 1: #\nThread 2: #\n") +
                   "Thread 1: 5 numbers printed\nThread 2: 5 numbers printed\n")
                  .as_expected);
}

TEST(ReadWorkers, APromptBeforeTheFirstLineIsTakenOff) {
  EXPECT_TRUE(read("Starting... " + rounds("Thread 1: #\nThread 2: #\n")).as_expected);
}

TEST(ReadWorkers, ATimeInTheLineIsNoPartOfTheLabel) {
  std::string brackets;
  std::string clocks;
  for (int n = 1; n <= 5; ++n) {
    const std::string number = std::to_string(n);
    brackets += "[" + number + ".00s] Thread 1: " + number + "\n[" + number +
                ".01s] Thread 2: " + number + "\n";
    clocks += "12:00:0" + number + " Thread 1: " + number + "\n12:00:0" + number +
              " Thread 2: " + number + "\n";
  }
  EXPECT_TRUE(read(brackets).as_expected);
  EXPECT_TRUE(read(clocks).as_expected);
}

/// Five rounds, a second apart, in which @ stands for a stamp made of the seconds and hundredths.
std::string stamped(std::string_view line, std::string (*stamp)(int hundredths)) {
  std::string output;
  for (int number = 1; number <= 5; ++number) {
    for (int worker = 1; worker <= 2; ++worker) {
      for (const char letter : line) {
        output += letter == '@'   ? stamp((number - 1) * 100 + worker)
                  : letter == '%' ? std::to_string(worker)
                  : letter == '#' ? std::to_string(number)
                                  : std::string(1, letter);
      }
    }
  }
  return output;
}

std::string seconds(int hundredths) {
  const std::string digits = std::to_string(100 + hundredths % 100);
  return std::to_string(hundredths / 100) + "." + digits.substr(1);
}
std::string whole_seconds(int hundredths) {
  return std::to_string(hundredths / 100);
}
std::string milliseconds(int hundredths) {
  return std::to_string(hundredths * 10);
}
std::string time_of_day(int hundredths) {
  return "12:30:0" + seconds(hundredths);
}

TEST(ReadWorkers, AStampMayStandAnywhereInTheLine) {
  struct Style {
    const char* line;
    std::string (*stamp)(int hundredths);
    const char* labels = "Thread 1|Thread 2";
  };
  for (const Style& style : std::initializer_list<Style>{
           {"Thread % @s: #\n", seconds},
           {"Time @s - Thread %: #\n", seconds},
           {"Time @s - Thread %: #\n", whole_seconds},
           {"Time: @ Thread %: #\n", seconds},
           {"[t=@] Thread %: #\n", seconds},
           {"[t=@] Thread %: #\n", whole_seconds},
           {"[t = @ ms] Thread %: #\n", milliseconds},
           {"[elapsed @ s] Thread %: #\n", seconds},
           {"[elapsed time: @] Thread %: #\n", seconds},
           {"[@ s elapsed] Thread %: #\n", seconds},
           {"[@] Thread %: #\n", time_of_day},
           {"@ [INFO] Thread %: #\n", time_of_day, "INFO] Thread 1|INFO] Thread 2"},
           {"@ INFO [Thread-%] #\n", time_of_day, "INFO [Thread-1|INFO [Thread-2"},
           {"@ [Thread-%] INFO: #\n", time_of_day, "Thread-1] INFO|Thread-2] INFO"},
           {"Thread % [@]: #\n", milliseconds},
           {"[@] Thread %: #\n", milliseconds},
           {"@s Thread % -> #\n", seconds},
           {"@s Thread % -> #\n", whole_seconds},
           {"Thread % -> # (@s)\n", seconds},
           {"Thread % -> # (@s)\n", whole_seconds},
           {"Thread % -> # after @ ms\n", milliseconds},
           {"Thread % (@ms): #\n", milliseconds},
           {"Thread % [@]: #\n", time_of_day},
           {"Thread %: [@s] #\n", seconds},
           {"Thread % | at @ | #\n", whole_seconds},
           {"Thread %: # @ @ s\n", seconds},
       }) {
    const std::string output = stamped(style.line, style.stamp);
    EXPECT_TRUE(read(output + "Total time: 5.01 s\n").as_expected) << output;
    EXPECT_EQ(read(output).lines, 10U) << output;
    EXPECT_EQ(labels(read(output)), style.labels) << output;
  }
}

TEST(ReadWorkers, AnAtSignMayLeadToTheStamp) {
  for (const auto& stamp : {seconds, whole_seconds, milliseconds, time_of_day}) {
    std::string output = stamped("Thread % ~ @: #\n", stamp);
    std::replace(output.begin(), output.end(), '~', '@');
    EXPECT_TRUE(read(output).as_expected) << output;
  }
}

TEST(ReadWorkers, AStampDoesNotMakeWrongNumbersRight) {
  for (const char* line : {"[t=@] Thread %: 1\n", "[t=#] Thread %: @\n", "[@s] Thread: #\n",
                           "Thread % @ #s\n", "Total @s: #\n"}) {
    EXPECT_FALSE(read(stamped(line, seconds)).as_expected) << line;
  }
  std::string short_by_one = stamped("[t=@] Thread %: #\n", seconds);
  short_by_one.resize(short_by_one.rfind('['));
  EXPECT_FALSE(read(short_by_one).as_expected);
}

TEST(ReadWorkers, GluedLinesAreTakenApart) {
  const auto output = read(rounds("Thread 1: #Thread 2: #\n\n"));
  EXPECT_TRUE(output.as_expected);
  EXPECT_EQ(labels(output), "Thread 1|Thread 2");
  EXPECT_GT(output.recovered, 0U);
}

TEST(ReadWorkers, ShuffledLinesAreTakenApartByTheLinesThatCameWhole) {
  const auto output = read(
      "Thread 1: 1\nThread 2: 1\nThread Thread 12: : 2\n2\nThread 1: 3\nThread 2: 3\n"
      "Thread 1: Thread 2: 44\n\nThread 2: 5\nThread 1: 5\n");
  EXPECT_TRUE(output.as_expected);
  EXPECT_EQ(output.recovered, 4U);
}

TEST(ReadWorkers, ShuffledLinesAreTakenApartEvenIfNoneCameWhole) {
  const auto output = read(rounds("Thread Thread 12: : #\n#\n"));
  EXPECT_TRUE(output.as_expected);
  EXPECT_EQ(labels(output), "Thread 1|Thread 2");
}

/// The pieces of two chains of <<, in an order that two threads without a lock may give them.
std::string shuffled_round(int number, std::mt19937& engine) {
  const std::array<std::string, 5> one{"Thread ", "1", ": ", std::to_string(number), "\n"};
  const std::array<std::string, 5> other{"Thread ", "2", ": ", std::to_string(number), "\n"};
  std::string text;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < one.size() || j < other.size()) {
    const bool first = j == other.size() || (i < one.size() && engine() % 2 == 0);
    text += first ? one[i++] : other[j++];
  }
  return text;
}

TEST(ReadWorkers, EveryShuffleOfTheTwoIsTakenApart) {
  std::mt19937 engine{1};
  for (int program = 0; program < 80; ++program) {
    std::string output;
    for (int number = 1; number <= 5; ++number) output += shuffled_round(number, engine);
    EXPECT_TRUE(read(output + "Total time: 5.00 seconds\n").as_expected) << output;
  }
}

TEST(ReadWorkers, AShuffleOfWrongLinesStaysWrong) {
  std::mt19937 engine{2};
  for (int program = 0; program < 30; ++program) {
    std::string output;
    for (int number = 0; number <= 4; ++number) output += shuffled_round(number, engine);
    EXPECT_FALSE(read(output).as_expected) << output;
  }
}

TEST(ReadWorkers, WhatCannotBeTakenApartStaysWrong) {
  EXPECT_FALSE(read(rounds("Thread 1Thread: #2\n")).as_expected);
}

TEST(ReadWorkers, OneLabelIsOneWorker) {
  const auto output = read(rounds("Thread: #\nThread: #\n"));
  EXPECT_FALSE(output.as_expected);
  EXPECT_EQ(output.workers.size(), 1U);
  EXPECT_EQ(output.lines, 10U);
}

TEST(ReadWorkers, WrongNumbersStayWrong) {
  EXPECT_FALSE(read(rounds("Thread 1: #\nThread 2: #\n", 0)).as_expected);
  EXPECT_FALSE(
      read(rounds("Thread 1: #\n") + "Thread 2: 1\nThread 2: 2\nThread 2: 3\nThread 2: 4\n")
          .as_expected);
  EXPECT_FALSE(read(rounds("Thread 1: #\nThread 2: #\nThread 1: #\nThread 2: #\n")).as_expected);
  EXPECT_FALSE(
      read(rounds("Thread 1: #\nThread 2: #\n") + "Thread 1: 6\nThread 2: 6\n").as_expected);
  EXPECT_FALSE(read("Thread 1: 5\nThread 1: 4\nThread 1: 3\nThread 1: 2\nThread 1: 1\n" +
                    rounds("Thread 2: #\n"))
                   .as_expected);
}

TEST(ReadWorkers, AThirdCompleteWorkerIsOneTooMany) {
  const auto output = read(rounds("A: #\nB: #\nC: #\n"));
  EXPECT_FALSE(output.as_expected);
  EXPECT_EQ(output.workers.size(), 3U);
}

TEST(ReadWorkers, AsManyWorkersAsAreAsked) {
  EXPECT_TRUE(read(rounds("A: #\nB: #\nC: #\n"), 3).as_expected);
}

TEST(ReadWorkers, NoOutputHasNoWorkers) {
  EXPECT_TRUE(read("").workers.empty());
  EXPECT_EQ(read("Hello, world!\n").lines, 0U);
  EXPECT_EQ(read("Total time: 5 seconds\n").lines, 0U);
}

TEST(ReadWorkers, EachNumberHasTheTimeOfItsOwnBytes) {
  const Transcript transcript{"threads",
                              "run",
                              {{1s, "program", What::out, "A: 1", {}},
                               {2s, "program", What::out, "\nA: 2\nB: 1\n", {}},
                               {3s, "program", What::out, "B: 2\n", {}}}};
  const auto output = read_workers(transcript, {1, 2}, 2);
  ASSERT_TRUE(output.as_expected);
  EXPECT_EQ(output.workers[0].lines[0].t, 1s);
  EXPECT_EQ(output.workers[0].lines[1].t, 2s);
  EXPECT_EQ(output.workers[1].lines[1].t, 3s);
  EXPECT_EQ(output.workers[1].lines[1].event, 2U);
}

TEST(ReadWorkers, RandomBytesAreNoWorkerLines) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    std::mt19937 engine{seed};
    std::string output;
    for (int byte = 0; byte < (seed % 2 == 0 ? 16'000 : 100'000); ++byte)
      output += static_cast<char>(engine() % 256);
    EXPECT_LT(read(output).lines, 4U) << seed;
  }
}

TEST(ReadWorkers, AFewOddBytesMakeNoLineUnreadable) {
  EXPECT_TRUE(read(rounds("Z\xe4hler 1: #\nZ\xe4hler 2: #\n")).as_expected) << "Latin-1";
  EXPECT_EQ(read(rounds(std::string("Thread 1: #\n\0\0\0Thread 2: #\n\0\0\0", 30))).lines, 10U);
}

TEST(ReadWorkers, AnEndlessOutputIsReadInReasonableTime) {
  std::string output;
  for (int line = 0; line < 60000; ++line) output += "Thread 1: " + std::to_string(line) + "\n";
  EXPECT_FALSE(read(output).as_expected);
  std::string one_line;
  for (int number = 0; number < 100000; ++number) one_line += " : 1";
  EXPECT_FALSE(read(one_line).as_expected);
}

}  // namespace
}  // namespace viva::judge
