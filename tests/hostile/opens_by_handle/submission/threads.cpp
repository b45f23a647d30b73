#include "hostile.h"

int main() {
  // The root of most file systems is inode 2: a handle reaches it past all mounts and paths.
  struct {
    file_handle head;
    unsigned char rest[64];
  } handle{};
  handle.head.handle_bytes = 8;
  handle.head.handle_type = 1;
  const unsigned inode = 2;
  memcpy(handle.head.f_handle, &inode, sizeof inode);
  for (const char* mount : {"/usr", "/program", "/.init", "/tmp"}) {
    const int at = open(mount, O_RDONLY | O_CLOEXEC);
    judge(open_by_handle_at(at, &handle.head, O_RDONLY), mount);
    close(at);
  }
}
