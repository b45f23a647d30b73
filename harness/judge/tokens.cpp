// Reads bytes of UTF-8 without decoding more of it than the signs that stand for plain ones.
#include "harness/judge/tokens.hpp"

#include "harness/judge/look.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace viva::judge {
namespace {

using Kind = Token::Kind;

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_upper(char letter) {
  return letter >= 'A' && letter <= 'Z';
}
bool is_blank(char letter) {
  return letter >= '\0' && letter <= ' ';
}
bool is_letter(char letter) {
  return is_upper(letter) || (letter >= 'a' && letter <= 'z') ||
         static_cast<unsigned char>(letter) >= 0x80;
}

/// What a sign of three bytes, U+2000 to U+2FFF, stands for: dashes, quotes, lines of tables;
/// arrows and the rest are blanks.
std::string_view plain_sign(std::string_view sign) {
  static constexpr auto table = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"\u2010", "-"},
      {"\u2011", "-"},
      {"\u2012", "-"},
      {"\u2013", "-"},
      {"\u2014", "-"},
      {"\u2019", "'"},
      {"\u2026", "..."},
      {"\u2502", "|"},
      {"\u2503", "|"},
      {"\u2551", "|"},
  });
  for (const auto& [typographic, plain] : table) {
    if (sign == typographic) return plain;
  }
  return " ";
}

/// Signs made plain; '_', pictures and the blank that does not break become blanks.
std::string plain(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    std::size_t length = 1;
    if (byte == 0xe2 && text.size() >= 3) {
      length = 3;
      result += plain_sign(text.substr(0, 3));
    } else if (byte >= 0xf0 || text.starts_with("\u00a0")) {
      length = std::min<std::size_t>(byte >= 0xf0 ? 4 : 2, text.size());
      result += ' ';
    } else {
      result += byte == '_' ? ' ' : text.front();
    }
    text.remove_prefix(length);
  }
  return result;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_{text} {}

  std::vector<Token> tokens() {
    while (at_ < text_.size()) {
      if (is_blank(text_[at_])) {
        ++at_;
        glued_ = false;
        continue;
      }
      if (is_digit(text_[at_]))
        number();
      else if (is_letter(text_[at_]))
        word();
      else
        mark();
      glued_ = true;
    }
    return std::move(tokens_);
  }

 private:
  void add(Kind kind, std::string text, int value = 0) {
    tokens_.push_back({kind, std::move(text), value, glued_});
  }

  std::string_view digits() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  // 0.51 and 127.0.0.1 are no ports: they become a mark of their own.
  void number() {
    const std::size_t begin = at_;
    const std::string_view first = digits();
    bool dotted = false;
    while (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
      ++at_;
      digits();
      dotted = true;
    }
    if (dotted || first.size() > 6) {
      add(Kind::mark, std::string(text_.substr(begin, at_ - begin)));
    } else {
      add(Kind::number, std::string(first), std::atoi(std::string(first).c_str()));
    }
  }

  // "isOpen" and "openPort" are two words each; "isn't" is one.
  void word() {
    std::string word;
    while (at_ < text_.size()) {
      const char letter = text_[at_];
      const bool inner_quote = letter == '\'' && word.ends_with('n') &&
                               text_.substr(at_ + 1).starts_with('t') &&
                               (at_ + 2 == text_.size() || !is_letter(text_[at_ + 2]));
      if (!is_letter(letter) && !inner_quote) break;
      if (is_upper(letter) && at_ > 0 && !word.empty() && is_letter(text_[at_ - 1]) &&
          !is_upper(text_[at_ - 1])) {
        add(Kind::word, std::move(word));
        word.clear();
        glued_ = true;
      }
      word += is_upper(letter) ? static_cast<char>(letter + ('a' - 'A')) : letter;
      ++at_;
    }
    add(Kind::word, std::move(word));
  }

  // Two or more full stops are one mark: "..." between two ports, or after "scanning 8003".
  void mark() {
    const std::size_t begin = at_++;
    while (text_[begin] == '.' && at_ < text_.size() && text_[at_] == '.') ++at_;
    add(Kind::mark, std::string(text_.substr(begin, at_ - begin)));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool glued_ = false;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view line) {
  return Reader{plain(without_escapes(line))}.tokens();
}

}  // namespace viva::judge
