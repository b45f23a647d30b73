// The two sides of the TCP checks. Private to this room.
#pragma once

#include "harness/judge/judge.hpp"

#include <vector>

namespace viva::judge {

std::vector<CheckKind> greeting_server_kinds();  // tcp.cpp
std::vector<CheckKind> greeted_client_kinds();   // tcp_client.cpp

}  // namespace viva::judge
