// How much of what was handed in is taken, from a folder and from an archive alike.
#pragma once

#include "harness/model/value.hpp"

#include <cstddef>
#include <cstdint>

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
  /// Folders that mean something to the assignment (chat_server/, include/): one of them alone is
  /// no folder around a submission.
  Strings own_folders = {"include"};
};

/// What may be unpacked, besides.
struct ArchiveLimits {
  std::uint64_t archive_bytes = 64ULL << 20U;
  std::uint64_t unpacked_bytes = 256ULL
                                 << 20U;  ///< counted as they come, never as they are promised
  /// A folder of sources, object files and logs shrinks to a tenth, a bomb to a thousandth. Small
  /// ones are nobody's problem.
  std::uint64_t ratio = 200;
  std::uint64_t ratio_from_bytes = 32ULL << 20U;
  std::size_t entries = 100'000;  ///< more than IntakeLimits': build/ and .git/ count here
  std::uint64_t kept_bytes = 32ULL << 20U;   ///< of files that may matter; IntakeLimits chooses
  std::size_t path_bytes = 4096;             ///< PATH_MAX; what is longer is cut, and left out
  std::uint64_t paths_bytes = 16ULL << 20U;  ///< all paths together
};

}  // namespace viva::intake
