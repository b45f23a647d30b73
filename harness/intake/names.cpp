#include "harness/intake/names.hpp"

#include "harness/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace viva::intake {
namespace {

// Folders that tools leave behind. `cmake-build-*` is CLion's.
constexpr std::array<std::string_view, 6> build_folders = {"build",       "out",        "_build",
                                                           "__pycache__", "CMakeFiles", "__MACOSX"};

constexpr std::array<std::string_view, 10> compiled_suffixes = {
    ".o", ".obj", ".a", ".so", ".out", ".exe", ".pyc", ".d", ".gch", ".class"};

constexpr std::array<std::string_view, 11> archive_suffixes = {
    ".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".jar", ".txz"};

template <class Range>
bool contains(const Range& range, std::string_view word) {
  return std::find(range.begin(), range.end(), word) != range.end();
}

std::string lower_suffix(std::string_view name) {
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string suffix{name.substr(dot)};
  std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return suffix;
}

bool has_hidden_character(std::string_view name) {
  while (!name.empty()) {
    const text::Character first = text::first_character(name);
    if (text::hidden_character(first.code)) return true;
    name.remove_prefix(first.length);
  }
  return false;
}

}  // namespace

std::optional<std::string> not_tame(std::string_view name, std::size_t bytes_max) {
  if (name.size() > bytes_max) {
    return "its name is longer than " + std::to_string(bytes_max) + " bytes";
  }
  if (!text::valid_utf8(name)) return "its name is not valid UTF-8";
  if (has_hidden_character(name)) return "its name holds a control character or an invisible one";
  if (name.front() == '-' || name.front() == '@') {
    return "a compiler would take its name for an option; give it a name that starts with a letter";
  }
  return std::nullopt;
}

std::optional<std::string> idle_folder(std::string_view name) {
  if (name.front() == '.') return "a hidden folder";
  if (contains(build_folders, name) || name.substr(0, 12) == "cmake-build-") {
    return "a build folder; programs are built anew from their sources";
  }
  return std::nullopt;
}

std::optional<std::string> idle_file(std::string_view name, bool executable,
                                     const Strings& suffixes) {
  if (name.front() == '.') return "a hidden file";
  const std::string suffix = lower_suffix(name);
  if (contains(suffixes, suffix)) return std::nullopt;
  if (contains(compiled_suffixes, suffix) || (suffix.empty() && executable)) {
    return "a compiled file; programs are built anew from their sources";
  }
  if (archive_name(name)) return "an archive; put here what it holds";
  return "no source, header or text file";
}

bool archive_name(std::string_view name) {
  return contains(archive_suffixes, lower_suffix(name));
}

bool beside_the_point(std::string_view name) {
  return name.empty() || name.front() == '.' || name == "__MACOSX";
}

}  // namespace viva::intake
