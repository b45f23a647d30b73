// To be written: checks of the group `chat`.
#include "harness/judge/kinds.hpp"

namespace viva::judge {

std::vector<CheckKind> chat_kinds() { return {}; }

}  // namespace viva::judge
