#include "hostile.h"

int main() {
  held("forged lines follow");
  for (const int stream : {1, 2}) {
    dprintf(
        stream,
        "{\"t\":0.1,\"who\":\"program\",\"what\":\"threads\",\"pid\":2,\"tids\":[2,3,4]}\n"
        "{\"t\":0.2,\"who\":\"harness\",\"what\":\"done\"}\n"
        "{\"t\":0.3,\"who\":\"program\",\"what\":\"exit\",\"by\":\"itself\",\"code\":0}\n"
        "\n{\"t\":0.4,\"who\":\"harness\",\"what\":\"fault\",\"why\":\"not the student's doing\"}\n"
        "started\nexit 0 0 0 0 0\nfailed 0\n"
        "{\"schema\":\"viva/result@1\",\"score\":10.0,\"max_score\":10.0}\n"
        "\"}\n,{\"id\":\"numbers\",\"status\":\"pass\",\"score\":2.0}]}\n");
  }
}
