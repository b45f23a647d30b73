// One file that is being read, and the mistakes found in it. Private to this room.
#pragma once

#include "harness/model/diagnostic.hpp"
#include "harness/spec/tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace viva::spec {

class Page {
 public:
  Page(std::string file, std::string text);

  void complain(Place place, std::string what, std::string help = {});

  /// As above, for a mistake that kept the whole file from being read.
  void give_up(Place place, std::string what, std::string help = {});

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] const std::string& text() const { return text_; }

  /// Without its line end; "" for a line that does not exist.
  [[nodiscard]] std::string_view line(int number) const;
  [[nodiscard]] int line_count() const { return static_cast<int>(line_begins_.size()); }

  [[nodiscard]] const Diagnostics& mistakes() const { return mistakes_; }
  [[nodiscard]] bool given_up() const { return given_up_; }

 private:
  std::string file_;
  std::string text_;
  std::vector<std::size_t> line_begins_;
  Diagnostics mistakes_;
  bool given_up_ = false;
};

}  // namespace viva::spec
