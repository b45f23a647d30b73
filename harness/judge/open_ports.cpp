// From bytes to tokens, from tokens to items, from items to reports: three steps for each line, and
// a little memory across lines for lists below a heading.
#include "harness/judge/open_ports.hpp"

#include "harness/judge/tokens.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace viva::judge {
namespace {

using Kind = Token::Kind;

// --- vocabulary ---------------------------------------------------------------------------------

template <std::size_t size>
bool among(std::string_view word, const std::array<std::string_view, size>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool says_open(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"open", "opened", "openport", "openports", "offen", "offene", "offenen", "offener",
       "offenes", "offenem", "geöffnet", "geöffnete", "geöffneter"});
  return among(word, words);
}

bool says_closed(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"closed", "close", "closedport", "closedports", "geschlossen", "geschlossene",
       "geschlossener", "geschlossenen", "filtered", "gefiltert", "refused", "rejected",
       "unreachable", "blocked", "blockiert", "abgelehnt", "verweigert"});
  return among(word, words);
}

// These say "closed" only directly behind a port: "8004 timeout", but not "8003 (timeout 0.5 s)".
bool hints_closed(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"timeout", "timedout", "timed", "failed", "error", "fehlgeschlagen", "zu"});
  return among(word, words);
}

bool negates(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"not", "no", "non", "none", "never", "cannot", "cant", "couldnt", "isnt", "failed", "unable",
       "without", "nicht", "kein", "keine", "keinen", "keiner", "nie", "ohne"});
  return among(word, words) || word.ends_with("n't");
}

bool attempts(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"try", "trying", "tried", "attempt", "attempting", "versuche"});
  return among(word, words);
}

bool asks(std::string_view word) {
  static constexpr auto words =
      std::to_array<std::string_view>({"if", "whether", "ob", "falls", "wenn"});
  return among(word, words);
}

bool searches(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>({"for", "nach", "auf"});
  return among(word, words);
}

bool small_word(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"a", "an", "any", "all", "the", "alle", "allen", "new", "tcp", "to"});
  return among(word, words);
}

// What is being done to a port now; never a result.
bool progress_word(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"scanning", "checking", "trying", "testing", "probing", "connecting", "searching", "looking",
       "next", "scanne", "prüfe", "teste", "suche", "durchsuche"});
  return among(word, words);
}

bool range_word(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"range", "between", "from", "start", "first", "begin", "min", "low", "portrange", "bereich",
       "portbereich", "von", "zwischen", "ab", "scan", "scanner", "scanned", "gescannt"});
  return among(word, words) || progress_word(word);
}

bool unit_word(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>({"ms",           "s",
                                                                 "us",           "\u00b5s",
                                                                 "\u03bcs",      "ns",
                                                                 "sec",          "secs",
                                                                 "second",       "seconds",
                                                                 "msec",         "usec",
                                                                 "millisecond",  "milliseconds",
                                                                 "microseconds", "sekunde",
                                                                 "sekunden",     "millisekunden",
                                                                 "percent",      "prozent",
                                                                 "bytes"});
  return among(word, words);
}

bool port_word(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>({"port", "ports", "tcp", "p"});
  return among(word, words);
}

bool heading_word(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"the",       "list",  "of",   "all", "found", "result",    "results",
       "following", "these", "are",  "on",  "in",    "localhost", "gefunden",
       "gefundene", "liste", "alle", "und", "and",   "is"});
  return among(word, words) || port_word(word) || says_open(word);
}

// --- items --------------------------------------------------------------------------------------

enum class Sense {
  port,
  open,
  closed,
  heading_closed,  // closed, of what follows: "closed: 8004"
  total,           // "3 open": of what follows at most
  asked,           // "is 8003 open?"
  no_report,       // "for open ports"
  yes,
  no,
  is_false,  // "= False"
  progress,
  clause,    // a comma, a bracket …
  sentence,  // a full stop
};

struct Item {
  Sense sense;
  int port = 0;
};

class Reading {
 public:
  Reading(std::string_view text, PortRange range) : range_{range}, tokens_{tokens_of(text)} {
    ports_.resize(tokens_.size());
    for (std::size_t at = 0; at < tokens_.size(); ++at) ports_[at] = names_port(at);
    drop_ranges();
    make_items();
  }

  [[nodiscard]] const std::vector<Item>& items() const { return items_; }

