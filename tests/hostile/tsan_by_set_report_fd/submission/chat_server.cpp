#include "hostile.h"

#include <dlfcn.h>

static void elsewhere() {
  held("reports go elsewhere");
  const long nowhere = open("/dev/null", O_WRONLY);
  if (void* found = dlsym(RTLD_DEFAULT, "__sanitizer_set_report_fd"))
    reinterpret_cast<void (*)(void*)>(found)(reinterpret_cast<void*>(nowhere));
}
#define AT_START elsewhere()
#include "racy_chat.h"
