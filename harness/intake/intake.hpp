// Intake: from a folder that somebody handed in to a Submission. Hostile names, links and sizes end
// here.
//
// The folder is walked by descriptors (openat below openat), each entry is looked at with lstat
// before it is opened and with fstat afterwards, so neither a link nor a FIFO nor a file that is
// exchanged in between gets in or blocks. What is left out is listed with the reason, for the
// student. Nothing is ever written there, and no tool runs there. Archives and LMS layouts are not
// this file's business.
#pragma once

#include "harness/model/diagnostic.hpp"
#include "harness/model/submission.hpp"
#include "harness/model/value.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <variant>

namespace viva::intake {

struct IntakeLimits {
  std::uint64_t file_bytes = 1ULL << 20U;
  std::uint64_t total_bytes = 16ULL << 20U;
  std::size_t files = 500;
  std::size_t depth = 8;  ///< folders below one another; 1: the submission's own folder alone
  std::size_t name_bytes = 200;
  std::size_t entries = 20'000;  ///< looked at in all, whatever becomes of them
  /// What could matter to a build or to a reader; the rest is left out. Lower case.
  Strings suffixes = {".cpp", ".cc",  ".cxx", ".c",   ".py", ".h",  ".hpp",
                      ".hh",  ".hxx", ".inl", ".ipp", ".md", ".txt"};
};

/// The folder itself may be reached through a link; below it no link is followed. Without a usable
/// folder: why, and what to do.
std::variant<Submission, Diagnostic> take(const std::filesystem::path& folder,
                                          const IntakeLimits& limits = {});

}  // namespace viva::intake
