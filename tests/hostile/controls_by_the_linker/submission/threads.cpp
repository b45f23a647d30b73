#include "hostile.h"

// The linker prints what stands in such a section whenever somebody uses the symbol.
extern "C" void told() {}
__asm__(
    ".pushsection .gnu.warning.told,\"\",@progbits\n"
    ".ascii \"\\n::error file=viva::by the linker\\n##[group]\\033[2J\\033]0;title\\007\"\n"
    ".byte 0xe2, 0x80, 0xae, 0xff, 0\n"
    ".popsection\n"
    // And a symbol whose name is an escape sequence, which nobody defines.
    ".globl \"\\033[2J::error::\"\n"
    ".data\n.quad \"\\033[2J::error::\"\n.text\n");

int main() {
  told();
}
