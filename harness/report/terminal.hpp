// A grade as a student reads it in a terminal: the score, a line per exercise, and for what is not
// perfect each check with the story of its failure. Decides nothing; everything stands in the
// grade.
#pragma once

#include "harness/model/grade.hpp"
#include "harness/report/story.hpp"
#include "harness/report/style.hpp"

#include <string>

namespace viva::report {

enum class Detail {
  brief,  ///< the score and a line per exercise
  usual,  ///< and what is not perfect, with stories
  full,   ///< and everything else
};

struct TerminalReport {
  Style style;
  Detail detail = Detail::usual;
  std::string again = "viva check";  ///< the command that grades this submission again
  std::string folder = ".";          ///< the submission's, as it was given
  std::string options = {};          ///< what `viva explain` needs too: "--assignment course"
};

std::string terminal_text(const Grade& grade, const Transcripts& transcripts,
                          const TerminalReport& report);

}  // namespace viva::report
