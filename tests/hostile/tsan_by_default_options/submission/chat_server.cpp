#include "hostile.h"

extern "C" {
const char* __tsan_default_options() {
  return "report_bugs=0:exitcode=0";
}
const char* __tsan_default_suppressions() {
  return "race:*\nrace_top:*\n";
}
}
#define AT_START held("options and suppressions were defined")
#include "racy_chat.h"
