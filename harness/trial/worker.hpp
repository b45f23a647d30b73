// The worker: a process for one trial. It reads a Job from standard input, plays it in a network of
// its own, and writes the transcript's lines to standard output as they happen.
#pragma once

#include "harness/box/box.hpp"
#include "harness/trial/job.hpp"
#include "harness/trial/stage.hpp"

#include <functional>
#include <string>
#include <vector>

namespace viva::trial {

/// The whole worker; returns its exit code: 0 when the transcript is complete.
int work(const std::vector<PeerKind>& peers);

/// Tries what every trial needs: a network of its own, and a box with these walls in it that runs
/// `true`. Exit code 0 when that works here; else 1, with the reason on standard error.
int probe(box::Isolation isolation, const std::filesystem::path& init);

}  // namespace viva::trial
