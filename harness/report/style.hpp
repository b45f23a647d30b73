// How text for a terminal looks: width, colours, signs. Where the values come from is the command
// line's business; here they are only applied.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace viva::report {

struct Style {
  std::size_t width = 80;  ///< columns
  bool colour = false;
  bool unicode = true;        ///< false: the locale shows ASCII only
  std::string viva = "viva";  ///< how viva was called, for the commands that are suggested

  bool operator==(const Style&) const = default;
};

enum class Ink { plain, strong, faint, good, bad, warning, accent };

/// `text` in this colour; unchanged without colours. Give it sanitised text only.
std::string paint(const Style& style, Ink ink, std::string_view text);

/// The last step before writing: no line is a command of a CI's log, wherever it was wrapped; where
/// the style knows ASCII only, our signs become ASCII ones and other characters \u{…}. `text` is
/// valid UTF-8.
std::string finish(const Style& style, std::string text);

/// A student's bytes for a terminal, which may be a CI's log: text::for_ci_log().
std::string safe_text(std::string_view bytes);

/// Untrusted or own words on one line: sanitised, newlines and tabs as blanks, none at the ends.
std::string one_line(std::string_view bytes);

/// `text` in lines of at most `columns` characters after `indent` blanks, the first after
/// `first_indent`. Broken at blanks, which stay as many as they are inside a line: quoted bytes
/// must not change. A word longer than a line is cut into lines.
std::string flow(std::string_view text, std::size_t columns, std::size_t indent,
                 std::size_t first_indent);

/// Cut to at most `columns` characters, the last of them an ellipsis when something was cut.
std::string cut(std::string_view text, std::size_t columns);

/// Blanks up to `columns` characters.
std::string pad(std::string_view text, std::size_t columns);

/// Words of our own, in which commands are written as `viva check …`: with the name by which viva
/// was called here, so that they can be typed again.
std::string as_called(const Style& style, std::string_view words);

/// Points as people write them: "4", "2.5", "0.33".
std::string points(double value);

/// "1 point", "2.5 points", "10 points and 4 bonus points", "2 bonus points".
std::string worth(double usual, double bonus);

/// "1 hidden check (1 point)"; without the bracket when it is not known what they are worth.
std::string hidden_checks(std::size_t count, double usual, double bonus);

}  // namespace viva::report
