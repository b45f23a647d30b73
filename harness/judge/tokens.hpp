// A line that was printed for people, cut into numbers, words and marks. What they mean is decided
// by whoever asks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace viva::judge {

struct Token {
  enum class Kind {
    number,  ///< digits alone, at most six
    word,    ///< letters; "isOpen" and "is_open" are two words, "isn't" is one
    mark,    ///< another character; "...", "0.51", "127.0.0.1" and longer numbers as a whole
  };
  Kind kind = Kind::mark;
  std::string text;    ///< words in lower case (ASCII letters)
  int value = 0;       ///< numbers
  bool glued = false;  ///< no blank before it

  bool operator==(const Token&) const = default;
};

/// Colours and other terminal escapes are left out; typographic dashes, quotes and lines of tables
/// count as the plain ones, pictures as blanks.
std::vector<Token> tokens_of(std::string_view line);

}  // namespace viva::judge
