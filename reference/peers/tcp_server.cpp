// To be written: the peer `tcp_server`.
#include "reference/peers/peers.hpp"

namespace viva::peers {

trial::PeerKind tcp_server() { return {{"tcp_server", "", {}, {}}, nullptr}; }

}  // namespace viva::peers
