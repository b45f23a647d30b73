// A small assignment without a mistake, and the kinds that it knows: what the tests of this room
// break.
#pragma once

#include "harness/spec/spec.hpp"

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

namespace viva::spec {

inline void replace(std::string& text, std::string_view from, std::string_view to) {
  const std::size_t place = text.find(from);
  if (place == std::string::npos)
    throw std::invalid_argument("not in the text: " + std::string(from));
  text.replace(place, from.size(), to);
}

inline void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t place = text.find(from); place != std::string::npos;
       place = text.find(from, place + to.size())) {
    text.replace(place, from.size(), to);
  }
}

inline Vocabulary small_vocabulary() {
  const KindInfo client = {"client",
                           "connects",
                           {{"in_turn", ValueType::integer, Value{std::int64_t{1}},
                             "clients one after the other", Bounds{1, 50}},
                            {"pause", ValueType::duration, Value{Duration{0}}, "between them"},
                            {"rate", ValueType::number, Value{0.0}, "how many a second"},
                            {"loud", ValueType::boolean, Value{false}, "whether they shout"},
                            {"lines", ValueType::strings, Value{Strings{}}, "what they say"},
                            {"sizes", ValueType::integers, Value{Integers{}}, "how much they say"}},
                           {},
                           {"port"}};
  const KindInfo script = {
      "script", "plays", {{"file", ValueType::text, std::nullopt, "what it plays"}}, {}, {"port"}};
  const KindInfo accepts = {"accepts", "accepts a connection", {}, {}};
  const KindInfo receives = {
      "receives",
      "the client receives a text",
      {{"expect", ValueType::text, std::nullopt, "the text"},
       {"within", ValueType::duration, Value{Duration{std::chrono::seconds{1}}}, "how fast"}},
      {{"trailing_nul", "the NUL was sent too"}, {"too_late", "it came late"}},
      {},
      {"client"}};
  return {{client, script}, {accepts, receives}};
}

inline std::map<std::string, std::string> small_assignment() {
  const std::string grading = R"toml([assignment]
id = "network-programming"
title = "Sockets"
exercises = ["echo", "answers"]
template = "student_template"
protected = ["CMakeLists.txt"]
seed = 7

[late]
deadline = "2026-12-01T23:59:00+01:00"
grace = "10min"
percent_per_day = 10
percent_at_most = 50

[limits]
cpu = "5s"
memory = "256MB"
files = 64

[compile_limits]
wall = "60s"
output = "256KB"

[[language]]
name = "C++"
suffix = ".cpp"
headers = [".h", ".hpp"]
compile = ["g++", "{includes}", "{sources}", "-o", "{output}"]
thread_sanitizer = ["-fsanitize=thread"]

[[language]]
name = "Python"
suffix = ".py"
check = ["python3", "-m", "py_compile", "{sources}"]
run = ["python3", "{program}"]
)toml";
  const std::string echo = R"toml(id = "echo"
title = "An echo"
statement = """
Write an echo.
"""

[program]
arguments = ["{host}", "--port={port}"]
kind = "server"

[scenario.first]
peer = { kind = "client", in_turn = 11, pause = "1.5s", lines = ["a", "b"], sizes = [1, 2] }
time_limit = "12s"

[scenario.many]
peer = { kind = "client", rate = 3, loud = true }
build = "thread_sanitizer"
load = "computes"
lasts = "6s"
sample = "10ms"
limits = { wall = "30s", memory = "1GB" }

[[check]]
id = "greeting"
title = "greets"
points = 4
scenarios = ["first", "many"]
requires = ["tried"]
kind = "receives"
expect = "Hello"
within = "3s"
hint = "send it"
hints.trailing_nul = "use strlen"

[[condition]]
id = "tried"
scenario = "first"
kind = "accepts"

[[check]]
id = "extra"
points = 0.5
bonus = true
visibility = "hidden"
scenario = "many"
kind = "accepts"
)toml";
  const std::string answers = R"toml(id = "answers"
title = "Answers"
statement = "Answer."

[document]
file = "answers.md"

[[check]]
id = "why"
points = 1
kind = "accepts"

[[check]]
id = "how_long"
points = 1
scenarios = ["document", "echo/first"]
kind = "accepts"
)toml";
  return {{"grading.toml", grading},
          {"specs/echo.toml", echo},
          {"specs/answers.toml", answers},
          {"student_template/CMakeLists.txt", ""}};
}

}  // namespace viva::spec
