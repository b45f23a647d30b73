#include "hostile.h"

#include <linux/sched.h>
#include <sched.h>

int main() {
  judge_apart([]() -> long { return unshare(CLONE_NEWUSER); }, "unshare a user namespace");
  judge_apart([]() -> long { return unshare(CLONE_NEWNET); }, "unshare the network");
  judge_apart([]() -> long { return unshare(CLONE_NEWNS); }, "unshare mounts");
  judge_apart([]() -> long { return unshare(CLONE_NEWPID); }, "unshare process ids");
  judge_apart([]() -> long { return unshare(CLONE_NEWIPC | CLONE_NEWUTS); }, "unshare ipc and uts");
  judge_apart([]() -> long { return syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0); },
              "clone into a user namespace");
  judge_apart(
      []() -> long {
        struct clone_args how {};
        how.flags = CLONE_NEWUSER | CLONE_NEWNET;
        how.exit_signal = SIGCHLD;
        return syscall(SYS_clone3, &how, sizeof how);
      },
      "clone3 into a user namespace");
  judge_apart([]() -> long { return setns(open("/proc/1/ns/user", O_RDONLY), CLONE_NEWUSER); },
              "setns");
}
