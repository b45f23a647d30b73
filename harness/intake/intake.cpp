#include "harness/intake/intake.hpp"

#include "harness/intake/names.hpp"
#include "harness/text/digest.hpp"
#include "harness/text/duration.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace viva::intake {
namespace {

// More lines than this help nobody; a count stands for the rest.
constexpr std::size_t left_out_max = 200;

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

std::string reason_of(int error) {
  return std::generic_category().message(error);
}

const char* special_file(mode_t mode) {
  if (S_ISLNK(mode)) return "a link; put the file itself here";
  if (S_ISFIFO(mode)) return "a FIFO, not a file";
  if (S_ISSOCK(mode)) return "a socket, not a file";
  return "a device, not a file";
}

bool same_file(const struct stat& one, const struct stat& other) {
  return one.st_dev == other.st_dev && one.st_ino == other.st_ino && S_ISREG(other.st_mode);
}

// How a name is shown: as it is when it is tame, else quoted.
std::string shown(const std::string& path, bool tame) {
  return tame ? path : text::quote(path);
}

class Walk {
 public:
  explicit Walk(const IntakeLimits& limits) : limits_{limits} {}

  /// `prefix` is empty or ends in '/'. Takes the descriptor over.
  void folder(int descriptor, const std::string& prefix, std::size_t depth);

  Submission finish(std::string id) &&;

 private:
  std::vector<std::string> names_in(DIR* folder, const std::string& prefix);
  void entry(int parent, const std::string& prefix, const std::string& name, std::size_t depth);
  void subfolder(int parent, const std::string& path, const std::string& name, std::size_t depth);
  void file(int parent, const std::string& path, const std::string& name, const struct stat& seen);
  void leave_out(std::string path, std::string why);

