#include "hostile.h"

// A path on the host, and what hides the same file behind a link of the kernel's.
static void look(const char* path) {
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  char text[80] = {};
  if (file >= 0 && read(file, text, sizeof text - 1) >= 0) return breach("%s: %s", path, text);
  held("%s: %s", path, strerror(errno));
}

int main() {
  for (const char* path :
       {DECOY_FILE, DECOY_OTHER "/threads.cpp", "/etc/passwd", "/etc/shadow", "/etc/hostname",
        "/etc/machine-id", "/root/.bashrc", "/root/.ssh/id_rsa", "/var/log/dpkg.log",
        "/run/systemd/notify", "/sys/class/net/lo/address", "/specs/threads.toml"}) {
    look(path);
  }
  // From every process that can be seen, by its root and its working folder.
  for (const char* begin : {"/proc/1/root", "/proc/self/root", "/proc/1/cwd", "/proc/self/cwd/..",
                            "/proc/self/task/1/root", "/../../.."}) {
    char path[900];
    snprintf(path, sizeof path, "%s%s", begin, DECOY_FILE);
    look(path);
  }
}
