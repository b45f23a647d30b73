#include "hostile.h"

int main() {
  int open_files = 0;
  while (open_files < 5000 && dup(1) >= 0) ++open_files;
  const int error = errno;
  for (int number = 3; number < 5010; ++number) close(number);
  errno = error;
  if (open_files >= 5000)
    breach("5000 files are open at once");
  else
    held("file number %d: %s", open_files, strerror(errno));
}
