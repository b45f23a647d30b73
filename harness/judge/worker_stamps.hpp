// What a clock put into a line, "[t=0.003] Thread 1: 1", "Thread 1 @ 0.5 s: 1": it reads otherwise
// on each line and is no part of a worker's name.
#pragma once

#include <string>
#include <string_view>

namespace viva::judge::workers {

/// The line with blanks in place of its time stamps, so that places in it stay what they are. A
/// stamp is a time with a unit, with decimals or with colons, or a number behind a word for time;
/// that word and the brackets around both go with it.
std::string without_stamps(std::string_view line);

}  // namespace viva::judge::workers
