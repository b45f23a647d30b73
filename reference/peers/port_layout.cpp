// To be written: the peer `port_layout`.
#include "reference/peers/peers.hpp"

namespace viva::peers {

trial::PeerKind port_layout() { return {{"port_layout", "", {}, {}}, nullptr}; }

}  // namespace viva::peers
