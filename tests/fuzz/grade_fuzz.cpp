// Any bytes as result.json and as the jobs' texts: refused with a reason, or read; what was read is
// written and read again equal.
#include "harness/model/json.hpp"
#include "harness/model/trouble.hpp"
#include "tests/fuzz/expect.hpp"

#include <cstdint>
#include <string_view>

namespace {

using namespace viva;

bool is_text(const std::string& text) {
  return text.find("\xef\xbf\xbd") == std::string::npos;
}

template <class Value>
void check(std::string_view bytes, Value (*read)(std::string_view)) {
  Value value;
  try {
    value = read(bytes);
  } catch (const Trouble& trouble) {
    fuzz::expect(*trouble.what() != '\0', "a refusal has a reason");
    return;
  }
  const std::string text = to_json(value);
  // Bytes that are no UTF-8 become U+FFFD in a result, once and for all.
  if (is_text(text)) fuzz::expect(read(text) == value, "it is read back equal");
  fuzz::expect(to_json(read(text)) == text, "it is written the same again");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check<Grade>(bytes, read_grade);
  check<Scenario>(bytes, scenario_from_json);
  check<Build>(bytes, build_from_json);
  check<Program>(bytes, program_from_json);
  return 0;
}
