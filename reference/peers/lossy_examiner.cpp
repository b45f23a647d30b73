// To be written: the peer `lossy_examiner`.
#include "reference/peers/peers.hpp"

namespace viva::peers {

trial::PeerKind lossy_examiner() { return {{"lossy_examiner", "", {}, {}}, nullptr}; }

}  // namespace viva::peers
