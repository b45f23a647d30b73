#include "hostile.h"

#include <mqueue.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

int main() {
  const int memory = shmget(DECOY_KEY, 0, 0);
  if (judge(memory, "the host's shared memory")) {
    char* text = static_cast<char*>(shmat(memory, nullptr, 0));
    if (text != reinterpret_cast<char*>(-1)) {
      breach("it holds %.20s", text);
      text[0] = 'x';
    }
  }
  const int queue = msgget(DECOY_KEY, 0);
  if (judge(queue, "the host's message queue")) {
    char message[512];
    judge(msgrcv(queue, message, sizeof message - 8, 0, IPC_NOWAIT), "its message");
  }
  // By identifier, for those whose keys are not known.
  for (int id = 0; id < 200; ++id) {
    shmid_ds about{};
    if (shmctl(id, SHM_STAT, &about) >= 0) breach("shared memory number %d is there", id);
  }
}
