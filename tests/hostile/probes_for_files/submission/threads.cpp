#include "hostile.h"

// The warning says whether the file exists, and whether it is newer than this one.
#pragma GCC dependency "/usr/include/stdio.h"
#if __has_include(DECOY_FILE) ||                                          \
                  __has_include(                                          \
                      "/etc/passwd") ||                                   \
                      __has_include(                                      \
                          "/etc/shadow") ||                               \
                          __has_include(                                  \
                              "/etc/hostname") ||                         \
                              __has_include(                              \
                                  "/root/.bashrc") ||                     \
                                  __has_include("/var/log/dpkg.log") ||   \
                                                __has_include("/home") || \
                                                              __has_include("/etc/os-release")
int main() {
  breach("the compiler sees files of the host's");
}
#else
int main() {
  held("the compiler sees none of them");
}
#endif
