// A mistake in what somebody wrote for viva (a spec, grading.toml), with the place and the mend.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace viva {

struct Diagnostic {
  std::string file;    ///< as the reader knows it, relative to where viva was started if possible
  int line = 0;        ///< from 1; 0 when the whole file is meant
  int column = 0;      ///< from 1, in characters
  int width = 1;       ///< characters to underline
  std::string source;  ///< the text of that line
  std::string what;    ///< what is wrong: lower case, no full stop, names in backticks
  std::string help;    ///< what to do; empty when there is nothing to say

  bool operator==(const Diagnostic&) const = default;
};

/// One without a place: of the command line, or of what was handed in.
inline Diagnostic diagnose(std::string what, std::string help) {
  Diagnostic diagnostic;
  diagnostic.what = std::move(what);
  diagnostic.help = std::move(help);
  return diagnostic;
}

using Diagnostics = std::vector<Diagnostic>;

}  // namespace viva
