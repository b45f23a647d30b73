#include "hostile.h"

// What the compiler calls at each access, made to do nothing.
extern "C" {
#define NOTHING(name) \
  __attribute__((no_sanitize("thread"))) void name(void*) {}
NOTHING(__tsan_read1)
NOTHING(__tsan_read2)
NOTHING(__tsan_read4)
NOTHING(__tsan_read8)
NOTHING(__tsan_write1)
NOTHING(__tsan_write2)
NOTHING(__tsan_write4)
NOTHING(__tsan_write8)
__attribute__((no_sanitize("thread"))) void __tsan_on_report(void*) {}
}
#define AT_START held("the accesses are announced to nobody")
#include "racy_chat.h"
