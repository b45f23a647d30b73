// To be written: the peer `tcp_client`.
#include "reference/peers/peers.hpp"

namespace viva::peers {

trial::PeerKind tcp_client() { return {{"tcp_client", "", {}, {}}, nullptr}; }

}  // namespace viva::peers
