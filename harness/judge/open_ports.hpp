// What a port scanner's output says: which ports it reports as open. Lenient in form, since this is
// printed for people: any wording that names a port and says "open" (or "offen"), lists and tables,
// German and English, colours and overwritten progress lines. Nothing is judged here.
//
// How a line is read. Its words become items: ports of the range, states (open, closed and the
// like, "not open", "failed to open"), and clause ends. A state belongs to the ports before it that
// have none yet, else to those that follow ("8003 is open", "open: 8003, 8017", "8003 open, 8004
// closed"). Not a report are: the range itself and parts of it ("8000 to 8100", "8000-8024"),
// counts ("3 open ports"), questions ("checking if 8003 is open"), searches ("for open ports") and
// ports without a state. Ports that stand alone on the lines below a heading ("Open ports:", "Open
// ports: 6") are reported. A count that lies in the range itself is told from a port by how many
// others there are.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace viva::judge {

/// The ports that the program was told to scan.
struct PortRange {
  int first = 0;
  int last = 0;

  bool operator==(const PortRange&) const = default;
};

struct OpenReport {
  int port = 0;          ///< in the range, or just outside of it
  std::size_t line = 0;  ///< index of the line that says so

  bool operator==(const OpenReport&) const = default;
};

/// In the order of the lines and of the places in them; a port that is named twice stands there
/// twice.
std::vector<OpenReport> open_reports(const std::vector<std::string>& lines, PortRange range);

}  // namespace viva::judge
