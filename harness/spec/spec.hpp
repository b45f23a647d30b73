// The spec: from grading.toml and specs/EXERCISE.toml to an Assignment, or to every mistake in them
// at once, each with its place and its mend. Nothing is run or judged here.
//
// The flow: toml.cpp turns a text into a tree with places (the only file that knows the library),
// assignment.cpp and exercise.cpp read the trees key by key into drafts, references.cpp joins the
// drafts (scenarios, requires), load.cpp reads the files in order. A mistake never ends the
// reading: it is noted on the Page and the default stands in. Any mistake at all means: no
// Assignment.
#pragma once

#include "harness/model/assignment.hpp"
#include "harness/model/diagnostic.hpp"
#include "harness/model/kind.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace viva::spec {

/// The kinds that a spec may name: what is not in here does not exist.
struct Vocabulary {
  std::vector<KindInfo> peers;
  std::vector<KindInfo> checks;
};

/// Either an assignment without a mistake or the mistakes. They stand in the order of the files and
/// lines; those that kept a whole file from being read come last.
struct Loaded {
  std::optional<Assignment> assignment;
  Diagnostics diagnostics;
};

/// Reads grading.toml and beside it the folders specs/ and the template.
Loaded load(const std::filesystem::path& grading_toml, const Vocabulary& vocabulary);

/// The same without a disk: file name ("grading.toml", "specs/threads.toml") to text. A folder
/// exists when a file lies in it.
Loaded load_texts(const std::map<std::string, std::string>& texts, const Vocabulary& vocabulary);

}  // namespace viva::spec
