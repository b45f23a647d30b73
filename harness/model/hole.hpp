// Walls left out on purpose, one at a time, to see that the hostile corpus notices. Only in a build
// with VIVA_HOLES, which is for that test alone; elsewhere the answer is no at compile time.
#pragma once

#include <cstdlib>
#include <string_view>

namespace viva {

#ifdef VIVA_HOLES
inline constexpr bool holes_possible = true;
inline bool hole(std::string_view wall) {
  const char* open = std::getenv("VIVA_HOLE");  // NOLINT(concurrency-mt-unsafe): nobody sets any
  return open != nullptr && wall == open;
}
#else
inline constexpr bool holes_possible = false;
constexpr bool hole(std::string_view) {
  return false;
}
#endif

}  // namespace viva
