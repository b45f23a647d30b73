// The table of peers: every kind that a scenario may name, with its parameters. One file per peer.
// Only the command line joins this table with the specs and the worker.
#pragma once

#include "harness/trial/stage.hpp"

#include <vector>

namespace viva::peers {

// Programs that talk to nobody: started and watched; standard input from a list of lines.
trial::PeerKind plain();        // plain.cpp
trial::PeerKind input_lines();  // input_lines.cpp

trial::PeerKind tcp_client();       // tcp_client.cpp: clients of a greeting server
trial::PeerKind tcp_server();       // tcp_server.cpp: greets whole, in pieces, or refuses
trial::PeerKind udp_client();       // udp_client.cpp: sends many messages, one or two clients
trial::PeerKind udp_server();       // udp_server.cpp: answers late
trial::PeerKind port_layout();      // port_layout.cpp: open, closed, edges, never answering
trial::PeerKind lossy_examiner();   // lossy_examiner.cpp: thousands of datagrams to a lossy server
trial::PeerKind lossy_responder();  // lossy_responder.cpp: a written schedule of drops
trial::PeerKind
chat_clients();  // chat_clients.cpp: join barrier, burst, leave, idle, slow reader …

const std::vector<trial::PeerKind>& all();  // peers.cpp

}  // namespace viva::peers
