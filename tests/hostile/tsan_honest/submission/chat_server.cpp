#include "hostile.h"

#define AT_START held("nothing is hidden")
#include "racy_chat.h"
