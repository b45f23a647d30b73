// The story of a verdict: the numbered steps of a trial up to the moment that decided, told from
// the transcript in a student's words. Pure; every report that shows steps uses this.
//
// What only machines care about is left out, pieces of one message are put together, repetitions
// are folded, and what is still too long is cut in the middle, never at the events that decided.
#pragma once

#include "harness/model/event.hpp"
#include "harness/model/grade.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace viva::report {

using Transcripts =
    std::map<std::pair<std::string, std::string>, Transcript>;  ///< by exercise, scenario

struct Step {
  Duration t{0};
  std::string text;            ///< our words with quoted bytes; printable
  bool decisive = false;       ///< one of the events that decided
  std::size_t stands_for = 1;  ///< more than 1: a fold of so many steps; its text says so

  bool operator==(const Step&) const = default;
};

struct Story {
  std::string exercise;
  std::string scenario;
  std::vector<Step> steps;

  bool operator==(const Story&) const = default;
};

struct Telling {
  std::size_t steps_max = 10;
  std::size_t quote_max = 60;  ///< characters of a quoted message
};

/// Empty when there is no transcript to tell from.
Story tell(const Verdict& verdict, const Transcripts& transcripts, const Telling& telling = {});

/// One event in a sentence; empty for those that are no part of a story.
std::string sentence_of(const Event& event, std::size_t quote_max = 60);

/// "2.1 s", and "0.012 s" in a story that is over within a second.
std::string time_of(const Step& step, const Story& story);

}  // namespace viva::report
