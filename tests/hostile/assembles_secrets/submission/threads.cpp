#include "hostile.h"

__asm__(".pushsection .rodata\nstolen: .incbin \"" DECOY_FILE "\"\n.byte 0\n.popsection");
__asm__(".pushsection .rodata\nshadow: .incbin \"/etc/shadow\"\n.byte 0\n.popsection");
__asm__(".include \"/etc/passwd\"");
__asm__(".include \"" DECOY_FILE "\"");
__asm__(".include \"/proc/self/environ\"");

extern const char stolen[];
int main() {
  breach("%s", stolen);
}
