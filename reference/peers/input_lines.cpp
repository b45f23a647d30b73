// To be written: the peer `input_lines`.
#include "reference/peers/peers.hpp"

namespace viva::peers {

trial::PeerKind input_lines() { return {{"input_lines", "", {}, {}}, nullptr}; }

}  // namespace viva::peers
