// The functions behind the table of check kinds, a group per file. Private to this room.
#pragma once

#include "harness/judge/judge.hpp"

#include <vector>

namespace viva::judge {

std::vector<CheckKind>
common_kinds();  // common.cpp: listens, clean_exit and what many exercises share
std::vector<CheckKind> worker_kinds();  // workers.cpp: threads, processes
std::vector<CheckKind> tcp_kinds();     // tcp.cpp: tcp_server, tcp_client
std::vector<CheckKind> udp_kinds();     // udp.cpp: udp_server, udp_client
std::vector<CheckKind> scan_kinds();    // scan.cpp: port_scanner
std::vector<CheckKind> lossy_kinds();   // lossy.cpp: lossy_server, lossy_client
std::vector<CheckKind> chat_kinds();    // chat.cpp: chat_server
std::vector<CheckKind> race_kinds();    // race.cpp: race_free
std::vector<CheckKind> packet_kinds();  // packet.cpp: packet_analyzer
std::vector<CheckKind> answer_kinds();  // answers.cpp: answers.md

/// The same kinds, which judge only what was played by these peers.
std::vector<CheckKind> judging(const Strings& peers, std::vector<CheckKind> kinds);

}  // namespace viva::judge
