// To be written: the peer `udp_server`.
#include "reference/peers/peers.hpp"

namespace viva::peers {

trial::PeerKind udp_server() { return {{"udp_server", "", {}, {}}, nullptr}; }

}  // namespace viva::peers
