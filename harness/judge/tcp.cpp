// To be written: checks of the group `tcp`.
#include "harness/judge/kinds.hpp"

namespace viva::judge {

std::vector<CheckKind> tcp_kinds() { return {}; }

}  // namespace viva::judge
