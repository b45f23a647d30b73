// Files of our own making: scratch folders, sources written out, and the memory on disk.
// Nothing here follows a link that a submission or a compiler could have laid.
#pragma once

#include "harness/box/descriptor.hpp"
#include "harness/model/submission.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace viva::build {

/// A folder under `parent` that is removed with all that is in it.
class Scratch {
 public:
  explicit Scratch(const std::filesystem::path& parent);
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Writes them below `folder`, readable by everybody. Throws Trouble.
void write_files(const std::filesystem::path& folder, const std::vector<SourceFile>& files);

/// Lets the unprivileged user of the box write there.
void make_writable_for_box(const std::filesystem::path& folder);

/// A new file, open for writing. Throws Trouble.
box::Descriptor make_file(const std::filesystem::path& file, unsigned mode);

/// Copies a regular file; throws Trouble when `from` is anything else or cannot be read.
void copy_regular(const std::filesystem::path& from, const std::filesystem::path& to,
                  unsigned mode);

/// Throws Trouble.
std::string read_text(const std::filesystem::path& file);

/// Complete or not at all: written beside, then renamed; into a device or a pipe as it comes.
/// Throws Trouble.
void write_text(const std::filesystem::path& file, const std::string& text);

/// Folders of files, remembered by a key under `root`/`kind`. With an empty root it remembers
/// nothing. A memory that cannot be read or written is like one that is empty: it never fails a
/// run.
class Memory {
 public:
  Memory(std::filesystem::path root, std::string kind);

  /// Copies what is remembered for `key` into `folder` (made if need be). False when there is
  /// nothing.
  [[nodiscard]] bool recall(const std::string& key, const std::filesystem::path& folder) const;

  /// Remembers the files of `folder` (no folders in it but one level), and one more file.
  void keep(const std::string& key, const std::filesystem::path& folder, const std::string& name,
            const std::string& text) const;

  /// The same for a single text.
  [[nodiscard]] bool recall_text(const std::string& key, std::string& text) const;
  void keep_text(const std::string& key, const std::string& text) const;

 private:
  [[nodiscard]] std::filesystem::path place(const std::string& key) const;
  std::filesystem::path root_;
};

}  // namespace viva::build
