#include "hostile.h"

#ifdef __x86_64__
// The same calls have other numbers there; a filter that compares numbers only lets them through.
static long by_interrupt(long number, long a, long b) {
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(b), "d"(0) : "memory");
  if (result < 0) {
    errno = (int)-result;
    return -1;
  }
  return result;
}
static long interrupt_userfault(void) {
  return by_interrupt(374, 1, 0);
}
static long interrupt_keyctl(void) {
  return by_interrupt(288, 1, 0);
}
static long interrupt_getpid(void) {
  return by_interrupt(20, 0, 0);
}
static long x32_keyctl(void) {
  return syscall(0x40000000 | SYS_keyctl, 1, 0);
}
static long x32_userfault(void) {
  return syscall(0x40000000 | SYS_userfaultfd, 1);
}
#endif

int main(void) {
#ifdef __x86_64__
  judge_apart(interrupt_userfault, "userfaultfd by int 0x80");
  judge_apart(interrupt_keyctl, "keyctl by int 0x80");
  judge_apart(interrupt_getpid, "getpid by int 0x80");
  judge_apart(x32_keyctl, "keyctl by x32");
  judge_apart(x32_userfault, "userfaultfd by x32");
#else
  held("there is no such door");
#endif
}
