#include "harness/report/markdown.hpp"

#include "harness/text/sanitise.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace viva::report {
namespace {

/// What is at the beginning of a line: "- ", "* ", "1. ", with the blanks before it.
struct Bullet {
  std::size_t indent;
  std::string sign;
  std::string_view rest;
};

std::optional<Bullet> bullet_of(std::string_view line) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  const std::string_view text = line.substr(indent);
  if (text.starts_with("- ") || text.starts_with("* ")) return Bullet{indent, "·", text.substr(2)};
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0 || digits > 3 || text.substr(digits, 2) != ". ") return std::nullopt;
  return Bullet{indent, std::string(text.substr(0, digits + 1)), text.substr(digits + 2)};
}

std::string without_emphasis(std::string_view text) {
  std::string result;
  bool code = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '`') code = !code;
    if (!code && text.substr(i, 2) == "**") {
      ++i;
    } else {
      result += text[i];
    }
  }
  return result;
}

/// Colours what stands between backticks, line by line.
std::string with_code(const std::string& text, const Style& style) {
  if (!style.colour) return text;
  std::string result;
  std::string span;
  bool code = false;
  const auto flush = [&] {
    result += paint(style, code ? Ink::accent : Ink::plain, span);
    span.clear();
  };
  for (const char letter : text) {
    if (letter == '`' || letter == '\n') {
      flush();
      if (letter == '`') code = !code;
      if (letter == '\n') result += letter;
    } else {
      span += letter;
    }
  }
  flush();
  return result;
}

class Page {
 public:
  explicit Page(const Style& style) : style_{style} {}

  void line(std::string_view line) {
    if (line.starts_with("```")) {
      end_paragraph();
      space();
      fenced_ = !fenced_;
    } else if (fenced_) {
      out_ += (line.empty() ? "" : "    " + std::string(line)) + "\n";
    } else if (line.find_first_not_of(' ') == std::string_view::npos) {
      end_paragraph();
      gap_ = !out_.empty();
    } else if (line.starts_with("#")) {
      end_paragraph();
      space();
      const std::size_t text = std::min(line.find_first_not_of("# "), line.size());
      out_ += paint(style_, Ink::strong, without_emphasis(line.substr(text))) + "\n";
    } else if (line.starts_with("|") || line.starts_with("    ")) {
      end_paragraph();  // tables and indented code keep their lines
      space();
      out_ += std::string(line) + "\n";
    } else if (const auto bullet = bullet_of(line)) {
      end_paragraph();
      lead_ = std::string(bullet->indent, ' ') + bullet->sign + " ";
      indent_ = bullet->indent + bullet->sign.size() + 1 - (bullet->sign == "·" ? 1 : 0);
      paragraph_ = bullet->rest;
    } else {
      paragraph_ += (paragraph_.empty() ? "" : " ") +
                    std::string(line.substr(std::min(line.find_first_not_of(' '), line.size())));
    }
  }

  std::string finish() {
    end_paragraph();
    return report::finish(style_, std::move(out_));
  }

 private:
  void space() {
    if (gap_ && !out_.empty()) out_ += "\n";
    gap_ = false;
  }

  void end_paragraph() {
    if (!paragraph_.empty()) {
      space();
      const std::string filled = flow(without_emphasis(paragraph_), style_.width, indent_, indent_);
      out_ += with_code(lead_ + filled.substr(indent_), style_) + "\n";
    }
    paragraph_.clear();
    lead_.clear();
    indent_ = 0;
  }

  const Style& style_;
  std::string out_;
  std::string paragraph_;
  std::string lead_;  // the bullet before the paragraph
  std::size_t indent_ = 0;
  bool fenced_ = false;
  bool gap_ = false;  // an empty line is due before what comes next
};

}  // namespace

std::string markdown_text(std::string_view markdown, const Style& style) {
  const std::string safe = text::for_terminal(markdown);
  Page page{style};
  for (std::size_t at = 0; at < safe.size();) {
    const std::size_t end = std::min(safe.find('\n', at), safe.size());
    page.line(std::string_view(safe).substr(at, end - at));
    at = end + 1;
  }
  return page.finish();
}

}  // namespace viva::report
