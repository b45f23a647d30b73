// Examine one submission: build what is needed, play the scenarios, remember what was seen.
// Evidence comes out; nothing is judged here.
#pragma once

#include "harness/batch/pool.hpp"
#include "harness/build/build.hpp"
#include "harness/model/assignment.hpp"
#include "harness/model/event.hpp"
#include "harness/model/submission.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace viva::batch {

using ScenarioKey = std::pair<std::string, std::string>;  ///< exercise, scenario

/// What happens meanwhile, for whoever shows it. Called from several threads, also at the
/// same time where several submissions are examined.
struct Progress {
  enum class Step { planned, building, examining, done } step = Step::planned;
  std::string exercise;
  std::string scenario;     ///< empty: the build
  bool remembered = false;  ///< done without running anything
};
using Tell = std::function<void(const Progress&)>;

struct Plan {
  const Assignment* assignment = nullptr;
  build::Template pristine;
  std::set<ScenarioKey> scenarios;  ///< what is to be played
  std::filesystem::path viva;       ///< our own executable, for the workers
  build::Workshop workshop;
  Slots slots;
  Tell tell;
};

struct Examined {
  std::map<std::string, Build> builds;  ///< by exercise; the plain ones
  std::map<ScenarioKey, Transcript> transcripts;
};

/// The scenarios that these exercises' checks need; hidden ones only when asked for.
std::set<ScenarioKey> needed(const Assignment& assignment, const std::set<std::string>& exercises,
                             bool hidden);

struct Work {
  const Plan* plan = nullptr;
  const Submission* submission = nullptr;
};

/// Many at once, their tasks side by side in one pool; the evidence in the same order. Throws
/// Trouble when the harness cannot go on at all (no disk, no box).
std::vector<Examined> examine_all(const std::vector<Work>& works, Slots slots);

/// One alone.
Examined examine(const Plan& plan, const Submission& submission);

/// Plays these scenarios once more, one after the other, and replaces their transcripts.
void examine_again_alone(const Plan& plan, const Submission& submission,
                         const std::set<ScenarioKey>& scenarios, Examined& examined);

}  // namespace viva::batch
