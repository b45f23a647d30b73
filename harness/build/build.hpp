// From a submission's files to a program: which files belong to it, the template's protected files
// laid over them, the compiler in a box, and memory of what was compiled before.
//
// A build's key is made of everything that can change its outcome: the files that the compiler
// sees, the command, the compiler itself, viva. The memory is a folder per key under `cache`.
#pragma once

#include "harness/box/box.hpp"
#include "harness/build/near.hpp"
#include "harness/model/assignment.hpp"
#include "harness/model/build.hpp"
#include "harness/model/submission.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace viva::build {

/// What one program is made from.
struct Sources {
  const Language* language = nullptr;  ///< null: there is nothing to build, `why` says it
  std::string why;
  NearMiss near;     ///< without a language: what may have been meant; `why` holds its words
  Strings compiled;  ///< paths given to the compiler, in order
  std::vector<SourceFile> files;  ///< everything that the compiler may see, sorted by path
};

/// The template's files, as intake takes a submission's.
using Template = std::vector<SourceFile>;

/// Pure: picks the language and the files of `program`. A file that is the template's, but for line
/// ends and blanks at line ends, counts as absent. Protected files are the template's own.
Sources select(const Submission& submission, const Template& pristine, const Assignment& assignment,
               const std::string& program);

/// What is looked for under these names and is not there: "there is no a.cpp or a.py, but …".
std::string absence(const Strings& wanted, const NearMiss& near);

/// Every file that the assignment looks for in a submission's own folder.
Strings known_files(const Assignment& assignment);

/// Pure: the compiler's words, with {sources}, {includes} and {output} filled in. Empty: nothing to
/// run.
Strings command(const Sources& sources, BuildVariant variant, const std::string& program,
                const std::string& output);

/// Where and how to build; the same for all programs of a run of viva.
struct Workshop {
  std::filesystem::path work;            ///< a folder of ours that the unprivileged user may enter
  std::filesystem::path cache;           ///< empty: nothing is remembered
  std::filesystem::path init;            ///< the box's init
  const box::Cgroups* groups = nullptr;  ///< where boxes get control groups; null: nowhere
  box::Isolation isolation = box::Isolation::namespaces;
  std::string identity;  ///< of viva and the compilers: changes when they do
  bool fresh = false;    ///< do not use what is remembered
  bool mold = false;     ///< mold is here: link with it
};

/// Whether mold(1) is where the box's compiler finds it.
bool mold_is_here();

/// Pure: the same command with mold as its linker; none when its first word is no compiler that
/// knows -fuse-ld. What mold refuses or warns of must be linked again with the compiler's own.
std::optional<Strings> with_mold(const Strings& words);

/// Builds, or finds the same build remembered. Throws Trouble when the box or the disk fails.
Build make(const Sources& sources, const Assignment& assignment, const std::string& program,
           BuildVariant variant, const Workshop& workshop);

/// Why a sanitized program cannot run here; empty when it can. Builds and runs a small racy
/// program.
std::string sanitizer_trouble(const Language& language, const Assignment& assignment,
                              const Workshop& workshop);

}  // namespace viva::build
