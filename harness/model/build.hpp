// How an exercise's program was made from a submission, or why there is none.
#pragma once

#include "harness/model/assignment.hpp"

#include <filesystem>
#include <string>

namespace viva {

enum class BuildStatus {
  ok,
  missing,  ///< no file, or unchanged from the template
  failed,   ///< the compiler said no
  timeout,  ///< the compiler went past a limit
};

struct Build {
  BuildStatus status = BuildStatus::missing;
  BuildVariant variant = BuildVariant::plain;
  std::string language;          ///< name of the language
  std::string digest;            ///< what it was made from: sources, command, compiler
  std::filesystem::path folder;  ///< holds what the program needs at run time; read only
  Strings command;               ///< how to run it; {folder} stands for where `folder` is seen
  double seconds = 0;            ///< wall time of the compiler
  bool cached = false;
  std::string diagnostics;  ///< compiler output with the student's own names and lines
  std::string why;          ///< for `missing`: the reason in a student's words
  std::string instead =
      {};  ///< for `missing`: what is there and may have been meant; part of `why`
  std::string elsewhere = {};  ///< for `missing`: the folder in which the file stands; else empty

  bool operator==(const Build&) const = default;
};

}  // namespace viva
