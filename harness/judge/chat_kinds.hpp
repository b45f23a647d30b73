// Kinds of check about a chat that have a file of their own. Private to this room.
#pragma once

#include "harness/judge/judge.hpp"

namespace viva::judge::chat {

CheckKind survives_leaving_kind();     // chat_leave.cpp
CheckKind ignores_slow_reader_kind();  // chat_slow.cpp

}  // namespace viva::judge::chat
