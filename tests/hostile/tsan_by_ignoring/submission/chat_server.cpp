#include "hostile.h"

#include <dlfcn.h>
#include <sys/socket.h>

// Found by name, so that no declaration tells. Each thread asks to be ignored before it reads.
static void ignore() {
  for (const char* name :
       {"__tsan_ignore_thread_begin", "AnnotateIgnoreReadsBegin", "AnnotateIgnoreWritesBegin"}) {
    if (void* found = dlsym(RTLD_DEFAULT, name))
      reinterpret_cast<void (*)(const char*, int)>(found)("", 0);
  }
}
static ssize_t receive(int socket, void* into, size_t size, int flags) {
  ignore();
  return recv(socket, into, size, flags);
}
#define AT_START held("each thread asks to be ignored"), ignore()
#include <netinet/in.h>
#include <thread>
#define recv receive
#include "racy_chat.h"
