// Intake: from a folder that somebody handed in to a Submission. Hostile names, links and sizes end
// here.
//
// The folder is walked by descriptors (openat below openat), each entry is looked at with lstat
// before it is opened and with fstat afterwards, so neither a link nor a FIFO nor a file that is
// exchanged in between gets in or blocks. What is left out is listed with the reason, for the
// student. Nothing is ever written there, and no tool runs there. Archives are archive.hpp's
// business; what is taken of either is gathering.hpp's.
#pragma once

#include "harness/intake/limits.hpp"
#include "harness/model/diagnostic.hpp"
#include "harness/model/submission.hpp"

#include <filesystem>
#include <variant>

namespace viva::intake {

/// The folder itself may be reached through a link; below it no link is followed. A folder whose
/// only content is one folder is stepped into. Without a usable folder: why, and what to do.
std::variant<Submission, Diagnostic> take(const std::filesystem::path& folder,
                                          const IntakeLimits& limits = {});

/// For a file that is neither a folder nor an archive.
Diagnostic diagnose_file(const std::filesystem::path& file);

}  // namespace viva::intake
