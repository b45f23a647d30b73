// Reads what a thread sanitizer wrote (the form that compiler-rt's runtime prints, gcc and clang
// alike): reports, their stacks, and what in them is the student's own.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace viva::judge::race {

struct Frame {
  std::string function;
  std::string file;  ///< as printed; "<null>" when it is not known
  int line = 0;

  /// In a file that is neither the system's nor the sanitizer's.
  [[nodiscard]] bool students() const;
  /// The file's name without its folders.
  [[nodiscard]] std::string_view name() const;

  bool operator==(const Frame&) const = default;
};

/// One of the accesses that clash.
struct Access {
  bool write = false;
  std::string thread;              ///< "main thread", "thread T3"
  std::vector<std::string> locks;  ///< held at that moment: "M10"
  std::vector<Frame> frames;       ///< innermost first; empty when the sanitizer has forgotten them

  /// The innermost frame in the student's code.
  [[nodiscard]] std::optional<std::size_t> own() const;

  bool operator==(const Access&) const = default;
};

struct Report {
  std::string kind;  ///< "data race", "heap-use-after-free", "thread leak" …
  std::vector<Access> accesses;
  std::string location;    ///< "global 'clients' of size 24 at …", or empty
  std::size_t offset = 0;  ///< where it begins in the text

  /// About memory (or a descriptor) used by two threads at once, with student code in it.
  [[nodiscard]] bool students_race() const;

  bool operator==(const Report&) const = default;
};

std::vector<Report> read_reports(std::string_view text);

/// The sanitizer itself could not start or go on ("unexpected memory mapping"): the line that says
/// so.
std::optional<std::string> own_failure(std::string_view text);

/// The name of the variable that two threads use, when the report knows it: "clients".
std::string variable_of(const Report& report);

/// What a thread did, in plain words: "line 42 of chat_server.cpp", "removes from", "`clients`".
struct Deed {
  std::string where;
  std::string verb;
  std::string object;
};

/// Nothing when the report does not show student code in it. `name_file`: false when the file was
/// just named.
std::optional<Deed> deed_of(const Report& report, const Access& access, bool name_file);

}  // namespace viva::judge::race
