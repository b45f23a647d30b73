// What a student probably meant when the file that is looked for is not there.
#pragma once

#include "harness/model/submission.hpp"
#include "harness/model/value.hpp"

#include <string>

namespace viva::build {

struct NearMiss {
  std::string says;       ///< "there is src/x.cpp: move it up, …"; empty: nothing is like it
  std::string elsewhere;  ///< the folder in which it stands under its right name; else empty

  bool operator==(const NearMiss&) const = default;
};

/// Pure. `wanted`: the names under which one program is looked for, the first the usual one.
/// `known`: all names that the assignment looks for; a file that is another program's is never
/// taken for this one.
NearMiss near_miss(const Submission& submission, const Strings& wanted, const Strings& known);

}  // namespace viva::build
