// Which files make which program: pure decisions over names and bytes.
#include "harness/build/build.hpp"
#include "harness/model/hole.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace viva::build {
namespace {

bool ends_with_any(const std::string& path, const Strings& suffixes) {
  return std::any_of(suffixes.begin(), suffixes.end(),
                     [&](const std::string& suffix) { return path.ends_with(suffix); });
}

const SourceFile* find(const std::vector<SourceFile>& files, const std::string& path) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const SourceFile& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

// Editors change line ends and blanks before them; that is no work of a student's.
std::string without_line_ends(const std::string& bytes) {
  std::string result;
  for (const char letter : bytes) {
    if (letter == '\r') continue;
    if (letter == '\n') {
      while (!result.empty() && (result.back() == ' ' || result.back() == '\t')) result.pop_back();
    }
    result += letter;
  }
  while (!result.empty() &&
         (result.back() == '\n' || result.back() == ' ' || result.back() == '\t'))
    result.pop_back();
  return result;
}

bool unchanged(const SourceFile& file, const Template& pristine) {
  const SourceFile* original = find(pristine, file.path);
  return original != nullptr && without_line_ends(original->bytes) == without_line_ends(file.bytes);
}

// NAME.cpp, then what stands in NAME/.
Strings sources_of(const Submission& submission, const Template& pristine, const Language& language,
                   const std::string& program) {
  Strings result;
  const SourceFile* main = find(submission.files, program + language.suffix);
  if (main != nullptr && !unchanged(*main, pristine)) result.push_back(main->path);
  if (language.compile.empty()) return result;  // scripts find their modules by themselves
  for (const SourceFile& file : submission.files) {
    if (file.path.starts_with(program + "/") && file.path.ends_with(language.suffix))
      result.push_back(file.path);
  }
  return result;
}

// Headers in the root and in include/, whatever stands in NAME/, and the protected files.
std::vector<SourceFile> visible_files(const Submission& submission, const Template& pristine,
                                      const Assignment& assignment, const Language& language,
                                      const std::string& program, const Strings& compiled) {
  Strings suffixes = language.header_suffixes;
  const std::set<std::string> chosen(compiled.begin(), compiled.end());
  const std::set<std::string> kept(assignment.protected_files.begin(),
                                   assignment.protected_files.end());
  std::vector<SourceFile> files;
  for (const SourceFile& file : submission.files) {
    const bool in_root = file.path.find('/') == std::string::npos;
    const bool header =
        ends_with_any(file.path, suffixes) && (in_root || file.path.starts_with("include/"));
    const bool own = file.path.starts_with(program + "/");
    const bool replaceable = !kept.contains(file.path) || hole("protected");
    if (replaceable && (chosen.contains(file.path) || header || own)) files.push_back(file);
  }
  for (const SourceFile& file : pristine) {
    const bool header = ends_with_any(file.path, suffixes) && !file.path.ends_with(language.suffix);
    const bool ours = (kept.contains(file.path) && !hole("protected")) ||
                      find(submission.files, file.path) == nullptr;
    if (header && ours) files.push_back(file);
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

Strings files_of(const Assignment& assignment, const std::string& program) {
  Strings names;
  for (const Language& language : assignment.languages) names.push_back(program + language.suffix);
  return names;
}

}  // namespace

std::string absence(const Strings& wanted, const NearMiss& near) {
  std::string names;
  for (const std::string& name : wanted) names += (names.empty() ? "" : " or ") + name;
  return "there is no " + names + (near.says.empty() ? "" : ", but " + near.says);
}

Strings known_files(const Assignment& assignment) {
  Strings names;
  for (const Exercise& exercise : assignment.exercises) {
    if (const auto* document = std::get_if<Document>(&exercise.subject)) {
      names.push_back(document->file);
      continue;
    }
    for (std::string& name : files_of(assignment, std::get<Program>(exercise.subject).name))
      names.push_back(std::move(name));
  }
  return names;
}

Sources select(const Submission& submission, const Template& pristine, const Assignment& assignment,
               const std::string& program) {
  Sources sources;
  for (const Language& language : assignment.languages) {
    sources.compiled = sources_of(submission, pristine, language, program);
    if (sources.compiled.empty()) continue;
    sources.language = &language;
    sources.files =
        visible_files(submission, pristine, assignment, language, program, sources.compiled);
    return sources;
  }
  const bool stub = std::any_of(
      assignment.languages.begin(), assignment.languages.end(), [&](const Language& language) {
        return find(submission.files, program + language.suffix) != nullptr;
      });
  if (stub) {
    sources.why = program + " is still the template's: nothing was changed in it";
    return sources;
  }
  const Strings wanted = files_of(assignment, program);
  sources.near = near_miss(submission, wanted, known_files(assignment));
  sources.why = absence(wanted, sources.near);
  return sources;
}

Strings command(const Sources& sources, BuildVariant variant, const std::string& program,
                const std::string& output) {
  const Language& language = *sources.language;
  const Strings& words = language.compile.empty() ? language.check : language.compile;
  Strings result;
  for (const std::string& word : words) {
    if (word == "{sources}") {
      // "./" keeps a name that starts with a dash or an @ from being an option (gcc(1), @file).
      for (const std::string& path : sources.compiled) result.push_back("./" + path);
    } else if (word == "{includes}") {
      for (const char* folder : {"-I.", "-Iinclude"}) result.emplace_back(folder);
      result.push_back("-I" + program);
    } else if (word == "{output}") {
      result.push_back(output);
    } else {
      result.push_back(word);
    }
  }
  if (variant == BuildVariant::thread_sanitizer && !result.empty()) {
    result.insert(result.begin() + 1, language.thread_sanitizer.begin(),
                  language.thread_sanitizer.end());
  }
  return result;
}

}  // namespace viva::build
