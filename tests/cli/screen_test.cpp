#include "harness/cli/screen.hpp"

namespace {

using namespace viva::cli;

constexpr const char* utf8 = "en_US.UTF-8";

Screen terminal() {
  return {true, 90, "xterm-256color", utf8, false, false};
}

TEST(Screen, ATerminalGetsColoursAndItsWidth) {
  EXPECT_EQ(style_of(terminal(), Color::automatic), (viva::report::Style{90, true, true}));
}

TEST(Screen, AFileGetsNoColours) {
  Screen file = terminal();
  file.terminal = false;
  file.columns = 0;
  EXPECT_EQ(style_of(file, Color::automatic), (viva::report::Style{80, false, true}));
  EXPECT_TRUE(style_of(file, Color::always).colour);
  file.force_color = true;
  EXPECT_TRUE(style_of(file, Color::automatic).colour);
}

TEST(Screen, NoColorAndDumbTerminalsAreObeyedUnlessColoursAreDemanded) {
  Screen screen = terminal();
  screen.no_color = true;
  screen.force_color = true;
  EXPECT_FALSE(style_of(screen, Color::automatic).colour);
  EXPECT_TRUE(style_of(screen, Color::always).colour);
  screen = terminal();
  screen.term = "dumb";
  EXPECT_FALSE(style_of(screen, Color::automatic).colour);
  EXPECT_FALSE(style_of(terminal(), Color::never).colour);
}

TEST(Screen, OnlyAUtf8LocaleShowsMoreThanAscii) {
  Screen screen = terminal();
  for (const char* locale : {"de_DE.utf8", "C.UTF-8"}) {
    screen.locale = locale;
    EXPECT_TRUE(style_of(screen, Color::automatic).unicode) << locale;
  }
  for (const char* locale : {"", "C", "POSIX", "de_DE.ISO-8859-1"}) {
    screen.locale = locale;
    EXPECT_FALSE(style_of(screen, Color::automatic).unicode) << locale;
  }
}

TEST(Screen, TheWidthStaysReadable) {
  Screen screen = terminal();
  screen.columns = 12;
  EXPECT_EQ(style_of(screen, Color::automatic).width, 40U);
  screen.columns = 250;
  EXPECT_EQ(style_of(screen, Color::automatic).width, 100U);
}

}  // namespace
