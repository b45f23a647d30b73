#include "hostile.h"

#include <string>

int main() {
  int made = 0;
  int error = 0;
  for (const char* folder : {"/tmp/", "/dev/shm/"}) {
    for (int i = 0; i < 40'000; ++i) {
      const int file = open((folder + std::to_string(i)).c_str(), O_WRONLY | O_CREAT, 0600);
      if (file < 0) {
        error = errno;
        break;
      }
      close(file);
      ++made;
    }
  }
  if (made > 60'000)
    breach("%d files were made", made);
  else
    held("only %d files could be made: %s", made, strerror(error));
}
