// Any transcript: it is read or refused, written back the same, judged by every kind of check
// without a crash, and told without a byte that a terminal would obey.
#include "harness/judge/judge.hpp"
#include "harness/model/json.hpp"
#include "harness/model/trouble.hpp"
#include "harness/report/terminal.hpp"
#include "tests/fuzz/kinds.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace viva;
  Transcript transcript;
  try {
    transcript = read_transcript(std::string(data, data + size));
  } catch (const Trouble&) {
    return 0;
  }
  const Exercise exercise = fuzz::every_check({transcript.exercise, transcript.scenario});
  judge::Transcripts transcripts{{{transcript.exercise, transcript.scenario}, transcript}};
  Build build;
  build.status = BuildStatus::ok;
  Grade grade;
  grade.exercises.push_back(
      judge::judge_exercise(exercise, build, transcripts, judge::Audience::everything));
  judge::sum_up(grade);
  report::TerminalReport how;
  how.detail = report::Detail::full;
  const std::string text = report::terminal_text(grade, transcripts, how);
  if (text.find_first_of("\x1b\r\x07") != std::string::npos) std::abort();
  static_cast<void>(read_grade(to_json(grade)));
  return 0;
}
