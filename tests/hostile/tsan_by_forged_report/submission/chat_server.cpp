#include "hostile.h"

#include <thread>

// Half a report is begun again and again, so that the real one falls into it.
static void confuse() {
  held("half reports follow");
  std::thread([] {
    for (int i = 0; i < 3000; ++i) {
      dprintf(2,
              "==================\nWARNING: ThreadSanitizer: data race (pid=2)\n"
              "  Write of size 8 at 0x1 by main thread:\n    #0 x /usr/include/x.h:1 (x+0x1)\n");
      usleep(1000);
    }
  }).detach();
}
#define AT_START confuse()
#include "racy_chat.h"
