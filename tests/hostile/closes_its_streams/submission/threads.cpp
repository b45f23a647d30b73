#include "hostile.h"

#include <sys/ioctl.h>
#include <termios.h>

int main() {
  held("the streams are closed and opened in every way");
  for (const char* path : {"/proc/self/fd/0", "/proc/self/fd/1", "/proc/self/fd/2", "/dev/stdout",
                           "/dev/stderr", "/dev/pts/0", "/dev/ptmx", "/dev/console"}) {
    const int file = open(path, O_RDWR | O_NONBLOCK | O_NOCTTY);
    if (file < 0) continue;
    (void)!write(file, "Thread 1: 1\n", 12);
    fcntl(file, F_SETFL, O_NONBLOCK | O_APPEND | O_ASYNC);
    fcntl(file, F_SETOWN, 1);
  }
  dup2(2, 0);
  dup2(1, 2);
  close(1);
  (void)!write(2, "Thread 2: 1\n", 12);
  for (int number = 0; number < 64; ++number) close(number);
  sleep(2);  // nobody hears it, but it lives
}
