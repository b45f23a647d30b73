// What the place where words land can show: a terminal or a file, how wide, with colours or not.
#pragma once

#include "harness/cli/options.hpp"
#include "harness/report/style.hpp"

#include <cstddef>
#include <string>

namespace viva::cli {

/// The facts, as the environment and the descriptor give them.
struct Screen {
  bool terminal = false;
  std::size_t columns = 0;   ///< 0: unknown
  std::string term;          ///< TERM
  std::string locale;        ///< LC_ALL, else LC_CTYPE, else LANG
  bool no_color = false;     ///< NO_COLOR is set and not empty (no-color.org)
  bool force_color = false;  ///< CLICOLOR_FORCE or FORCE_COLOR is set and not "0"

  bool operator==(const Screen&) const = default;
};

Screen look_at(int descriptor);

report::Style style_of(const Screen& screen, Color color);

}  // namespace viva::cli
