// How viva was called: what stands before every command that it suggests.
#pragma once

#include <string>

namespace viva::cli {

/// The facts, as main and the environment give them.
struct Call {
  std::string argument;  ///< argv[0]
  std::string handed;    ///< VIVA_CALLED_AS: how the wrapper script was called that started this
  std::string path;      ///< PATH

  bool operator==(const Call&) const = default;
};

/// The call of this very process.
Call own_call(const char* argument);

/// "./viva", "/opt/viva/viva", or "viva" where PATH leads to that very file. Quoted for a shell
/// where that is needed.
std::string called_as(const Call& call);

/// A word as a shell takes it: in quotes where it holds something that a shell would read.
std::string shell_word(const std::string& word);

}  // namespace viva::cli
