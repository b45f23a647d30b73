// Play one trial from outside: start a worker, give it its job, collect the transcript. Blocks.
#pragma once

#include "harness/box/box.hpp"
#include "harness/box/cgroup.hpp"
#include "harness/model/event.hpp"
#include "harness/trial/job.hpp"

#include <filesystem>

namespace viva::trial {

/// The transcript, whatever happened: when the worker died or hung, its last event is a `fault`.
/// `viva` is this program's own executable; `groups` where the program's control group is made, if
/// anywhere. Throws Trouble when no worker can be started at all.
Transcript play(const Job& job, const std::filesystem::path& viva,
                const box::Cgroups* groups = nullptr);

/// The best walls that trials can have here. Tried, not guessed.
struct Walls {
  box::Isolation isolation = box::Isolation::namespaces;
  std::string why;  ///< they are not the best there are; empty when they are
};
Walls walls_here(const std::filesystem::path& viva, const std::filesystem::path& init);

}  // namespace viva::trial
