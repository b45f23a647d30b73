#include "harness/intake/intake.hpp"

#include "harness/intake/gathering.hpp"
#include "harness/intake/names.hpp"
#include "harness/model/hole.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace viva::intake {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_{number} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool open() const { return number_ >= 0; }

 private:
  int number_;
};

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using OpenFolder = std::unique_ptr<DIR, CloseFolder>;

std::string reason_of(int error) {
  return std::generic_category().message(error);
}

Special special_of(mode_t mode) {
  if (S_ISLNK(mode)) return Special::link;
  if (S_ISFIFO(mode)) return Special::fifo;
  if (S_ISSOCK(mode)) return Special::socket;
  return Special::device;
}

bool same_file(const struct stat& one, const struct stat& other) {
  return one.st_dev == other.st_dev && one.st_ino == other.st_ino && S_ISREG(other.st_mode);
}

int open_folder(int parent, const char* name) {
  return ::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

// Takes the descriptor over.
OpenFolder read_folder(int descriptor) {
  OpenFolder folder{::fdopendir(descriptor)};
  if (!folder && descriptor >= 0) {
    const int error = errno;
    ::close(descriptor);
    errno = error;
  }
  return folder;
}

// The next name but "." and ".."; false at the end.
bool next_name(DIR* folder, std::string& name) {
  while (const dirent* entry = ::readdir(folder)) {
    name = static_cast<const char*>(entry->d_name);
    if (name != "." && name != "..") return true;
  }
  return false;
}

class Walk {
 public:
  /// `owner` is whom the submission's folder belongs to.
  Walk(const IntakeLimits& limits, Gathering& gathering, uid_t owner)
      : limits_{limits}, gathering_{gathering}, owner_{owner} {}

  /// `prefix` is empty or ends in '/'. Takes the descriptor over.
  void folder(int descriptor, const std::string& prefix, std::size_t depth);

 private:
  std::vector<std::string> names_in(DIR* folder, const std::string& prefix);
  void entry(int parent, const std::string& prefix, const std::string& name, std::size_t depth);
  void subfolder(int parent, const std::string& path, const std::string& name, std::size_t depth);
  void file(int parent, const std::string& path, const std::string& name, const struct stat& seen);

  const IntakeLimits& limits_;
  Gathering& gathering_;
  uid_t owner_;
};

// All names first, in alphabetical order: the result must not depend on the file system's own
// order.
std::vector<std::string> Walk::names_in(DIR* folder, const std::string& prefix) {
  std::vector<std::string> names;
  for (std::string name; next_name(folder, name);) {
    if (!gathering_.look(prefix)) break;
    names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

void Walk::folder(int descriptor, const std::string& prefix, std::size_t depth) {
  const OpenFolder folder = read_folder(descriptor);
  if (!folder) {
    gathering_.leave_out(prefix.empty() ? "." : prefix, "cannot be read: " + reason_of(errno));
    return;
  }
  for (const std::string& name : names_in(folder.get(), prefix)) {
    entry(::dirfd(folder.get()), prefix, name, depth);
  }
}

void Walk::entry(int parent, const std::string& prefix, const std::string& name,
                 std::size_t depth) {
  const std::string path = prefix + name;
  if (!gathering_.admit_name(path, name)) return;
  struct stat seen {};
  if (::fstatat(parent, name.c_str(), &seen, hole("intake") ? 0 : AT_SYMLINK_NOFOLLOW) != 0) {
    gathering_.leave_out(path, "cannot be looked at: " + reason_of(errno));
  } else if (S_ISDIR(seen.st_mode)) {
    subfolder(parent, path, name, depth);
  } else if (!S_ISREG(seen.st_mode)) {
    gathering_.leave_out(path, special_of(seen.st_mode));
  } else {
    file(parent, path, name, seen);
  }
}

void Walk::subfolder(int parent, const std::string& path, const std::string& name,
                     std::size_t depth) {
  if (!gathering_.admit_folder(path, name, depth)) return;
  const int descriptor = open_folder(parent, name.c_str());
  if (descriptor < 0) {
    gathering_.leave_out(path + "/", "cannot be read: " + reason_of(errno));
    return;
  }
  folder(descriptor, path + "/", depth + 1);
}

// At most `bytes_max` + 1 bytes, so that a file that grew is noticed. None: an error in errno.
std::optional<std::string> read_all(int descriptor, std::uint64_t bytes_max) {
  std::string bytes;
  std::array<char, 65536> buffer{};
  while (bytes.size() <= bytes_max) {
    const auto room = std::min<std::uint64_t>(buffer.size(), bytes_max + 1 - bytes.size());
    const ssize_t got = ::read(descriptor, buffer.data(), room);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return bytes;
}

void Walk::file(int parent, const std::string& path, const std::string& name,
                const struct stat& seen) {
  const bool executable = (seen.st_mode & 0111U) != 0;
  const auto size = static_cast<std::uint64_t>(seen.st_size);
  if (!gathering_.admit_file(path, name, executable, size)) return;
  // Where many share a file system, anybody may link to a file that only its owner (or a viva that
  // runs as root) can read: /proc/sys/fs/protected_hardlinks is not set everywhere.
  if (seen.st_nlink > 1 && seen.st_uid != owner_ && !hole("intake")) {
    gathering_.leave_out(path, "a hard link to a file of another user");
    return;
  }
  const Descriptor opened{
      ::openat(parent, name.c_str(),
               O_RDONLY | (hole("intake") ? 0 : O_NOFOLLOW) | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)};
  struct stat now {};
  if (!opened.open() || ::fstat(opened.get(), &now) != 0) {
    gathering_.leave_out(path, "cannot be read: " + reason_of(errno));
    return;
  }
  if (!same_file(seen, now)) {
    gathering_.leave_out(path, "it was exchanged while it was read");
    return;
  }
  auto bytes = read_all(opened.get(), limits_.file_bytes);
  if (!bytes) {
    gathering_.leave_out(path, "cannot be read: " + reason_of(errno));
    return;
  }
  gathering_.take(path, std::move(*bytes));
}

// What stands in a folder, and which of it are folders.
std::vector<TopEntry> top_entries(int descriptor, const IntakeLimits& limits) {
  std::vector<TopEntry> entries;
  const OpenFolder folder = read_folder(::fcntl(descriptor, F_DUPFD_CLOEXEC, 0));
  if (!folder) return entries;
  for (std::string name; next_name(folder.get(), name);) {
    struct stat seen {};
    const bool known = ::fstatat(descriptor, name.c_str(), &seen, AT_SYMLINK_NOFOLLOW) == 0;
    entries.push_back({name, known && S_ISDIR(seen.st_mode)});
    if (entries.size() == limits.entries) break;
  }
  ::rewinddir(folder.get());  // the duplicate shares its place with the original
  return entries;
}

// A folder in a folder, as it comes about when somebody unpacks an archive and hands in the result.
// Takes the descriptor over and gives the one to walk.
int step_into(int descriptor, Gathering& gathering, const IntakeLimits& limits) {
  std::string path;
  for (std::size_t i = 0; i < limits.depth; ++i) {
    const auto name = wrapping_folder(top_entries(descriptor, limits), limits);
    const int inner = name ? open_folder(descriptor, name->c_str()) : -1;
    if (inner < 0) break;
    ::close(descriptor);
    descriptor = inner;
    path += *name + "/";
  }
  if (!path.empty()) gathering.note_wrapping(path);
  return descriptor;
}

Diagnostic diagnose_opening(const std::filesystem::path& folder, int error) {
  const std::string name = text::quote(folder.string());
  if (error == ENOENT && archive_name(folder.filename().string())) {
    return diagnose("there is no archive " + name, "give a folder or an archive that is there");
  }
  if (error == ENOENT) {
    return diagnose(
        "there is no folder " + name,
        "give the folder that holds your sources, or make a new one: viva new " + folder.string());
  }
  if (error != ENOTDIR) return diagnose(name + " cannot be read: " + reason_of(error), "");
  return diagnose_file(folder);
}

}  // namespace

Diagnostic diagnose_file(const std::filesystem::path& file) {
  const auto parent = file.has_parent_path() ? file.parent_path().string() : std::string{"."};
  return diagnose(text::quote(file.string()) + " is a file, a folder or an archive was expected",
                  "give the folder that it stands in: viva check " + parent);
}

std::variant<Submission, Diagnostic> take(const std::filesystem::path& folder,
                                          const IntakeLimits& limits) {
  int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return diagnose_opening(folder, errno);
  Gathering gathering{limits};
  struct stat own {};
  if (::fstat(descriptor, &own) != 0) {
    const int error = errno;
    ::close(descriptor);
    return diagnose_opening(folder, error);
  }
  Walk walk{limits, gathering, own.st_uid};
  walk.folder(step_into(descriptor, gathering, limits), "", 1);
  std::error_code error;
  const auto name = std::filesystem::canonical(folder, error).filename().string();
  Submission submission = std::move(gathering).finish(id_from(error ? "" : name, limits));
  if (submission.files.empty()) {
    return diagnose_empty(folder, submission,
                          "give the folder that holds your sources (threads.cpp, say), or make a "
                          "new one from the template: viva new DIR");
  }
  return submission;
}

}  // namespace viva::intake
