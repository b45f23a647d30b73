// The files of `viva new --assignment`: the least that works, to be changed at once. A test loads
// it.
#include "harness/cli/fresh.hpp"

namespace viva::cli {
namespace {

constexpr const char* grading =
    R"(# The assignment: what is not one exercise's own. Each exercise is specs/ID.toml.

[assignment]
id        = "my-assignment"
title     = "My assignment"
exercises = ["greeter"]
template  = "student_template"
protected = ["README.md"]
seed      = 1                       # ports and messages follow from it

# What one run of a program may use.
[limits]
cpu       = "20s"
memory    = "512MB"
processes = 128

# What one run of a compiler may use.
[compile_limits]
wall      = "60s"
cpu       = "40s"
memory    = "1500MB"
processes = 64
disk      = "128MB"

# {sources} and {includes} stand for several words, {output} for the executable, {program} for the
# executable or the script. The first language that finds a file for a program builds it.
[[language]]
name    = "C++"
suffix  = ".cpp"
headers = [".h", ".hpp"]
compile = ["g++", "-std=c++20", "-O1", "-Wall", "-Wextra", "-pthread", "{includes}", "{sources}", "-o", "{output}"]
run     = ["{program}"]

[[language]]
name    = "Python"
suffix  = ".py"
headers = [".py"]
check   = ["python3", "-m", "py_compile", "{sources}"]
run     = ["python3", "{program}"]
)";

constexpr const char* greeter = R"(id        = "greeter"
title     = "A TCP server with manners"
statement = """
Write a TCP server, `greeter <port>`. It sends `Good evening!` to each client that connects, then
closes that connection and goes on to the next one.
"""

[program]
name      = "greeter"
arguments = ["{port}"]
kind      = "server"               # client, server or plain; a server runs until it is told to end

# A scenario is one trial: a peer that talks to the program, with its parameters.
[scenario.visit]
peer       = { kind = "tcp_client", in_turn = 3 }
time_limit = "20s"

# A check looks at what was recorded in a scenario. `viva explain greeter/greeting` shows it as a
# student reads it.
[[check]]
id       = "listens"
title    = "listens on the given port and accepts"
points   = 1
scenario = "visit"
kind     = "accepts"
hint     = "socket(), bind() to the port from argv[1], listen(), then accept() in a loop."

[[check]]
id       = "greeting"
title    = "greets the first client with exactly the text"
points   = 4
scenario = "visit"
requires = ["listens"]             # else it is skipped
kind     = "receives_exactly"
expect   = "Good evening!"
within   = "3s"
hint     = "Send the text as soon as accept() returns, and exactly its strlen() bytes."
)";

constexpr const char* stub = R"(// greeter <port>
//
// Sends  Good evening!  to each client that connects, then closes that connection and goes on to the
// next one. It runs until it is stopped.

int main() {
  // Your work goes here.
  return 0;
}
)";

constexpr const char* readme = R"(# My assignment

`greeter.cpp` begins with what the program is to do.

    g++ -std=c++20 -pthread greeter.cpp -o greeter && ./greeter 8080
    nc localhost 8080              (in another terminal)

    viva explain greeter           what is asked, what is checked
    viva check                     what works
)";

constexpr const char* solution = R"(// greeter <port>: a solution with full marks.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string_view>

int main(int argc, char* argv[]) {
  std::signal(SIGPIPE, SIG_IGN);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_ANY);
  address.sin_port = htons(static_cast<in_port_t>(argc > 1 ? std::atoi(argv[1]) : 8080));
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(listener, 16) != 0) {
    return 1;
  }
  constexpr std::string_view greeting = "Good evening!";
  for (;;) {
    const int client = accept(listener, nullptr, nullptr);
    if (client < 0) continue;
    if (write(client, greeting.data(), greeting.size()) < 0) {
      // the client has gone; the next one may stay
    }
    close(client);
  }
}
)";

}  // namespace

const std::map<std::string, std::string>& fresh_assignment() {
  static const std::map<std::string, std::string> files = {
      {"grading.toml", grading},
      {"specs/greeter.toml", greeter},
      {"student_template/greeter.cpp", stub},
      {"student_template/README.md", readme},
      {"solution/greeter.cpp", solution},
  };
  return files;
}

}  // namespace viva::cli
