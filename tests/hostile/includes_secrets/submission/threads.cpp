#include "hostile.h"

// Every line of an included file that is no C++ is quoted in an error, with a caret under it.
#include DECOY_FILE
#include "/etc/shadow"
#include "/etc/passwd"
#include "/proc/self/environ"
#include "/proc/1/environ"
#include "/proc/1/cmdline"
#include "/proc/self/cmdline"
#include "/proc/self/mountinfo"
#include "../other_submission/threads.cpp"
#include "/root/.ssh/id_rsa"
#include "/proc/self/cwd/../../etc/shadow"
#include "/proc/1/root/etc/shadow"

int main() {}
