#include "hostile.h"

#include <sys/sysmacros.h>

int main() {
  for (const char* path :
       {"/dev/mem", "/dev/kmem", "/dev/port", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/kvm",
        "/dev/fuse", "/dev/net/tun", "/dev/vsock", "/dev/loop0", "/dev/loop-control",
        "/dev/input/event0", "/dev/rtc0", "/proc/kcore", "/proc/kmsg", "/proc/sysrq-trigger",
        "/dev/userfaultfd"}) {
    judge(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC), path);
  }
  judge(mknod("/tmp/memory", S_IFCHR | 0666, makedev(1, 1)), "make /dev/mem");
  judge(mknod("/tmp/disk", S_IFBLK | 0666, makedev(254, 0)), "make a disk");
}
