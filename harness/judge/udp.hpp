// The two sides of the UDP checks. Private to this room.
#pragma once

#include "harness/judge/judge.hpp"

#include <vector>

namespace viva::judge {

std::vector<CheckKind> datagram_server_kinds();  // udp.cpp
std::vector<CheckKind> datagram_client_kinds();  // udp_client.cpp

}  // namespace viva::judge
