// Any bytes as an archive, through both halves of intake: refused with a reason, or a Submission
// that can do no harm.
#include "harness/intake/archive.hpp"
#include "tests/fuzz/submission.hpp"

#include <cstdint>
#include <string_view>

// A 7z may claim to hold more than there is memory; libarchive asks for it and bears the answer no,
// which is what malloc(3) gives it in the box.
extern "C" const char* __asan_default_options() {  // NOLINT(bugprone-reserved-identifier)
  return "allocator_may_return_null=1:max_allocation_size_mb=1024";
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace viva;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // Small, so that a small input reaches them.
  const intake::IntakeLimits limits{.file_bytes = 2000,
                                    .total_bytes = 5000,
                                    .files = 5,
                                    .depth = 3,
                                    .name_bytes = 20,
                                    .entries = 20};
  const intake::ArchiveLimits more{.unpacked_bytes = 1U << 20U,
                                   .ratio_from_bytes = 1U << 16U,
                                   .entries = 40,
                                   .kept_bytes = 8000,
                                   .path_bytes = 100,
                                   .paths_bytes = 2000};
  fuzz::check_taken(intake::take_archive(bytes, "alice.zip", limits, more), limits);
  return 0;
}
