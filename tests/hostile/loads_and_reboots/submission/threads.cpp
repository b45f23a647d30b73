// Each call is one that does no harm even if it is carried out.
#include "hostile.h"

#include <sys/klog.h>
#include <sys/mman.h>

int main() {
  judge_apart([]() -> long { return syscall(SYS_init_module, "", 0, ""); }, "init_module");
  judge_apart([]() -> long { return syscall(SYS_finit_module, 0, "", 0); }, "finit_module");
  judge_apart([]() -> long { return syscall(SYS_delete_module, "no_such_module", O_NONBLOCK); },
              "delete_module");
  judge_apart([]() -> long { return syscall(SYS_kexec_load, 0, 0, nullptr, 0); }, "kexec_load");
  judge_apart([]() -> long { return syscall(SYS_swapoff, "/tmp/none"); }, "swapoff");
  judge_apart([]() -> long { return syscall(SYS_acct, nullptr); }, "acct");
  judge_apart(
      []() -> long { return syscall(SYS_reboot, 0xfee1dead, 672274793, 0 /* CAD off */, 0); },
      "reboot");
  judge_apart(
      []() -> long {
        static char log[200];
        return klogctl(3 /* read all */, log, sizeof log);
      },
      "the kernel's log");
  judge_apart([]() -> long { return syscall(SYS_quotactl, 0x80000100, "/dev/vda", 0, nullptr); },
              "quotactl");
#ifdef SYS_iopl
  judge_apart([]() -> long { return syscall(SYS_iopl, 3); }, "iopl");
#endif
}
