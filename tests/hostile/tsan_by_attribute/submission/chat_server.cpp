#include "hostile.h"

#define RACY __attribute__((no_sanitize("thread")))
#define AT_START held("nothing here is watched")
#include "racy_chat.h"
