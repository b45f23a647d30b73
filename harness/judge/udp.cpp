// To be written: checks of the group `udp`.
#include "harness/judge/kinds.hpp"

namespace viva::judge {

std::vector<CheckKind> udp_kinds() { return {}; }

}  // namespace viva::judge
