#include "hostile.h"

// Every line of an included file that is no C++ is quoted in an error, with a caret under it. What is
// not there would end the attempt, so each is asked for first.
#if __has_include(DECOY_FILE)
#include DECOY_FILE
#endif
#if __has_include("/etc/shadow")
#include "/etc/shadow"
#endif
#if __has_include("/etc/passwd")
#include "/etc/passwd"
#endif
#if __has_include("/proc/self/environ")
#include "/proc/self/environ"
#endif
#if __has_include("/proc/self/cmdline")
#include "/proc/self/cmdline"
#endif
#if __has_include("/proc/self/mountinfo")
#include "/proc/self/mountinfo"
#endif
#if __has_include("/proc/self/cwd/../../etc/shadow")
#include "/proc/self/cwd/../../etc/shadow"
#endif

#error "that was all"
int main() {}
