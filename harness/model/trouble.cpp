// The reason of a failed system call in words.
#include "harness/model/trouble.hpp"

#include <system_error>

namespace viva {

void throw_trouble(const std::string& attempt, int error) {
  throw Trouble(attempt + ": " + std::generic_category().message(error));
}

}  // namespace viva