  const IntakeLimits& limits_;
  Submission submission_;
  std::uint64_t total_bytes_ = 0;
  std::size_t entries_ = 0;
  std::size_t left_out_ = 0;
};

void Walk::leave_out(std::string path, std::string why) {
  ++left_out_;
  if (submission_.left_out.size() < left_out_max) {
    submission_.left_out.push_back({std::move(path), std::move(why)});
  }
}

// All names first, in alphabetical order: the result must not depend on the file system's own
// order.
std::vector<std::string> Walk::names_in(DIR* folder, const std::string& prefix) {
  std::vector<std::string> names;
  for (errno = 0; const dirent* entry = ::readdir(folder); errno = 0) {
    const std::string name = static_cast<const char*>(entry->d_name);
    if (name == "." || name == "..") continue;
    if (entries_ == limits_.entries) {
      leave_out(prefix.empty() ? "." : prefix, "more than " + std::to_string(limits_.entries) +
                                                   " files and folders; the rest is not looked at");
      break;
    }
    ++entries_;
    names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

void Walk::folder(int descriptor, const std::string& prefix, std::size_t depth) {
  const std::unique_ptr<DIR, CloseFolder> folder{::fdopendir(descriptor)};
  if (!folder) {
    ::close(descriptor);
    leave_out(prefix.empty() ? "." : prefix, "cannot be read: " + reason_of(errno));
    return;
  }
  for (const std::string& name : names_in(folder.get(), prefix)) {
    entry(::dirfd(folder.get()), prefix, name, depth);
  }
}

void Walk::entry(int parent, const std::string& prefix, const std::string& name,
                 std::size_t depth) {
  const std::string path = prefix + name;
  if (auto why = not_tame(name, limits_.name_bytes)) {
    leave_out(shown(path, false), std::move(*why));
    return;
  }
  struct stat seen {};
  if (::fstatat(parent, name.c_str(), &seen, AT_SYMLINK_NOFOLLOW) != 0) {
    leave_out(path, "cannot be looked at: " + reason_of(errno));
  } else if (S_ISDIR(seen.st_mode)) {
    subfolder(parent, path, name, depth);
  } else if (!S_ISREG(seen.st_mode)) {
    leave_out(path, special_file(seen.st_mode));
  } else {
    file(parent, path, name, seen);
  }
}

void Walk::subfolder(int parent, const std::string& path, const std::string& name,
                     std::size_t depth) {
  if (auto why = idle_folder(name)) {
    leave_out(path + "/", std::move(*why));
    return;
  }
  if (depth == limits_.depth) {
    leave_out(path + "/", "more than " + std::to_string(limits_.depth) + " folders deep");
    return;
  }
  const int descriptor =
      ::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) {
    leave_out(path + "/", "cannot be read: " + reason_of(errno));
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
  if (auto why = idle_file(name, (seen.st_mode & 0111U) != 0, limits_.suffixes)) {
    leave_out(path, std::move(*why));
    return;
  }
  const auto too_large = [&] {
    leave_out(path, "larger than " + text::print_size(limits_.file_bytes));
  };
  if (static_cast<std::uint64_t>(seen.st_size) > limits_.file_bytes) return too_large();
  if (submission_.files.size() == limits_.files) {
    leave_out(path, "more than " + std::to_string(limits_.files) + " files");
    return;
  }
  const Descriptor opened{
      ::openat(parent, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)};
  struct stat now {};
  if (!opened.open() || ::fstat(opened.get(), &now) != 0) {
    leave_out(path, "cannot be read: " + reason_of(errno));
    return;
  }
  if (!same_file(seen, now)) {
    leave_out(path, "it was exchanged while it was read");
    return;
  }
  auto bytes = read_all(opened.get(), limits_.file_bytes);
  if (!bytes) {
    leave_out(path, "cannot be read: " + reason_of(errno));
    return;
  }
  if (bytes->size() > limits_.file_bytes) return too_large();
  if (total_bytes_ + bytes->size() > limits_.total_bytes) {
    leave_out(path, "more than " + text::print_size(limits_.total_bytes) + " in all");
    return;
  }
  total_bytes_ += bytes->size();
  submission_.files.push_back({path, std::move(*bytes)});
}

Submission Walk::finish(std::string id) && {
  auto& files = submission_.files;
  std::sort(files.begin(), files.end(),
            [](const SourceFile& one, const SourceFile& other) { return one.path < other.path; });
  text::Digest digest;
  for (const SourceFile& file : files) digest.add(file.path).add(file.bytes);
  submission_.digest = digest.hex();
  if (left_out_ > left_out_max) {
    submission_.left_out.push_back(
        {"…", "and " + text::counted(left_out_ - left_out_max, "other entry", "other entries")});
  }
  submission_.name = id;
  submission_.id = std::move(id);
  return std::move(submission_);
}

// The folder's own name, for people and for file names.
std::string id_of(const std::filesystem::path& folder, const IntakeLimits& limits) {
  std::error_code error;
  std::string name = std::filesystem::canonical(folder, error).filename().string();
  if (error || name.empty() || not_tame(name, limits.name_bytes)) return "submission";
  return name;
}

bool looks_like_archive(const std::filesystem::path& path) {
  const std::array<std::string_view, 7> archives = {".zip", ".tar", ".gz", ".tgz",
                                                    ".7z",  ".rar", ".xz"};
  return std::find(archives.begin(), archives.end(), path.extension().string()) != archives.end();
}

Diagnostic diagnose(std::string what, std::string help) {
  Diagnostic diagnostic;
  diagnostic.what = std::move(what);
  diagnostic.help = std::move(help);
  return diagnostic;
}

Diagnostic diagnose_opening(const std::filesystem::path& folder, int error) {
  const std::string name = text::quote(folder.string());
  if (error == ENOENT) {
    return diagnose(
        "there is no folder " + name,
        "give the folder that holds your sources, or make a new one: viva new " + folder.string());
  }
  if (error != ENOTDIR) return diagnose(name + " cannot be read: " + reason_of(error), "");
  if (looks_like_archive(folder)) {
    return diagnose(name + " is an archive, a folder was expected",
                    "unpack it and give that folder");
  }
  const auto parent = folder.has_parent_path() ? folder.parent_path().string() : std::string{"."};
  return diagnose(name + " is a file, a folder was expected",
                  "give the folder that it stands in: viva check " + parent);
}

Diagnostic diagnose_empty(const std::filesystem::path& folder, const Submission& submission) {
  std::string what = "no source file was found in " + text::quote(folder.string());
  constexpr std::size_t shown_max = 3;
  for (std::size_t i = 0; i < std::min(shown_max, submission.left_out.size()); ++i) {
    const LeftOut& left = submission.left_out[i];
    what += (i == 0 ? "; left out: " : "; ") + left.path + " (" + left.why + ")";
  }
  return diagnose(
      std::move(what),
      "give the folder that holds your sources (threads.cpp, say), or make a new one from the "
      "template: viva new DIR");
}

}  // namespace

std::variant<Submission, Diagnostic> take(const std::filesystem::path& folder,
                                          const IntakeLimits& limits) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return diagnose_opening(folder, errno);
  Walk walk{limits};
  walk.folder(descriptor, "", 1);
  Submission submission = std::move(walk).finish(id_of(folder, limits));
  if (submission.files.empty()) return diagnose_empty(folder, submission);
  return submission;
}

}  // namespace viva::intake
