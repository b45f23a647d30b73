// Any text in the place of a spec: an assignment or its mistakes, never a crash, and every mistake
// can be shown.
#include "harness/judge/judge.hpp"
#include "harness/spec/print.hpp"
#include "harness/spec/spec.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

const viva::spec::Vocabulary& vocabulary() {
  static const viva::spec::Vocabulary words = [] {
    viva::spec::Vocabulary made;
    for (const auto& kind : viva::judge::check_kinds()) made.checks.push_back(kind.info);
    made.peers.push_back(
        {"tcp_client",
         "clients of a server",
         {{"in_turn", viva::ValueType::integer, std::int64_t{1}, "one after the other"},
          {"pause", viva::ValueType::duration, viva::Duration{0}, "between them"}},
         {}});
    return made;
  }();
  return words;
}

constexpr const char* grading = R"([assignment]
id = "a"
title = "A"
exercises = ["e"]
template = "template"
[[language]]
name = "C++"
suffix = ".cpp"
compile = ["g++", "{sources}", "-o", "{output}"]
run = ["{program}"]
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  for (const bool as_spec : {true, false}) {
    const auto loaded = viva::spec::load_texts({{"grading.toml", as_spec ? grading : text},
                                                {"specs/e.toml", as_spec ? text : "id = \"e\"\n"},
                                                {"template/e.cpp", "int main() {}\n"}},
                                               vocabulary());
    if (loaded.assignment.has_value() != loaded.diagnostics.empty()) std::abort();
    static_cast<void>(viva::spec::print(loaded.diagnostics));
  }
  return 0;
}
