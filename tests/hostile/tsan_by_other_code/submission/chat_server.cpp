#include "hostile.h"

// The compiler tells which build it is: only the watched one locks.
#ifdef __SANITIZE_THREAD__
#include <mutex>
static std::mutex watched;
#define GUARD std::lock_guard hold(watched)
#endif
#define AT_START held("another program for another build")
#include "racy_chat.h"
