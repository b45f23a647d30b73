#include "hostile.h"

#include <sys/ptrace.h>
#include <sys/uio.h>

int main() {
  for (const pid_t other : {pid_t{1}, getppid(), pid_t{DECOY_PID}}) {
    char what[80];
    snprintf(what, sizeof what, "process %d", other);
    judge(ptrace(PTRACE_ATTACH, other, nullptr, nullptr), what);
    judge(ptrace(PTRACE_SEIZE, other, nullptr, nullptr), what);
    char bytes[8];
    iovec here{bytes, sizeof bytes};
    iovec there{reinterpret_cast<void*>(0x400000), sizeof bytes};
    judge(process_vm_readv(other, &here, 1, &there, 1, 0), what);
    judge(process_vm_writev(other, &here, 1, &there, 1, 0), what);
    for (const char* file : {"mem", "environ", "maps", "fd/3", "root", "cwd"}) {
      char path[80];
      snprintf(path, sizeof path, "/proc/%d/%s", other, file);
      judge(open(path, O_RDONLY | O_CLOEXEC), path);
    }
  }
}
