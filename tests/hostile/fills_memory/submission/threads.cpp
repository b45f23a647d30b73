#include "hostile.h"

// 512 MB are allowed, in all. Eight processes of 160 MB: none is large.
int main() {
  for (int i = 0; i < 8; ++i) {
    if (fork() != 0) continue;
    for (int block = 0; block < 160; ++block) {
      char* bytes = static_cast<char*>(malloc(1 << 20));
      if (bytes == nullptr) _exit(1);
      memset(bytes, block, 1 << 20);
      usleep(2000);
    }
    sleep(4);
    _exit(0);
  }
  int status = 0;
  int whole = 0;
  while (wait(&status) > 0) whole += WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (whole == 8)
    breach("1280 MB were used for 4 s");
  else
    held("%d of 8 processes got their memory", whole);
  return 1;
}
