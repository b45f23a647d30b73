// Runs the real viva as its users do, and keeps what it printed.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace viva::test {

struct Ran {
  int code = -1;  ///< exit code; 128 + N when a signal ended it
  std::string out;
  std::string err;
};

/// A temporary folder that is removed again.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Writes a file below it and gives the folder back.
  Folder& with(const std::string& name, const std::string& bytes);
  /// Every name below it, with its bytes.
  [[nodiscard]] std::map<std::string, std::string> contents() const;

 private:
  std::filesystem::path path_;
};

/// `words` as a shell would take them; the memory between runs is `memory`, no terminal anywhere.
/// The assignment is viva's own unless `words` name one; `under`: a command that starts it.
Ran viva(const std::string& words, const Folder& memory, bool names_assignment = false,
         const std::string& under = {});

}  // namespace viva::test
