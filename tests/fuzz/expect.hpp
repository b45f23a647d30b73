// What a fuzzer demands of the code under test.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace viva::fuzz {

inline void expect(bool holds, const char* sentence) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", sentence);
  std::abort();
}

}  // namespace viva::fuzz
