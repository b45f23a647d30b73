// What somebody asked for on the command line, as values. The parser's library stays in
// options.cpp.
#pragma once

#include "harness/model/diagnostic.hpp"
#include "harness/model/value.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>

namespace viva::cli {

inline constexpr const char* version = "0.1.0";

enum class Color { automatic, always, never };
enum class Isolation { automatic, namespaces, none };
enum class Verbosity { quiet, normal, verbose };

/// viva check [DIR|ARCHIVE]
struct Check {
  std::filesystem::path folder = ".";              ///< or an archive
  Strings exercises;                               ///< as given; empty: all
  std::optional<std::string> json;                 ///< a file, "-" for standard output
  bool hidden = false;                             ///< --all
  bool fresh = false;                              ///< forget what was built and played before
  std::optional<std::filesystem::path> keep = {};  ///< a folder for result.json and the transcripts

  bool operator==(const Check&) const = default;
};

/// viva explain [EXERCISE[/CHECK]]
struct Explain {
  std::string what;    ///< empty: all exercises, or all of the table
  bool kinds = false;  ///< --kinds: what a spec's checks may be
  bool peers = false;  ///< --peers: what a spec's scenarios may be played by

  bool operator==(const Explain&) const = default;
};

/// viva new DIR
struct New {
  std::filesystem::path folder;
  bool assignment = false;  ///< a fresh assignment, not a submission

  bool operator==(const New&) const = default;
};

/// viva doctor
struct Doctor {
  bool operator==(const Doctor&) const = default;
};

/// viva verify [FOLDER]
struct Verify {
  std::filesystem::path folder;  ///< EXERCISE/NAME/ below it; empty: the assignment's own
  Strings exercises;             ///< empty: all
  Strings names;                 ///< only those whose name holds one of these; empty: all
  std::size_t repeat = 1;        ///< how often, from 1; more than once is always fresh
  bool fresh = false;

  bool operator==(const Verify&) const = default;
};

/// viva worker: plays one trial; started by viva itself.
struct Worker {
  bool operator==(const Worker&) const = default;
};

using Command = std::variant<Check, Verify, Explain, New, Doctor, Worker>;

struct Options {
  Command command;
  std::optional<std::filesystem::path> assignment;  ///< the folder with grading.toml
  Isolation isolation = Isolation::automatic;
  std::optional<std::uint64_t> seed;
  Color color = Color::automatic;
  Verbosity verbosity = Verbosity::normal;

  bool operator==(const Options&) const = default;
};

/// Somebody asked for words: for standard output, exit code 0.
struct Help {
  std::string text;

  bool operator==(const Help&) const = default;
};

/// `words` without the program's name. A Diagnostic is wrong usage: for standard error, exit
/// code 2.
std::variant<Options, Help, Diagnostic> parse(const Strings& words);

}  // namespace viva::cli
