// The keeper: a process that outlives viva by a moment and removes what it left behind, however it
// ended: the temporary folder and the control groups. Processes need no keeper, they die with viva.
#pragma once

#include "harness/box/descriptor.hpp"

#include <filesystem>

namespace viva::cli {

class Keeper {
 public:
  /// Starts it. Throws Trouble when it cannot be started.
  Keeper();
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;
  /// All is cleaned up already: it just ends.
  ~Keeper();

  /// To be called before these are made; the keeper may find them missing.
  void keep_folder(const std::filesystem::path& folder) const;
  void keep_group(const std::filesystem::path& folder) const;

 private:
  void tell(char what, const std::filesystem::path& path) const;

  box::Descriptor line_;
};

/// The keeper's end of the same program: `viva keeper`, with the line as its standard input.
int keeper_main();

}  // namespace viva::cli
