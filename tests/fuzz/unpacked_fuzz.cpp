// Any bytes as what a worker that was taken over could say of an archive: refused with a reason, or
// a Submission that can do no harm.
#include "harness/intake/archive.hpp"
#include "tests/fuzz/submission.hpp"

#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace viva;
  const intake::IntakeLimits limits{.file_bytes = 200,
                                    .total_bytes = 500,
                                    .files = 5,
                                    .depth = 3,
                                    .name_bytes = 20,
                                    .entries = 20};
  const intake::ArchiveLimits more{.entries = 40, .path_bytes = 100};
  // The greeting is given: a fuzzer need not find that out.
  const std::string stream = std::string{intake::unpacked_greeting} +
                             std::string(reinterpret_cast<const char*>(data), size);
  fuzz::check_taken(intake::read_unpacked(stream, "alice.zip", limits, more), limits);
  return 0;
}
