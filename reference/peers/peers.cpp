// The table itself.
#include "reference/peers/peers.hpp"

namespace viva::peers {

const std::vector<trial::PeerKind>& all() {
  static const std::vector<trial::PeerKind> table = {
      plain(),      input_lines(), tcp_client(),     tcp_server(),      udp_client(),
      udp_server(), port_layout(), lossy_examiner(), lossy_responder(), chat_clients(),
  };
  return table;
}

}  // namespace viva::peers
