// One pass over the lines. A heading inside a code fence is none, a comment inside a code fence is
// text.
#include "harness/judge/sections.hpp"

#include "harness/judge/look.hpp"
#include "harness/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace viva::judge {
namespace {

std::vector<std::string> lines_of(std::string_view markdown) {
  std::vector<std::string> lines{""};
  for (std::size_t place = 0; place < markdown.size(); ++place) {
    const char letter = markdown[place];
    if (letter == '\r' && markdown.substr(place + 1, 1) == "\n") continue;
    if (letter == '\n' || letter == '\r') {
      lines.emplace_back();
    } else {
      lines.back() += letter;
    }
  }
  return lines;
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

/// A run of three or more ` or ~ that opens or closes a code block.
struct Fence {
  char mark = 0;
  std::size_t length = 0;
  bool bare = false;  ///< nothing behind it: only such a one closes
};

std::optional<Fence> fence_in(std::string_view line) {
  const std::size_t indent = indent_of(line);
  if (indent > 3 || indent == line.size()) return std::nullopt;
  const char mark = line[indent];
  if (mark != '`' && mark != '~') return std::nullopt;
  const std::size_t end = std::min(line.find_first_not_of(mark, indent), line.size());
  if (end - indent < 3) return std::nullopt;
  const std::string_view rest = line.substr(end);
  if (mark == '`' && rest.find('`') != std::string_view::npos) return std::nullopt;
  return Fence{mark, end - indent, trim(rest).empty()};
}

struct Heading {
  std::size_t level = 0;
  std::string first_word;  ///< small letters, without emphasis, numbering or a colon
};

bool is_numbering(std::string_view word) {
  const std::size_t end = word.find_first_not_of("0123456789");
  return end != 0 &&
         (end == std::string_view::npos || word.substr(end) == "." || word.substr(end) == ")");
}

std::string bare_word(std::string_view word) {
  std::string bare;
  for (const char letter : lower(word)) {
    if (letter != '\\') bare += letter == '-' ? '_' : letter;
  }
  constexpr std::string_view around = "`*_:.,?!()[]\"'#";
  const std::size_t first = bare.find_first_not_of(around);
  if (first == std::string::npos) return {};
  return bare.substr(first, bare.find_last_not_of(around) - first + 1);
}

std::optional<Heading> heading_in(std::string_view line) {
  const std::size_t indent = indent_of(line);
  const std::size_t end = std::min(line.find_first_not_of('#', indent), line.size());
  if (indent > 3 || end == indent || end - indent > 6) return std::nullopt;
  Heading heading{end - indent, {}};
  // "##threads_time", without a blank, is no heading for CommonMark, but is meant as one.
  std::string_view rest = trim(line.substr(end));
  while (!rest.empty()) {
    const std::size_t blank = std::min(rest.find_first_of(" \t"), rest.size());
    if (!is_numbering(rest.substr(0, blank))) {
      heading.first_word = bare_word(rest.substr(0, blank));
      break;
    }
    rest = trim(rest.substr(blank));
  }
  return heading;
}

/// The text of the file in lines, comments taken out, and which lines are headings.
struct Sheet {
  std::vector<std::string> lines;
  std::vector<std::optional<Heading>> headings;
};

class Scanner {
 public:
  Sheet scan(std::string_view markdown) {
    const auto raw = lines_of(markdown);
    for (std::size_t index = 0; index < raw.size(); ++index) {
      if (raw[index].find("-->") != std::string::npos) last_close_ = index;
    }
    for (const std::string& line : raw) {
      take(line);
      ++index_;
    }
    return std::move(sheet_);
  }

 private:
  void take(const std::string& line) {
    if (!in_comment_ && note_fence(line)) return add(line, std::nullopt);
    if (open_) return add(line, std::nullopt);
    const bool began_in_comment = in_comment_;
    const std::string text = without_comments(line);
    add(text, began_in_comment ? std::nullopt : heading_in(text));
  }

  void add(std::string line, std::optional<Heading> heading) {
    sheet_.lines.push_back(std::move(line));
    sheet_.headings.push_back(std::move(heading));
  }

  bool note_fence(std::string_view line) {
    const auto fence = fence_in(line);
    if (!fence) return false;
    if (!open_) {
      open_ = fence;
      return true;
    }
    const bool closes = fence->mark == open_->mark && fence->length >= open_->length && fence->bare;
    if (closes) open_.reset();
    return closes;
  }

  /// A comment that nobody closes is text: otherwise a slip of the pen would swallow all answers.
  [[nodiscard]] bool is_closed(std::string_view behind) const {
    return index_ < last_close_ || behind.find("-->") != std::string_view::npos;
  }

  std::string without_comments(std::string_view line) {
    std::string text;
    while (!line.empty()) {
      if (in_comment_) {
        const std::size_t end = line.find("-->");
        if (end == std::string_view::npos) return text;
        line.remove_prefix(end + 3);
        in_comment_ = false;
        continue;
      }
      const std::size_t begin = line.find("<!--");
      text += line.substr(0, begin);
      if (begin == std::string_view::npos) return text;
      in_comment_ = is_closed(line.substr(begin + 4));
      if (!in_comment_) return text + std::string(line.substr(begin));
      line.remove_prefix(begin + 4);
    }
    return text;
  }

  Sheet sheet_;
  std::optional<Fence> open_;
  bool in_comment_ = false;
  std::size_t index_ = 0;
  std::size_t last_close_ = 0;  ///< the last line that ends a comment
};

/// Letters and digits alone, words parted by one blank: two texts that say the same look the same.
std::string squeezed(std::string_view text) {
  std::string result;
  for (const char letter : lower(text)) {
    const bool word = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
                      (static_cast<unsigned char>(letter) & 0x80U) != 0;
    if (word) result += letter;
    if (!word && !result.empty() && result.back() != ' ') result += ' ';
  }
  while (result.ends_with(' ')) result.pop_back();
  return result;
}

bool is_placeholder(std::string_view word) {
  static constexpr std::array<std::string_view, 15> placeholders = {
      "todo",  "tbd",     "fixme", "your", "answer", "here", "xxx", "…",
      "deine", "antwort", "hier",  "tba",  "–",      "—",    "•"};
  return std::find(placeholders.begin(), placeholders.end(), word) != placeholders.end();
}

}  // namespace

bool is_answered(std::string_view section, const Strings& asked) {
  std::string text = " " + squeezed(section) + " ";
  for (const std::string& question : asked) {
    const std::string words = " " + squeezed(question) + " ";
    const std::size_t place = words == "  " ? std::string::npos : text.find(words);
    if (place != std::string::npos) text.replace(place, words.size(), " ");
  }
  std::size_t begin = 0;
  while ((begin = text.find_first_not_of(' ', begin)) != std::string::npos) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (!is_placeholder(std::string_view(text).substr(begin, end - begin))) return true;
    begin = end;
  }
  return false;
}

std::optional<std::string> section(std::string_view markdown, std::string_view question,
                                   const Strings& asked) {
  // Windows' Notepad saves UTF-16 as "Unicode".
  const Sheet sheet = Scanner{}.scan(text::utf8_by_mark(markdown));
  const std::string wanted = lower(question);
  std::optional<std::string> first;
  for (std::size_t index = 0; index < sheet.lines.size(); ++index) {
    const auto& heading = sheet.headings[index];
    if (!heading || heading->first_word != wanted) continue;
    std::string below;
    for (std::size_t line = index + 1; line < sheet.lines.size(); ++line) {
      if (sheet.headings[line] && sheet.headings[line]->level <= heading->level) break;
      below += sheet.lines[line] + "\n";
    }
    below = std::string(trim(below));
    if (is_answered(below, asked)) return below;
    if (!first) first = std::move(below);
  }
  return first;
}

}  // namespace viva::judge
