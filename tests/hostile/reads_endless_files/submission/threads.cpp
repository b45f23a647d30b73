#include "/dev/random"
#include "/dev/stdin"
#include "/dev/tty"
#include "/dev/zero"
#include "/proc/self/fd/0"
int main() {}
