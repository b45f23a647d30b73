#include "harness/cli/screen.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace viva::cli {
namespace {

constexpr std::size_t usual_columns = 80;
constexpr std::size_t least_columns = 40;
constexpr std::size_t most_columns = 100;  // longer lines are hard to read

std::string variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets any
  return value == nullptr ? std::string{} : std::string{value};
}

bool says_utf8(std::string locale) {
  std::transform(locale.begin(), locale.end(), locale.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
}

}  // namespace

Screen look_at(int descriptor) {
  Screen screen;
  screen.terminal = ::isatty(descriptor) == 1;
  winsize size{};
  if (screen.terminal && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0) screen.columns = size.ws_col;
  screen.term = variable("TERM");
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (screen.locale.empty()) screen.locale = variable(name);
  }
  screen.no_color = !variable("NO_COLOR").empty();
  for (const char* name : {"CLICOLOR_FORCE", "FORCE_COLOR"}) {
    const std::string value = variable(name);
    screen.force_color = screen.force_color || (!value.empty() && value != "0");
  }
  return screen;
}

report::Style style_of(const Screen& screen, Color color) {
  report::Style style;
  const std::size_t columns = screen.columns == 0 ? usual_columns : screen.columns;
  style.width = std::clamp(columns, least_columns, most_columns);
  const bool by_itself =
      !screen.no_color && (screen.force_color || (screen.terminal && screen.term != "dumb"));
  style.colour = color == Color::always || (color == Color::automatic && by_itself);
  style.unicode = says_utf8(screen.locale);
  return style;
}

}  // namespace viva::cli
