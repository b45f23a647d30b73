// Any bytes as grading.toml and as a spec: an assignment or at least one mistake, each on a line
// that exists and fit for a terminal.
#include "harness/spec/spec.hpp"
#include "harness/text/utf8.hpp"
#include "tests/fuzz/expect.hpp"
#include "tests/spec/shown.hpp"
#include "tests/spec/small.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace {

using namespace viva;
using fuzz::expect;

void check(const std::map<std::string, std::string>& texts) {
  static const spec::Vocabulary vocabulary = spec::small_vocabulary();
  const spec::Loaded loaded = spec::load_texts(texts, vocabulary);
  expect(loaded.assignment.has_value() == loaded.diagnostics.empty(), "an assignment, or mistakes");
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    const auto text = texts.find(diagnostic.file);
    expect(text != texts.end(), "a mistake stands in a file that was read");
    const auto lines = std::count(text->second.begin(), text->second.end(), '\n') + 1;
    expect(diagnostic.line >= 0 && diagnostic.line <= lines,
           "a mistake stands on a line that exists");
    expect(diagnostic.width >= 1, "something is underlined");
    expect(!diagnostic.what.empty(), "it is said what is wrong");
  }
  expect(text::valid_utf8(spec::shown(loaded)), "what is printed is UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  static const auto small = spec::small_assignment();
  auto as_grading = small;
  as_grading["grading.toml"] = bytes;
  check(as_grading);
  auto as_spec = small;
  as_spec["specs/echo.toml"] = bytes;
  check(as_spec);
  return 0;
}
