// The checks of the group `lossy`, a file for each side. Private to this room.
#pragma once

#include "harness/judge/judge.hpp"

#include <vector>

namespace viva::judge::lossy {

CheckKind answers_datagrams();  // lossy_server.cpp: every answer is the prefix and the datagram
CheckKind loss_rate();          // lossy_server.cpp: the share of unanswered ones
CheckKind random_loss();        // lossy_server.cpp: independent, another pattern in each run
CheckKind reports_losses();     // lossy_reports.cpp: a line for each datagram

CheckKind delivers_all();      // lossy_client.cpp: every message, in order
CheckKind resends();           // lossy_client.cpp: what was dropped comes again, nothing new before
CheckKind resends_on_time();   // lossy_repeats.cpp: after about a second, with a line that says so
CheckKind resent_once();       // lossy_repeats.cpp: a condition, at least one repeat
CheckKind ignores_stale();     // lossy_repeats.cpp: an old acknowledgement is not the right one
CheckKind stops_after_last();  // lossy_client.cpp: nothing after the last acknowledgement

}  // namespace viva::judge::lossy
