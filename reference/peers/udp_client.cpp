// To be written: the peer `udp_client`.
#include "reference/peers/peers.hpp"

namespace viva::peers {

trial::PeerKind udp_client() { return {{"udp_client", "", {}, {}}, nullptr}; }

}  // namespace viva::peers
