#include "hostile.h"

#include <termios.h>

// Its own terminal at its worst, then its own end.
int main() {
  const char text[] =
      "\033[2J\033[H\033]0;title\007\033[?1049h\033[?25l\033[6n\033c\033]52;c;cm0gLXJmIH4K\007\n";
  for (int round = 0; round < 20; ++round) {
    for (const int stream : {0, 1, 2}) (void)!write(stream, text, sizeof text - 1);
  }
  termios raw{};
  cfmakeraw(&raw);
  for (const int stream : {0, 1, 2}) tcsetattr(stream, TCSANOW, &raw);
  sleep(2);
  kill(getpid(), SIGKILL);
}
