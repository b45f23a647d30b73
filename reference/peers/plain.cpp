// To be written: the peer `plain`.
#include "reference/peers/peers.hpp"

namespace viva::peers {

trial::PeerKind plain() { return {{"plain", "", {}, {}}, nullptr}; }

}  // namespace viva::peers