  /// Blank, or only decoration such as "-----".
  [[nodiscard]] bool decoration() const {
    return std::none_of(tokens_.begin(), tokens_.end(), [](const Token& token) {
      return token.kind != Kind::mark || (token.text[0] >= '0' && token.text[0] <= '9');
    });
  }

  /// "Open ports:", "=== OPEN PORTS ===", "Found 3 open ports in 8000-8100:".
  [[nodiscard]] bool heading() const {
    const auto has = [this](Sense sense) {
      return std::any_of(items_.begin(), items_.end(),
                         [=](const Item& item) { return item.sense == sense; });
    };
    if (!has(Sense::open) && !has(Sense::total)) return false;
    if (has(Sense::port) || has(Sense::asked) || has(Sense::progress)) return false;
    const std::string& end = tokens_.back().text;
    if (end == ":" || end == "[" || end == "{" || end == "(") return true;
    return std::all_of(tokens_.begin(), tokens_.end(), [](const Token& token) {
      return token.kind == Kind::mark || (token.kind == Kind::word && heading_word(token.text));
    });
  }

  /// "- 8003/tcp (http)" below a heading: begins with a port and says nothing of its state.
  [[nodiscard]] bool list_entry() const {
    if (std::any_of(items_.begin(), items_.end(), [](const Item& item) {
          return item.sense != Sense::port && item.sense != Sense::clause &&
                 item.sense != Sense::sentence;
        })) {
      return false;
    }
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (ports_[at]) return true;
      if (tokens_[at].kind == Kind::word && !port_word(tokens_[at].text)) return false;
      if (tokens_[at].kind == Kind::number && tokens_.size() < at + 3) return false;
    }
    return false;
  }

 private:
  [[nodiscard]] bool is_mark(std::size_t at, std::string_view marks) const {
    return at < tokens_.size() && tokens_[at].kind == Kind::mark && tokens_[at].text.size() == 1 &&
           marks.find(tokens_[at].text) != std::string_view::npos;
  }
  [[nodiscard]] std::string_view word(std::size_t at) const {
    return at < tokens_.size() && tokens_[at].kind == Kind::word
               ? std::string_view{tokens_[at].text}
               : std::string_view{};
  }
  [[nodiscard]] bool is_number(std::size_t at) const {
    return at < tokens_.size() && tokens_[at].kind == Kind::number;
  }
  [[nodiscard]] bool is_state(std::size_t at) const {
    return says_open(word(at)) || says_closed(word(at));
  }

  /// The range and one port at either side: a scanner may go too far.
  [[nodiscard]] bool names_port(std::size_t at) const {
    if (!is_number(at)) return false;
    const int value = tokens_[at].value;
    if (value < range_.first - 1 || value > range_.last + 1) return false;
    if (unit_word(word(at + 1)) || is_mark(at + 1, "%")) return false;
    return at == 0 || (word(at - 1) != "pid" && word(at - 1) != "tid");
  }

  // --- the range itself

  [[nodiscard]] std::optional<std::size_t> next_number(std::size_t at) const {
    for (++at; at < tokens_.size(); ++at) {
      if (is_number(at)) return at;
    }
    return std::nullopt;
  }

  /// Only a dash, dots or a slash stand between the two numbers.
  [[nodiscard]] bool dashed(std::size_t low, std::size_t high) const {
    if (high != low + 2) {
      return high == low + 3 && is_mark(low + 1, "-") && is_mark(low + 2, ">");
    }
    const std::string& between = tokens_[low + 1].text;
    return between == "-" || between == ".." || between == "..." || between == "~" ||
           (between == "/" && tokens_[high].value >= range_.last) ||
           (between == ":" && tokens_[high].value >= range_.last);
  }

  /// What stood on the line so far, as far as it matters to ranges.
  struct Before {
    bool between = false;     // the word
    bool range_word = false;  // since "open" was said: "open ports in the range 8000 8100"
  };

  /// "8000 to 8100", "from port 8000 up to and including port 8100".
  [[nodiscard]] bool worded(std::size_t low, std::size_t high, Before before) const {
    static constexpr auto joining = std::to_array<std::string_view>(
        {"to", "bis", "through", "thru", "until", "till", "upto", "of", "von"});
    bool joined = false;
    for (std::size_t at = low + 1; at < high; ++at) {
      if (is_state(at)) return false;
      joined = joined || among(word(at), joining) ||
               (before.between && (word(at) == "and" || word(at) == "und"));
    }
    return joined;
  }

  /// The two ends of the range, next to one another: a list would name more, or the line says
  /// "range".
  [[nodiscard]] bool both_ends(std::size_t low, std::size_t high, Before before, bool alone) const {
    if (tokens_[low].value != range_.first) return false;
    if (tokens_[high].value != range_.last && tokens_[high].value != range_.last + 1) return false;
    for (std::size_t at = low + 1; at < high; ++at) {
      if (is_state(at)) return false;
    }
    return alone || before.range_word;
  }

  void drop_ranges() {
    const std::vector<bool> named = ports_;
    const bool alone = std::count(named.begin(), named.end(), true) == 2;
    Before before;
    std::optional<std::size_t> low;
    bool chained = false;
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      before.between = before.between || word(at) == "between" || word(at) == "zwischen";
      before.range_word = !says_open(word(at)) && (before.range_word || range_word(word(at)));
      if (!is_number(at)) continue;
      if (low && (named[*low] || named[at]) && tokens_[*low].value <= tokens_[at].value) {
        const auto next = next_number(at);
        // "8003 - 8017 - 8040" is a list.
        const bool chain = next && dashed(at, *next) && tokens_[at].value < tokens_[*next].value;
        if ((dashed(*low, at) && !chain && !chained) || worded(*low, at, before) ||
            both_ends(*low, at, before, alone)) {
          ports_[*low] = false;
          ports_[at] = false;
        }
        chained = chain && dashed(*low, at);
      }
      low = at;
    }
  }

  // --- states

  /// Such a word stands at most three words before "open", in the same breath: "failed to open".
  [[nodiscard]] bool led_by(std::size_t open, bool (*holds)(std::string_view)) const {
    int words = 0;
    for (std::size_t at = open; at-- > 0 && words < 3;) {
      if (tokens_[at].kind == Kind::mark) {
        if (is_mark(at, "-'\"`")) continue;
        return false;
      }
      if (tokens_[at].kind == Kind::number || is_state(at)) return false;
      if (holds(word(at))) return true;
      ++words;
    }
    return false;
  }

  [[nodiscard]] bool negated(std::size_t open) const {
    const bool sign =
        open > 0 && is_mark(open - 1, "!") && tokens_[open].glued && !tokens_[open - 1].glued;
    return sign || led_by(open, negates);
  }

  /// "open: false", "open=0", "open failed".
  [[nodiscard]] bool denied(std::size_t open) const {
    if (word(open + 1) == "failed" || word(open + 1) == "fails" ||
        word(open + 1) == "fehlgeschlagen")
      return true;
    const auto value = value_of(open);
    if (!value) return false;
    const std::string_view said = word(*value);
    const bool at_end = *value + 1 == tokens_.size() || tokens_[*value + 1].kind == Kind::mark;
    return said == "false" || said == "falsch" || ((said == "no" || said == "nein") && at_end) ||
           (is_number(*value) && tokens_[*value].value == 0);
  }

  /// What stands behind "open:", "open=", "open?" or `"open": `.
  [[nodiscard]] std::optional<std::size_t> value_of(std::size_t open) const {
    bool assigned = false;
    std::size_t at = open + 1;
    while (port_word(word(at)) || word(at) == "so" || word(at) == "far") ++at;
    for (; is_mark(at, ":=?\"'"); ++at) assigned = assigned || is_mark(at, ":=?");
    return assigned && at < tokens_.size() ? std::optional{at} : std::nullopt;
  }

  [[nodiscard]] bool asked(std::size_t open) const {
    if (is_mark(open + 1, "?")) return true;
    for (std::size_t at = open; at-- > 0;) {
      if (is_state(at) || is_mark(at, ";,:|")) return false;
      if (asks(word(at))) return true;
    }
    return false;
  }

  /// "for open ports", "nach allen offenen Ports"; not "for port 8003: open".
  [[nodiscard]] bool searched(std::size_t open) const {
    std::size_t at = open;
    while (at > 0 && small_word(word(at - 1))) --at;
    return at > 0 && searches(word(at - 1));
  }

  /// "3 open", "open: 3": how many, not which.
  [[nodiscard]] bool counted(std::size_t open) const {
    if (open > 0 && is_number(open - 1) && !in_range(open - 1))
      return open < 2 || !ports_[open - 2];
    const auto value = value_of(open);
    if (!value || !is_number(*value) || in_range(*value) || unit_word(word(*value + 1)))
      return false;
    return tokens_[*value].value > 1 || is_mark(open + 1, ":");
  }
  [[nodiscard]] bool in_range(std::size_t at) const {
    return tokens_[at].value >= range_.first - 1 && tokens_[at].value <= range_.last + 1;
  }

  /// "opened a socket", "open file descriptors": the call, not the port.
  [[nodiscard]] bool about_sockets(std::size_t open) const {
    static constexpr auto things = std::to_array<std::string_view>(
        {"socket", "sockets", "fd", "fds", "file", "files", "descriptor", "descriptors"});
    std::size_t at = open + 1;
    while (small_word(word(at))) ++at;
    return among(word(at), things);
  }

  /// "open|filtered", "open/closed": both at once say neither.
  [[nodiscard]] bool undecided(std::size_t open) const {
    return (is_mark(open + 1, "|/") && tokens_[open + 1].glued && says_closed(word(open + 2))) ||
           (open >= 2 && is_mark(open - 1, "|/") && tokens_[open].glued &&
            says_closed(word(open - 2)));
  }

  [[nodiscard]] bool leads_a_list(std::size_t state) const {
    return is_mark(state + 1, ":=") || port_word(word(state + 1)) || is_number(state + 1);
  }

  [[nodiscard]] std::optional<Sense> open_sense(std::size_t at) const {
    if (undecided(at) || negated(at) || denied(at)) return Sense::closed;
    if (about_sockets(at) || led_by(at, attempts)) return std::nullopt;
    if (searched(at))
      return is_mark(at + 1, ":") || is_mark(at + 2, ":") ? Sense::total : Sense::no_report;
    if (counted(at)) return Sense::total;
    if (asked(at)) return Sense::asked;
    return Sense::open;
  }

  [[nodiscard]] std::optional<Sense> word_sense(std::size_t at) const {
    const std::string_view text = word(at);
    if (says_open(text)) return open_sense(at);
    if (says_closed(text)) {
      if (at > 0 && (word(at - 1) == "not" || word(at - 1) == "nicht")) return std::nullopt;
      return leads_a_list(at) ? Sense::heading_closed : Sense::closed;
    }
    if (hints_closed(text) && behind_port(at) && !is_number(at + 1) && !is_mark(at + 1, "="))
      return Sense::closed;
    if (text == "yes" || text == "ja" || text == "true") return Sense::yes;
    if (text == "no" || text == "nein") return Sense::no;
    if (text == "false") return at > 0 && is_mark(at - 1, "=>:") ? Sense::is_false : Sense::no;
    if (progress_word(text)) return Sense::progress;
    return std::nullopt;
  }

  [[nodiscard]] bool behind_port(std::size_t at) const {
    static constexpr auto between = std::to_array<std::string_view>(
        {"is", "was", "ist", "war", "connect", "connection", "..."});
    while (at > 0 && (is_mark(at - 1, ":-=>.") || among(tokens_[at - 1].text, between))) --at;
    return at > 0 && ports_[at - 1];
  }

  void make_items() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (ports_[at]) {
        items_.push_back({Sense::port, tokens_[at].value});
      } else if (tokens_[at].kind == Kind::word) {
        if (const auto sense = word_sense(at)) items_.push_back({*sense, 0});
      } else if (tokens_[at].kind == Kind::mark) {
        if (is_mark(at, ",;|()[]{}")) items_.push_back({Sense::clause, 0});
        if (tokens_[at].text == "..." ||
            (is_mark(at, ".") && at + 1 < tokens_.size() && !tokens_[at + 1].glued)) {
          items_.push_back({Sense::sentence, 0});
        }
      }
    }
  }

  PortRange range_;
  std::vector<Token> tokens_;
  std::vector<bool> ports_;  // which tokens name a port, ranges left out
  std::vector<Item> items_;
};

// --- reports ------------------------------------------------------------------------------------

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

}  // namespace

std::vector<OpenReport> open_reports(const std::vector<std::string>& lines, PortRange range) {
  std::vector<OpenReport> reports;
  bool in_list = false;
  for (std::size_t index = 0; index < lines.size(); ++index) {
    for (const std::string_view piece : pieces_of(lines[index])) {
      const Reading line{piece, range};
      if (in_list && line.list_entry()) {
        for (const Item& item : line.items()) {
          if (item.sense == Sense::port) reports.push_back({item.port, index});
        }
        continue;
      }
      for (const int port : Binder{}.open_ports(line.items())) reports.push_back({port, index});
      if (!line.decoration()) in_list = line.heading();
    }
  }
  return reports;
}

}  // namespace viva::judge
