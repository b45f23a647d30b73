#include "/dev/stdin"
#include "/proc/self/fd/0"
#include "/dev/tty"
#include "/dev/random"
#include "/dev/zero"
int main() {}
