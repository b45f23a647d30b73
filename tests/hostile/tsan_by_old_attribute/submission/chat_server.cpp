#include "hostile.h"

#define RACY                                       \
  [[gnu::no_sanitize_thread, gnu::no_sanitize("th" \
                                              "read")]]
#define AT_START held("nothing here is watched")
#include "racy_chat.h"
