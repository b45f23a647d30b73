#include "hostile.h"

#include <sys/mount.h>

int main() {
  judge_apart([]() -> long { return mount("none", "/tmp", "tmpfs", 0, ""); }, "mount a tmpfs");
  judge_apart([]() -> long { return mount("/", "/tmp", nullptr, MS_BIND | MS_REC, ""); }, "bind /");
  judge_apart([]() -> long { return mount("proc", "/tmp", "proc", 0, ""); }, "mount proc");
  judge_apart([]() -> long { return mount(nullptr, "/", nullptr, MS_REMOUNT | MS_BIND, ""); },
              "remount / to write");
  judge_apart([]() -> long { return mount(nullptr, "/", nullptr, MS_SHARED | MS_REC, ""); },
              "share mounts with the host");
  judge_apart([]() -> long { return umount2("/proc", MNT_DETACH); }, "umount /proc");
  judge_apart([]() -> long { return umount2("/usr", MNT_DETACH); }, "umount /usr");
  judge_apart([]() -> long { return syscall(SYS_pivot_root, "/tmp", "/tmp"); }, "pivot_root");
  judge_apart([]() -> long { return chroot("/tmp"); }, "chroot");
  judge_apart([]() -> long { return syscall(428 /* open_tree */, -1, "/", 1); }, "open_tree clone");
  judge_apart([]() -> long { return syscall(430 /* fsopen */, "tmpfs", 0); }, "fsopen");
  judge_apart([]() -> long { return syscall(442 /* mount_setattr */, -1, "/", 0, nullptr, 32); },
              "mount_setattr");
}
