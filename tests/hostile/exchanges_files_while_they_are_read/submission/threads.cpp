// Whatever of these is read is quoted by the compiler.
#if __has_include("a.h")
#include "a.h"
#endif
#if __has_include("b.h")
#include "b.h"
#endif
#if __has_include("include/secret.txt")
#include "include/secret.txt"
#endif
#if __has_include("include/passwd.h")
#include "include/passwd.h"
#endif
int main() {}
