#include "hostile.h"

// To show where an error is, the compiler opens the file that the directive names.
#line 1 "/etc/passwd"
int one = "error";
#line 1 "/etc/shadow"
int two = "error";
#line 1 "/proc/self/environ"
int three = "error";
#define QUOTE(file) _Pragma(#file)
#line 1 DECOY_FILE
int four = "error";
int main() {}
