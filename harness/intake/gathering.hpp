// The rules of what is taken: one implementation for folders and archives, whoever walks. The
// walker asks before each step; what a rule refuses is listed with the reason, for the student.
#pragma once

#include "harness/intake/limits.hpp"
#include "harness/model/diagnostic.hpp"
#include "harness/model/submission.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace viva::intake {

/// Whatever is neither a regular file nor a folder.
enum class Special { link, hard_link, fifo, socket, device };

class Gathering {
 public:
  explicit Gathering(const IntakeLimits& limits) : limits_{limits} {}

  /// One more entry of `folder` ("" or "a/b/") is looked at; false when it is one too many, and
  /// then the rest of the folder is not looked at.
  bool look(const std::string& folder);

  /// In each of these, `path` is the whole path and `name` its last part. False: left out.
  bool admit_name(const std::string& path, const std::string& name);
  /// `depth` of the folder that it stands in, from 1.
  bool admit_folder(const std::string& path, const std::string& name, std::size_t depth);
  /// Before it is read: `bytes` is what it claims to be.
  bool admit_file(const std::string& path, const std::string& name, bool executable,
                  std::uint64_t bytes);

  /// Leaves it out when it is too large after all, or too much together with the rest.
  void take(std::string path, std::string bytes);

  void leave_out(std::string path, std::string why);
  void leave_out(std::string path, Special special);
  void leave_out_too_large(std::string path);
  void leave_out_too_much(std::string path);
  /// The folder around everything, which is stepped into.
  void note_wrapping(std::string path);

  /// Sorted, with its digest, whatever the walk's order was.
  Submission finish(std::string id) &&;

 private:
  const IntakeLimits& limits_;
  Submission submission_;
  std::uint64_t total_bytes_ = 0;
  std::size_t entries_ = 0;
  std::size_t left_out_ = 0;
};

struct TopEntry {
  std::string name;
  bool folder = false;
};

/// The name of the folder that is all there is; none when there is more, when it is a build folder,
/// or one that the assignment gives a meaning. Hidden entries and __MACOSX do not count.
std::optional<std::string> wrapping_folder(const std::vector<TopEntry>& entries,
                                           const IntakeLimits& limits);

/// A name for people and for file names: this one when it is tame, else "submission".
std::string id_from(const std::string& name, const IntakeLimits& limits);

/// `submission` has no files: why, as far as its list says it.
Diagnostic diagnose_empty(const std::filesystem::path& from, const Submission& submission,
                          std::string help);

}  // namespace viva::intake
