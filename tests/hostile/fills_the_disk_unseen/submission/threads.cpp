#include "hostile.h"

#include <string>

int main() {
  long held_by_us = 0;
  for (int i = 0; i < 40; ++i) {
    const std::string name = std::string(i % 2 == 0 ? "/tmp/" : "/dev/shm/") + std::to_string(i);
    const int file = open(name.c_str(), O_RDWR | O_CREAT, 0600);
    unlink(name.c_str());
    if (file < 0 || fallocate(file, 0, 0, 15 << 20) != 0) {
      if (file >= 0 && fallocate(file, FALLOC_FL_KEEP_SIZE, 0, 15 << 20) == 0) held_by_us += 15;
      continue;
    }
    held_by_us += 15;
  }
  if (held_by_us > 36)
    breach("%ld MB are held by files without a name, 32 are allowed", held_by_us);
  else
    held("only %ld MB could be held", held_by_us);
  const int large = open("/tmp/sparse", O_WRONLY | O_CREAT, 0600);
  signal(SIGXFSZ, SIG_IGN);
  judge(ftruncate(large, 1LL << 40), "a sparse file of 1 TB");
}
