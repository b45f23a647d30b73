// Any bytes as a transcript and as a line of one: refused with a reason, or read; what was read is
// written and read again equal.
#include "harness/model/json.hpp"
#include "harness/model/trouble.hpp"
#include "tests/fuzz/expect.hpp"

#include <cmath>
#include <cstdint>
#include <string_view>

namespace {

using namespace viva;

/// A value that is not equal to itself cannot be expected to be read back equal.
bool holds_nan(const Event& event) {
  for (const auto& [name, value] : event.more.all()) {
    const double* number = std::get_if<double>(&value);
    if (number != nullptr && std::isnan(*number)) return true;
  }
  return false;
}

void check_transcript(std::string_view bytes) {
  Transcript transcript;
  try {
    transcript = read_transcript(bytes);
  } catch (const Trouble& trouble) {
    fuzz::expect(*trouble.what() != '\0', "a refusal has a reason");
    return;
  }
  for (const Event& event : transcript.events) {
    if (holds_nan(event)) return;
  }
  fuzz::expect(read_transcript(to_jsonl(transcript)) == transcript,
               "a transcript is read back equal");
}

void check_line(std::string_view bytes) {
  Event event;
  try {
    event = read_line(bytes);
  } catch (const Trouble&) {
    return;
  }
  const std::string line = to_line(event);
  fuzz::expect(line.find('\n') == std::string::npos, "an event is one line");
  if (!holds_nan(event)) fuzz::expect(read_line(line) == event, "an event is read back equal");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_transcript(bytes);
  check_line(bytes);
  return 0;
}
