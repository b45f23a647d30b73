// Plain file work, with reasons in its errors.
#include "harness/build/files.hpp"

#include "harness/box/descriptor.hpp"
#include "harness/box/spawn.hpp"
#include "harness/model/trouble.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace viva::build {
namespace {

namespace fs = std::filesystem;
using box::Descriptor;

void write_all(int to, const char* bytes, std::size_t size, const std::string& name) {
  while (size > 0) {
    const ssize_t put = ::write(to, bytes, size);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) throw_trouble("write " + name, errno);
    bytes += put;
    size -= static_cast<std::size_t>(put);
  }
}

void write_file(const fs::path& file, const std::string& bytes, unsigned mode) {
  const Descriptor to = make_file(file, mode);
  write_all(to.get(), bytes.data(), bytes.size(), file.string());
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw_trouble("create the folder " + folder.string(), error.value());
}

// A rename would put a file in the place of the device: /dev/null would be gone from the machine.
bool is_written_into(const fs::path& file) {
  std::error_code error;
  return fs::is_other(file, error);
}

void write_into(const fs::path& device, const std::string& text) {
  const Descriptor to{open(device.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC)};
  if (!to) throw_trouble("open " + device.string(), errno);
  write_all(to.get(), text.data(), text.size(), device.string());
}

}  // namespace

Descriptor make_file(const fs::path& file, unsigned mode) {
  unlink(file.c_str());
  Descriptor to{open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)};
  if (!to) throw_trouble("create " + file.string(), errno);
  fchmod(to.get(), mode);  // whatever the umask
  return to;
}

Scratch::Scratch(const fs::path& parent) {
  std::string name = (parent / "scratch-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw_trouble("make a folder in " + parent.string(), errno);
  path_ = name;
  chmod(name.c_str(), 0755);
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void write_files(const fs::path& folder, const std::vector<SourceFile>& files) {
  make_folder(folder);
  for (const SourceFile& file : files) {
    make_folder((folder / file.path).parent_path());
    write_file(folder / file.path, file.bytes, 0644);
  }
}

void make_writable_for_box(const fs::path& folder) {
  if (geteuid() != 0) return;  // the box runs as who we are
  // EINVAL: there is no such user here, and seen from here the box stays who we are
  // (box::leave_root).
  if (chown(folder.c_str(), box::sandbox_user, box::sandbox_user) != 0 && errno != EINVAL)
    throw_trouble("hand over " + folder.string(), errno);
}

void copy_regular(const fs::path& from, const fs::path& to, unsigned mode) {
  const Descriptor source{open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
  struct stat about {};
  if (!source || fstat(source.get(), &about) != 0) throw_trouble("read " + from.string(), errno);
  if (!S_ISREG(about.st_mode)) throw Trouble(from.string() + " is no regular file");
  std::string bytes;
  std::array<char, 65536> block;
  for (ssize_t got = 0; (got = read(source.get(), block.data(), block.size())) > 0;) {
    bytes.append(block.data(), static_cast<std::size_t>(got));
  }
  write_file(to, bytes, mode);
}

std::string read_text(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) throw_trouble("read " + file.string(), errno);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_text(const fs::path& file, const std::string& text) {
  if (is_written_into(file)) {
    write_into(file, text);
    return;
  }
  std::string beside = file.string() + ".XXXXXX";
  const Descriptor to{mkostemp(beside.data(), O_CLOEXEC)};
  if (!to) throw_trouble("create " + beside, errno);
  try {
    write_all(to.get(), text.data(), text.size(), beside);
    fchmod(to.get(), 0644);
    if (rename(beside.c_str(), file.c_str()) != 0)
      throw_trouble("rename to " + file.string(), errno);
  } catch (...) {
    unlink(beside.c_str());
    throw;
  }
}

Memory::Memory(fs::path root, std::string kind)
    : root_{root.empty() ? std::move(root) : root / kind} {}

fs::path Memory::place(const std::string& key) const {
  return root_ / key.substr(0, 2) / key;
}

bool Memory::recall(const std::string& key, const fs::path& folder) const {
  if (root_.empty()) return false;
  std::error_code error;
  const fs::path kept = place(key);
  if (!fs::is_directory(kept, error)) return false;
  fs::remove_all(folder, error);
  fs::create_directories(folder.parent_path(), error);
  fs::copy(kept, folder, fs::copy_options::recursive, error);
  if (error) fs::remove_all(folder, error);
  return !error && fs::is_directory(folder, error);
}

void Memory::keep(const std::string& key, const fs::path& folder, const std::string& name,
                  const std::string& text) const {
  if (root_.empty()) return;
  try {
    fs::create_directories(place(key).parent_path());
    const Scratch beside{root_};
    fs::copy(folder, beside.path() / "kept", fs::copy_options::recursive);
    write_text(beside.path() / "kept" / name, text);
    std::error_code error;
    fs::remove_all(place(key), error);
    fs::rename(beside.path() / "kept", place(key),
               error);  // another viva may have been faster: just as well
  } catch (const std::exception&) {
    // A full or read-only disk: the next run compiles again.
  }
}

bool Memory::recall_text(const std::string& key, std::string& text) const {
  if (root_.empty()) return false;
  std::ifstream stream{place(key), std::ios::binary};
  if (!stream) return false;
  text.assign(std::istreambuf_iterator<char>(stream), {});
  return true;
}

void Memory::keep_text(const std::string& key, const std::string& text) const {
  if (root_.empty()) return;
  try {
    fs::create_directories(place(key).parent_path());
    write_text(place(key), text);
  } catch (const std::exception&) {
    // As above.
  }
}

}  // namespace viva::build
