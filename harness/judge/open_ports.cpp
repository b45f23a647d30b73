// From bytes to tokens, from tokens to items (open_ports_items.hpp), from items to reports: three
// steps for each line, and a little memory across lines for lists below a heading.
#include "harness/judge/open_ports.hpp"

#include "harness/judge/open_ports_items.hpp"

#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

namespace viva::judge {
namespace {

using namespace ports;

/// Joins ports and states as the header says.
class Binder {
 public:
  std::vector<int> open_ports(std::span<const Item> items) {
    for (const Item& item : items) take(item);
    std::vector<int> ports;
    for (const auto& [port, open] : bound_) {
      if (open) ports.push_back(port);
    }
    return ports;
  }

 private:
  struct Bound {
    int port;
    bool open;
  };

  void take(const Item& item) {
    switch (item.sense) {
      case Sense::port:
        return take_port(item.port);
      case Sense::open:
        return take_state(true, false);
      case Sense::closed:
        return take_state(false, false);
      case Sense::heading_closed:
        return take_state(false, true);
      case Sense::total:
        pending_.clear();
        return lead(true);
      case Sense::no_report:
        return pending_.clear();
      case Sense::asked:
        asked_ = true;
        return;
      case Sense::yes:
        return answer(true);
      case Sense::no:
        return answer(false);
      case Sense::is_false:
        return retract();
      case Sense::progress:
      case Sense::sentence:
        leading_.reset();
        return;
      case Sense::clause:
        clause_begin_ = bound_.size();
        own_clause_ = false;
        return;
    }
  }

  void take_port(int port) {
    if (leading_) {
      bound_.push_back({port, *leading_});
    } else {
      pending_.push_back(port);
    }
  }

  void take_state(bool open, bool leads) {
    asked_ = false;
    if (!pending_.empty()) return bind_pending(open);
    const bool inherited = leading_ && !own_clause_ && bound_.size() > clause_begin_;
    if (inherited && !leads) {  // "closed 8004; 8003 open"
      for (std::size_t at = clause_begin_; at < bound_.size(); ++at) bound_[at].open = open;
      leading_.reset();
      return;
    }
    lead(open);
  }

  void bind_pending(bool open) {
    for (const int port : pending_) bound_.push_back({port, open});
    pending_.clear();
    leading_.reset();
  }

  void lead(bool open) {
    leading_ = open;
    own_clause_ = true;
    led_from_ = bound_.size();
  }

  void answer(bool yes) {
    if (!asked_) return;
    asked_ = false;
    if (yes) bind_pending(true);
    pending_.clear();
  }

  // "is_open(8004) = False"
  void retract() {
    if (asked_) return answer(false);
    if (!leading_) return;
    for (std::size_t at = led_from_; at < bound_.size(); ++at) bound_[at].open = false;
    leading_.reset();
  }

  std::vector<Bound> bound_;
  std::vector<int> pending_;     // ports that have no state yet
  std::optional<bool> leading_;  // the state of the ports that follow
  bool own_clause_ = false;      // the leading state stands in this clause
  bool asked_ = false;
  std::size_t clause_begin_ = 0;  // in bound_
  std::size_t led_from_ = 0;      // in bound_
};

/// A line may have been overwritten by carriage returns: each state of it is a line of its own.
std::vector<std::string_view> pieces_of(std::string_view line) {
  std::vector<std::string_view> pieces;
  for (std::size_t end = 0; (end = line.find('\r')) != std::string_view::npos;
       line.remove_prefix(end + 1)) {
    pieces.push_back(line.substr(0, end));
  }
  pieces.push_back(line);
  return pieces;
}

/// One state of a line.
struct Piece {
  Reading said;
  std::size_t line = 0;
};

std::vector<OpenReport> reports_in(const std::vector<Piece>& pieces) {
  std::vector<OpenReport> reports;
  bool in_list = false;
  for (const auto& [said, line] : pieces) {
    if (in_list && said.list_entry) {
      for (const Item& item : said.items) {
        if (item.sense == Sense::port) reports.push_back({item.port, line});
      }
      continue;
    }
    for (const int port : Binder{}.open_ports(said.items)) reports.push_back({port, line});
    if (!said.decoration) in_list = said.heading;
  }
  return reports;
}

/// "Open ports: 6" is a count where just so many ports are reported without it, and it is not one
/// of them.
bool counts(int number, const std::vector<OpenReport>& reports) {
  std::set<int> ports;
  for (const OpenReport& report : reports) ports.insert(report.port);
  return ports.size() == static_cast<std::size_t>(number) && !ports.contains(number);
}

/// The pieces with each possible count as a heading of what follows; none where they differ: a
/// scanner that prints such a line for each port means the port.
std::optional<std::vector<Piece>> with_counts(std::vector<Piece> pieces, int& number) {
  std::optional<int> counted;
  for (Piece& piece : pieces) {
    if (!piece.said.count) continue;
    if (counted && counted != piece.said.count) return std::nullopt;
    counted = piece.said.count;
    piece.said.items.clear();
    piece.said.heading = true;
  }
  if (!counted) return std::nullopt;
  number = *counted;
  return pieces;
}

}  // namespace

std::vector<OpenReport> open_reports(const std::vector<std::string>& lines, PortRange range) {
  std::vector<Piece> pieces;
  for (std::size_t index = 0; index < lines.size(); ++index) {
    for (const std::string_view piece : pieces_of(lines[index]))
      pieces.push_back({ports::read(piece, range), index});
  }
  int number = 0;
  if (const auto counting = with_counts(pieces, number)) {
    auto reports = reports_in(*counting);
    if (counts(number, reports)) return reports;
  }
  return reports_in(pieces);
}

}  // namespace viva::judge
