// Lines of a text and mistakes in them.
#include "harness/spec/page.hpp"

#include <utility>

namespace viva::spec {

Page::Page(std::string file, std::string text) : file_(std::move(file)), text_(std::move(text)) {
  line_begins_.push_back(0);
  for (std::size_t place = 0; place < text_.size(); ++place) {
    if (text_[place] == '\n') line_begins_.push_back(place + 1);
  }
}

std::string_view Page::line(int number) const {
  if (number < 1 || number > line_count()) return {};
  const std::size_t begin = line_begins_[static_cast<std::size_t>(number) - 1];
  std::string_view line = std::string_view(text_).substr(begin);
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void Page::complain(Place place, std::string what, std::string help) {
  mistakes_.push_back({.file = file_,
                       .line = place.line,
                       .column = place.column,
                       .width = place.width,
                       .source = std::string(line(place.line)),
                       .what = std::move(what),
                       .help = std::move(help)});
}

void Page::give_up(Place place, std::string what, std::string help) {
  given_up_ = true;
  complain(place, std::move(what), std::move(help));
}

}  // namespace viva::spec
