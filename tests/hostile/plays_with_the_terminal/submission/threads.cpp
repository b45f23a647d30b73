#include "hostile.h"

#include <sys/ioctl.h>
#include <termios.h>

int main() {
  judge(open("/dev/tty", O_RDWR), "viva's own terminal");
  for (int stream = 0; stream < 3; ++stream) {
    const char typed[] = "touch /tmp/typed\n";
    int typed_all = 0;
    for (const char* letter = typed; *letter != 0; ++letter)
      typed_all += ioctl(stream, TIOCSTI, letter) == 0;
    if (typed_all > 0) breach("stream %d takes typed letters", stream);
    char paste = 3;  // TIOCL_PASTESEL
    judge(ioctl(stream, TIOCLINUX, &paste), "TIOCLINUX");
    judge(ioctl(stream, TIOCCONS), "the console's output");
  }
  ioctl(1, TIOCSCTTY, 1);
  winsize size{0, 0, 0, 0};
  ioctl(1, TIOCSWINSZ, &size);
  size.ws_row = size.ws_col = 65535;
  ioctl(1, TIOCSWINSZ, &size);
  int on = 1;
  ioctl(1, TIOCEXCL);
  ioctl(1, TIOCPKT, &on);
  termios settings{};
  cfmakeraw(&settings);
  settings.c_lflag = ECHO | ISIG | ICANON | TOSTOP;
  settings.c_oflag = OPOST | ONLCR | OLCUC;
  settings.c_iflag = IXON;
  tcsetattr(1, TCSANOW, &settings);
  tcflow(1, TCOOFF);  // nothing that is written from here on arrives
  alarm(3);
  (void)!write(1, "Thread 1: 1\n", 12);
}
