// To be written: the peer `lossy_responder`.
#include "reference/peers/peers.hpp"

namespace viva::peers {

trial::PeerKind lossy_responder() { return {{"lossy_responder", "", {}, {}}, nullptr}; }

}  // namespace viva::peers
