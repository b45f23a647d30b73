// The scripts of a chat: short stories about who joins, speaks and leaves.
#pragma once

#include "harness/model/value.hpp"
#include "reference/peers/chat_room.hpp"

namespace viva::peers::chat {

// Lines are 1 to 200 bytes; those of bursts are shorter, for the transcript's sake.
constexpr std::size_t longest_line = 200;
constexpr std::size_t burst_line_max = 60;
constexpr std::size_t line_min = 10;

/// A whole number of the script's parameters; below 0 it is 0.
std::size_t count_of(const Params& params, std::string_view name);

awaitable<void> take_turns(Room& room,
                           const Params& params);             ///< one speaks, all hear it, the next
awaitable<void> burst(Room& room, const Params& params);      ///< all speak at once
awaitable<void> fragments(Room& room, const Params& params);  ///< lines in pieces, lines glued
awaitable<void> leave(Room& room, const Params& params);      ///< some leave, others come, turns
awaitable<void> churn(Room& room, const Params& params);      ///< leaves and joins, again and again
awaitable<void> slow_reader(Room& room,
                            const Params& params);  ///< chat_flood.cpp: one does not read

}  // namespace viva::peers::chat
