#include "hostile.h"

#include <sys/ipc.h>
#include <sys/shm.h>

int main() {
  long filled = 0;
  for (int i = 0; i < 25; ++i) {
    const int memory = shmget(IPC_PRIVATE, 32 << 20, IPC_CREAT | 0600);
    if (memory < 0) {
      held("shmget: %s after %ld MB", strerror(errno), filled);
      return 0;
    }
    void* at = shmat(memory, nullptr, 0);
    if (at == reinterpret_cast<void*>(-1)) break;
    memset(at, 1, 32 << 20);
    shmdt(at);
    filled += 32;
    usleep(20'000);
  }
  sleep(1);
  if (filled > 700)
    breach("%ld MB lie in shared memory, 512 are allowed", filled);
  else
    held("only %ld MB could be had", filled);
}
