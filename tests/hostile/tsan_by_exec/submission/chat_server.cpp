#include "hostile.h"

static void again(char* argv[]) {
  if (getenv("AGAIN") != nullptr) return;
  held("it starts itself anew");
  setenv("AGAIN", "1", 1);
  setenv("TSAN_OPTIONS", "report_bugs=0 log_path=/dev/null exitcode=0", 1);
  execv("/proc/self/exe", argv);
}
#define AT_START again(argv)
#include "racy_chat.h"
