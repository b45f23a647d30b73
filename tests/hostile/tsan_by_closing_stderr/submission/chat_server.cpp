#include "hostile.h"

#define AT_START                      \
  held("the error stream is closed"); \
  dup2(open("/dev/null", O_WRONLY), 2)
#include "racy_chat.h"
