#include "hostile.h"

extern "C" {
const char* __tsan_default_options() {
  return "report_bugs=0 exitcode=0 log_path=/dev/null suppress_equal_addresses=1 history_size=0";
}
const char* __tsan_default_suppressions() {
  return "race:*\nrace_top:*\nthread:*\nsignal:*\ncalled_from_lib:*\n";
}
const char* __sanitizer_default_options() { return "log_path=/dev/null"; }
}
#define AT_START held("options and suppressions were defined")
#include "racy_chat.h"
