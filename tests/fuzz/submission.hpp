// What must hold of a submission, whatever it was made from.
#pragma once

#include "harness/intake/limits.hpp"
#include "harness/intake/names.hpp"
#include "harness/model/diagnostic.hpp"
#include "harness/model/submission.hpp"
#include "harness/text/utf8.hpp"
#include "tests/fuzz/expect.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <variant>

namespace viva::fuzz {

inline void check_path(const std::string& path, const intake::IntakeLimits& limits) {
  std::size_t parts = 0;
  for (std::string_view rest = path;; ++parts) {
    const auto slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    expect(!part.empty() && part != "." && part != "..", "every part of a path is a name");
    expect(part.find('\\') == std::string_view::npos, "no backslash is left");
    expect(!intake::not_tame(part, limits.name_bytes), "every name is tame");
    if (slash == std::string_view::npos) {
      expect(!intake::idle_file(part, false, limits.suffixes), "every file may matter");
      break;
    }
    expect(!intake::idle_folder(part), "no folder is idle");
    rest.remove_prefix(slash + 1);
  }
  expect(parts < limits.depth, "no folder is too deep");
}

inline void check_plain(std::string_view text, const char* sentence) {
  expect(text::valid_utf8(text), sentence);
  for (; !text.empty(); text.remove_prefix(text::first_character(text).length)) {
    expect(!text::hidden_character(text::first_character(text).code), sentence);
  }
}

inline void check_taken(const std::variant<Submission, Diagnostic>& taken,
                        const intake::IntakeLimits& limits) {
  if (const auto* refusal = std::get_if<Diagnostic>(&taken)) {
    expect(!refusal->what.empty() && !refusal->help.empty(), "a refusal says what to do");
    check_plain(refusal->what, "a refusal is plain");
    return;
  }
  const auto& submission = std::get<Submission>(taken);
  expect(!submission.files.empty() && submission.files.size() <= limits.files,
         "the number of files is within its limit");
  std::set<std::string> paths;
  std::uint64_t total = 0;
  for (const SourceFile& file : submission.files) {
    check_path(file.path, limits);
    expect(file.bytes.size() <= limits.file_bytes, "no file is too large");
    total += file.bytes.size();
    paths.insert(file.path);
  }
  expect(paths.size() == submission.files.size(), "no path comes twice");
  for (const std::string& path : paths) {
    for (auto slash = path.find('/'); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
      expect(!paths.contains(path.substr(0, slash)), "no file is a folder, too");
    }
  }
  expect(total <= limits.total_bytes, "all together is not too large");
  expect(std::is_sorted(
             submission.files.begin(), submission.files.end(),
             [](const SourceFile& one, const SourceFile& other) { return one.path < other.path; }),
         "files are sorted");
  for (const LeftOut& left : submission.left_out) {
    check_plain(left.path, "what is left out is named plainly");
    expect(!left.why.empty(), "what is left out has a reason");
  }
}

}  // namespace viva::fuzz
