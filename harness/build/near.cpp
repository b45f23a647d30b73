// From the surest guess to the boldest: left out, in another folder, spelt in another way,
// misspelt, the only source there is.
#include "harness/build/near.hpp"

#include "harness/text/nearest.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace viva::build {
namespace {

/// A path in parts: "src/", "Tcp_Server", ".cpp".
struct Name {
  std::string folder;
  std::string stem;
  std::string suffix;
};

std::string lower_case(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

Name name_of(const std::string& path) {
  Name name;
  const std::size_t begin = path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1;
  name.folder = path.substr(0, begin);
  name.stem = path.substr(begin);
  const std::size_t point = name.stem.rfind('.');
  if (point == std::string::npos) return name;
  name.suffix = name.stem.substr(point);
  name.stem.erase(point);
  // What a download or an editor that hides suffixes adds.
  if (lower_case(name.suffix) == ".txt" && name.stem.find('.') != std::string::npos) {
    return name_of(name.folder + name.stem);
  }
  return name;
}

/// What stays of a name when capitals, hyphens, underscores and blanks do not count.
std::string skeleton(const std::string& stem) {
  std::string letters = lower_case(stem);
  std::erase_if(letters, [](char c) { return c == '_' || c == '-' || c == ' ' || c == '.'; });
  return letters;
}

/// The suffix that the assignment uses for this one.
std::string usual_suffix(const std::string& suffix) {
  static constexpr std::array<std::string_view, 5> of_cpp = {".cc", ".cxx", ".c++", ".cp", ".C"};
  if (std::find(of_cpp.begin(), of_cpp.end(), suffix) != of_cpp.end()) return ".cpp";
  const std::string lower = lower_case(suffix);
  return std::find(of_cpp.begin(), of_cpp.end(), lower) != of_cpp.end() ? ".cpp" : lower;
}

std::optional<std::string> with_suffix(const Strings& wanted, const std::string& suffix) {
  for (const std::string& one : wanted) {
    if (name_of(one).suffix == usual_suffix(suffix)) return one;
  }
  return std::nullopt;
}

std::string without_slash(const std::string& folder) {
  return folder.empty() ? folder : folder.substr(0, folder.size() - 1);
}

bool holds(const Strings& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string rename(const std::string& path, const Name& name, const std::string& to) {
  return "there is " + path + ": " + (name.folder.empty() ? "" : "move it up and ") +
         "rename it to " + to;
}

NearMiss left_out(const Submission& submission, const Strings& wanted) {
  for (const LeftOut& left : submission.left_out) {
    if (holds(wanted, left.path)) return {left.path + " is left out: " + left.why, {}};
  }
  return {};
}

NearMiss in_another_folder(const Submission& submission, const Strings& wanted) {
  const SourceFile* found = nullptr;
  for (const SourceFile& file : submission.files) {
    const std::size_t slash = file.path.rfind('/');
    if (slash == std::string::npos || !holds(wanted, file.path.substr(slash + 1))) continue;
    if (found == nullptr || file.path.size() < found->path.size()) found = &file;
  }
  if (found == nullptr) return {};
  const std::string folder = without_slash(name_of(found->path).folder);
  return {"there is " + found->path + ": move it up, or run viva check DIR/" + folder, folder};
}

NearMiss spelt_otherwise(const Submission& submission, const Strings& wanted) {
  for (const SourceFile& file : submission.files) {
    const Name name = name_of(file.path);
    const auto to = with_suffix(wanted, name.suffix);
    if (!to || skeleton(name.stem) != skeleton(name_of(*to).stem)) continue;
    return {rename(file.path, name, *to), {}};
  }
  return {};
}

// Only a file that no other program could claim, and of those programs the nearest.
NearMiss misspelt(const Submission& submission, const Strings& wanted, const Strings& known) {
  Strings skeletons;
  for (const std::string& one : known) skeletons.push_back(skeleton(name_of(one).stem));
  for (const SourceFile& file : submission.files) {
    const Name name = name_of(file.path);
    const auto to = with_suffix(wanted, name.suffix);
    if (!to || !name.folder.empty()) continue;
    const std::string here = skeleton(name.stem);
    const std::string there = skeleton(name_of(*to).stem);
    const std::size_t letters_max = std::max<std::size_t>(1, there.size() / 5);
    if (holds(skeletons, here) || text::nearest(here, skeletons) != there) continue;
    if (text::edit_distance(here, there) > letters_max) continue;
    return {rename(file.path, name, *to), {}};
  }
  return {};
}

NearMiss only_source(const Submission& submission, const Strings& wanted, const Strings& known) {
  const SourceFile* only = nullptr;
  for (const SourceFile& file : submission.files) {
    if (!with_suffix(known, name_of(file.path).suffix) || file.path.ends_with(".md")) continue;
    if (only != nullptr) return {};
    only = &file;
  }
  if (only == nullptr || holds(known, only->path)) return {};
  const Name name = name_of(only->path);
  const auto to = with_suffix(wanted, name.suffix);
  if (!to || !name.folder.empty()) return {};
  return {"there is " + only->path + ": give it the name of the program that it is", {}};
}

}  // namespace

NearMiss near_miss(const Submission& submission, const Strings& wanted, const Strings& known) {
  for (const NearMiss& miss :
       {left_out(submission, wanted), in_another_folder(submission, wanted),
        spelt_otherwise(submission, wanted), misspelt(submission, wanted, known),
        only_source(submission, wanted, known)}) {
    if (!miss.says.empty()) return miss;
  }
  return {};
}

}  // namespace viva::build
