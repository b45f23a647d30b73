#include "hostile.h"

int main() {
  held("controls follow");
  for (const int stream : {1, 2}) {
    const char text[] =
        "Thread 1: 1\033[2J\033[H\033]0;title\007\033]52;c;cm0gLXJmIH4K\007\033P+q544e\033\\\n"
        "\033[31mThread 1: "
        "2\033[0m\033[?1049h\033c\033[6n\033]8;;http://192.0.2.1/\033\\x\033]8;;\033\\\n"
        "Thread 1: \0003\r\rThread 2: 5\b\b\b\x7f\x0e\x9b\x31\x6d\xc2\x9b\x32J\n"
        "Thread 2: \u202e1 \u2066\u2067\u200f\u200b\ufeff\u2028\u2029\U000e0041 2\n"
        "\xff\xfe\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80 Thread 3: 3\n";
    (void)!write(stream, text, sizeof text - 1);
  }
}
