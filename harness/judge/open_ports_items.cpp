// From tokens to items: see open_ports_items.hpp.
#include "harness/judge/open_ports_items.hpp"

#include "harness/judge/open_ports_words.hpp"
#include "harness/judge/tokens.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace viva::judge::ports {
namespace {

using Kind = Token::Kind;

class Parsing {
 public:
  Parsing(std::string_view text, PortRange range) : range_{range}, tokens_{tokens_of(text)} {
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
    // "Open ports: 6", "Found 6 open ports": no port is in such a line, so the number is a count.
    return std::all_of(tokens_.begin(), tokens_.end(), [](const Token& token) {
      return token.kind != Kind::word || heading_word(token.text);
    });
  }

  /// The number of "Open ports: 6" or "6 open ports" where it is in the range, too.
  [[nodiscard]] std::optional<int> count() const {
    std::optional<int> number;
    int states = 0;
    for (const Item& item : items_) {
      if (item.sense == Sense::port && number) return std::nullopt;
      if (item.sense == Sense::port) number = item.port;
      if (item.sense == Sense::open) ++states;
      if (item.sense != Sense::port && item.sense != Sense::open && item.sense != Sense::clause &&
          item.sense != Sense::sentence)
        return std::nullopt;
    }
    const auto says = [this](std::string_view text) {
      return std::any_of(tokens_.begin(), tokens_.end(),
                         [=](const Token& token) { return token.text == text; });
    };
    return states == 1 && says("ports") && !says("port") ? number : std::nullopt;
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

}  // namespace

Reading read(std::string_view text, PortRange range) {
  const Parsing parsing{text, range};
  return {parsing.items(), parsing.decoration(), parsing.heading(), parsing.list_entry(),
          parsing.count()};
}

}  // namespace viva::judge::ports
