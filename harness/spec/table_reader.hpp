// A table read key by key: the right type or a complaint, and in the end a complaint about each key
// that nobody asked for. Private to this room.
#pragma once

#include "harness/model/value.hpp"
#include "harness/spec/page.hpp"
#include "harness/spec/tree.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace viva::spec {

enum class Need { no, yes };

/// Bounds of a number, both included.
struct Range {
  double least = 0;
  double most = 1e15;
};

/// A text and where it stands: for what is looked up later.
struct Word {
  std::string text;
  Place place;
};

/// "write `points`", or else "the PLURAL are `a`, `b`".
std::string suggestion(std::string_view word, const Strings& known, std::string_view plural);

/// "`a`, `b`, `c`"
std::string listed(const Strings& words);

/// Letters, digits, underscores; begins with a letter; lower case. With `hyphens`, those too.
bool is_id(std::string_view text, bool hyphens = false);

class TableReader {
 public:
  /// `name` says what the table is, with its article: "a check", "[program]".
  TableReader(Page& page, const Table& table, Place place, std::string name);

  /// The entry, known from now on; null when it is absent (complained about when it is needed).
  const Entry* take(std::string_view key, Need need = Need::no);

  /// Each puts the value into its second argument and says whether it did. A value of the wrong
  /// type or beyond its bounds is complained about and left out.
  bool text(std::string_view key, std::string& into, Need need = Need::no);
  bool word(std::string_view key, Word& into, Need need = Need::no);
  bool flag(std::string_view key, bool& into);
  bool number(std::string_view key, double& into, Range range, Need need = Need::no);
  bool count(std::string_view key, std::uint64_t& into, std::uint64_t least);
  bool duration(std::string_view key, Duration& into);
  bool size(std::string_view key, std::uint64_t& into);
  bool words(std::string_view key, std::vector<Word>& into, Need need = Need::no);

  /// One of a closed list of words.
  template <class Enum>
  bool choice(std::string_view key, Enum& into,
              const std::vector<std::pair<std::string, Enum>>& choices, Need need = Need::no) {
    Word given;
    if (!word(key, given, need)) return false;
    Strings known;
    for (const auto& [name, value] : choices) {
      known.push_back(name);
      if (name == given.text) into = value;
    }
    return is_choice(key, given, known);
  }

  /// A table below this one, or null.
  const Table* table(std::string_view key, Place& place, Need need = Need::no);

  /// All tables of [[key]], or of a list of {…}.
  std::vector<const Node*> tables(std::string_view key);

  /// Keys that are explained instead of being called unknown.
  void refuse(std::string_view key, std::string what, std::string help);

  /// Complains about an unknown key that was probably meant to be this needed one: then that is the
  /// mistake, and not that the needed one is missing.
  bool refuse_misspelt(std::string_view key, std::string_view owner);

  /// Complains about every key that was not asked for.
  void finish();

  void complain(Place place, std::string what, std::string help = {}) {
    page_->complain(place, std::move(what), std::move(help));
  }
  [[nodiscard]] Page& page() { return *page_; }
  [[nodiscard]] Place place() const { return place_; }
  [[nodiscard]] const std::string& name() const { return name_; }

  /// The entries that nobody asked for so far.
  [[nodiscard]] std::vector<const Entry*> left() const;
  [[nodiscard]] Strings known() const { return {asked_.begin(), asked_.end()}; }

  void wrong_type(const Entry& entry, std::string_view wanted, std::string help = {});

 private:
  template <class T>
  const T* take_as(std::string_view key, Need need, std::string_view wanted,
                   std::string_view help = {});
  void missing(std::string_view key);
  bool is_choice(std::string_view key, const Word& given, const Strings& known);

  Page* page_;
  const Table* table_;
  Place place_;
  std::string name_;
  std::set<std::string, std::less<>> asked_;
  std::set<std::string, std::less<>> refused_;
};

/// The entry's value; none after a complaint.
std::optional<Duration> duration_of(Page& page, const Entry& entry);
std::optional<std::vector<Word>> words_of(Page& page, const Entry& entry);

}  // namespace viva::spec
