// To be written: the peer `chat_clients`.
#include "reference/peers/peers.hpp"

namespace viva::peers {

trial::PeerKind chat_clients() { return {{"chat_clients", "", {}, {}}, nullptr}; }

}  // namespace viva::peers
