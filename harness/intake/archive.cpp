// The half in viva itself: what a file is, and from a stream of entries to a Submission.
#include "harness/intake/archive.hpp"

#include "harness/intake/gathering.hpp"
#include "harness/intake/intake.hpp"
#include "harness/intake/names.hpp"
#include "harness/intake/stream.hpp"
#include "harness/text/duration.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace viva::intake {
namespace {

using std::string_view_literals::operator""sv;

constexpr const char* make_anew = "make the archive anew, as a zip or a tar.gz of the folder";
constexpr const char* make_smaller =
    "leave out what is no source (build/, .git/, core files), and make the archive anew";

struct Magic {
  std::string_view bytes;
  Packing packing;
};

constexpr std::array<Magic, 8> magics = {{
    {"PK\x03\x04"sv, Packing::zip},
    {"PK\x05\x06"sv, Packing::zip},  // an empty one
    {"7z\xbc\xaf\x27\x1c"sv, Packing::seven_zip},
    {"\x1f\x8b"sv, Packing::gzip},
    {"BZh"sv, Packing::bzip2},
    {"\xfd"
     "7zXZ\0"sv,
     Packing::xz},
    {"\x28\xb5\x2f\xfd"sv, Packing::zstd},
    {"Rar!\x1a\x07"sv, Packing::rar},
}};

// Where a tar's header holds the sum of its bytes (tar(5)).
constexpr std::size_t sum_begin = 148;
constexpr std::size_t sum_size = 8;

// By the sum and not by "ustar", which the oldest tars lack.
bool is_tar_header(std::string_view block) {
  std::uint64_t written = 0;
  bool digits = false;
  for (const char digit : block.substr(sum_begin, sum_size)) {
    if (digit >= '0' && digit <= '7') {
      written = written * 8 + static_cast<std::uint64_t>(digit - '0');
      digits = true;
    } else if (digits) {
      break;
    } else if (digit != ' ') {
      return false;
    }
  }
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const bool blank = i >= sum_begin && i < sum_begin + sum_size;
    sum += blank ? ' ' : static_cast<unsigned char>(block[i]);
  }
  return digits && sum == written;
}

/// An entry as the stream tells it, nothing of it checked but the lengths.
struct Entry {
  Letter letter = Letter::file;
  std::string path;
  Content content = Content::of_no_use;
  std::string bytes;
};

struct Unpacked {
  std::vector<Entry> entries;
  Ending ending = Ending::damaged;
  std::string path;    // where it ended
  bool whole = false;  // there was an end
};

class StreamReader {
 public:
  explicit StreamReader(std::string_view rest) : rest_{rest} {}

  bool letter(char& into) {
    if (rest_.empty()) return false;
    into = rest_.front();
    rest_.remove_prefix(1);
    return true;
  }
  bool text(std::string& into, std::uint64_t bytes_max) {
    std::uint64_t length = 0;
    if (rest_.size() < 4) return false;
    for (unsigned i = 0; i < 4; ++i) {
      length |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest_[i])) << (8 * i);
    }
    rest_.remove_prefix(4);
    if (length > rest_.size() || length > bytes_max) return false;
    into = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return true;
  }

 private:
  std::string_view rest_;
};

bool is_ending(char letter) {
  return "cfnpdmb"sv.find(letter) != std::string_view::npos;
}

// False: what follows cannot be understood.
bool read_entry(StreamReader& reader, char letter, Entry& entry, const IntakeLimits& limits,
                const ArchiveLimits& more) {
  if ("fxdlhpc"sv.find(letter) == std::string_view::npos) return false;
  entry.letter = static_cast<Letter>(letter);
  if (!reader.text(entry.path, more.path_bytes + 1)) return false;
  if (entry.letter != Letter::file && entry.letter != Letter::executable) return true;
  char content = 0;
  if (!reader.letter(content) || "klmu"sv.find(content) == std::string_view::npos) return false;
  entry.content = static_cast<Content>(content);
  return entry.content != Content::kept || reader.text(entry.bytes, limits.file_bytes);
}

Unpacked read_stream(std::string_view stream, const IntakeLimits& limits,
                     const ArchiveLimits& more) {
  Unpacked unpacked;
  if (!stream.starts_with(unpacked_greeting)) return unpacked;
  StreamReader reader{stream.substr(unpacked_greeting.size())};
  char letter = 0;
  while (reader.letter(letter) && unpacked.entries.size() <= more.entries) {
    if (letter == static_cast<char>(Letter::end)) {
      char ending = 0;
      unpacked.whole = reader.letter(ending) && is_ending(ending) &&
                       reader.text(unpacked.path, more.path_bytes + 1);
      if (unpacked.whole) unpacked.ending = static_cast<Ending>(ending);
      return unpacked;
    }
    Entry entry;
    if (!read_entry(reader, letter, entry, limits, more)) return unpacked;
    unpacked.entries.push_back(std::move(entry));
  }
  return unpacked;
}

/// A folder, or an entry that is none.
struct Node {
  Entry* entry = nullptr;
  std::map<std::string, std::unique_ptr<Node>> children;
};

bool is_drive(std::string_view part) {
  return part.size() >= 2 && part[1] == ':' &&
         std::isalpha(static_cast<unsigned char>(part[0])) != 0;
}

// The parts of a path in an archive, or why it has none. A backslash separates, as on Windows: in
// no honest name of a source is one.
std::variant<Strings, std::string> parts_of(std::string path, const ArchiveLimits& more) {
  if (path.size() > more.path_bytes) return "its path is too long";
  std::replace(path.begin(), path.end(), '\\', '/');
  if (path.starts_with('/')) return "its path begins at the root of a file system";
  Strings parts;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    std::string part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part == "..") return "its path leads out of the archive";
    if (parts.empty() && is_drive(part)) return "its path begins with a drive";
    // What libarchive leaves in the place of bytes that are no character.
    if (part.find("\xef\xbf\xbd") != std::string::npos) return "its name is not valid UTF-8";
    if (!part.empty() && part != ".") parts.push_back(std::move(part));
  }
  return parts;
}

class Tree {
 public:
  Tree(Gathering& gathering, const IntakeLimits& limits, const ArchiveLimits& more)
      : gathering_{gathering}, limits_{limits}, more_{more} {}

  void add(Entry& entry);
  /// Steps into what is around everything, then takes what the rules let in.
  void gather();

 private:
  void place(Strings parts, Entry& entry, bool folder);
  void walk(const Node& folder, const std::string& prefix, std::size_t depth);
  void leaf(Entry& entry, const std::string& path, const std::string& name);

  Gathering& gathering_;
  const IntakeLimits& limits_;
  const ArchiveLimits& more_;
  Node root_;
};

void Tree::add(Entry& entry) {
  auto parts = parts_of(entry.path, more_);
  if (auto* why = std::get_if<std::string>(&parts)) {
    gathering_.leave_out(text::quote(entry.path), std::move(*why));
    return;
  }
  auto& names = std::get<Strings>(parts);
  const bool folder =
      entry.letter == Letter::folder || entry.path.ends_with('/') || entry.path.ends_with('\\');
  if (names.empty()) {
    if (!folder) gathering_.leave_out(text::quote(entry.path), "it has no name");
    return;
  }
  // Deeper than anything that is taken, even when folders around it are stepped into; a limit to
  // what a hostile path of 2000 parts can cost.
  const std::size_t parts_max = 2 * limits_.depth + 1;
  const bool deep = names.size() > parts_max;
  if (deep) names.resize(parts_max);
  place(std::move(names), entry, folder || deep);
}

void Tree::place(Strings parts, Entry& entry, bool folder) {
  Node* node = &root_;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    auto& child = node->children[parts[i]];
    const bool fresh = child == nullptr;
    if (fresh) child = std::make_unique<Node>();
    if (last && fresh && !folder) child->entry = &entry;
    const bool is_folder = child->entry == nullptr;
    if (!fresh && is_folder != (!last || folder)) {
      gathering_.leave_out(text::quote(entry.path),
                           "a file and a folder have the same name; the first one counts");
      return;
    }
    if (!fresh && last && !folder) {
      gathering_.leave_out(text::quote(entry.path),
                           "the same path a second time; the first one counts");
    }
    node = child.get();
  }
}

void Tree::gather() {
  const Node* top = &root_;
  std::string path;
  for (std::size_t i = 0; i < limits_.depth; ++i) {
    std::vector<TopEntry> entries;
    entries.reserve(top->children.size());
    for (const auto& [name, child] : top->children) {
      entries.push_back({name, child->entry == nullptr});
    }
    const auto name = wrapping_folder(entries, limits_);
    if (!name) break;
    top = top->children.at(*name).get();
    path += *name + "/";
  }
  if (!path.empty()) gathering_.note_wrapping(path);
  walk(*top, "", 1);
}

void Tree::walk(const Node& folder, const std::string& prefix, std::size_t depth) {
  for (const auto& [name, child] : folder.children) {
    if (!gathering_.look(prefix)) return;
    const std::string path = prefix + name;
    if (!gathering_.admit_name(path, name)) continue;
    if (child->entry != nullptr) {
      leaf(*child->entry, path, name);
    } else if (gathering_.admit_folder(path, name, depth)) {
      walk(*child, path + "/", depth + 1);
    }
  }
}

void Tree::leaf(Entry& entry, const std::string& path, const std::string& name) {
  switch (entry.letter) {
    case Letter::link:
      return gathering_.leave_out(path, Special::link);
    case Letter::hard_link:
      return gathering_.leave_out(path, Special::hard_link);
    case Letter::fifo:
      return gathering_.leave_out(path, Special::fifo);
    case Letter::device:
    case Letter::folder:
    case Letter::end:
      return gathering_.leave_out(path, Special::device);
    case Letter::file:
    case Letter::executable:
      break;
  }
  if (!gathering_.admit_file(path, name, entry.letter == Letter::executable, entry.bytes.size())) {
    return;
  }
  switch (entry.content) {
    case Content::kept:
      return gathering_.take(path, std::move(entry.bytes));
    case Content::too_large:
      return gathering_.leave_out_too_large(path);
    case Content::too_much:
      return gathering_.leave_out_too_much(path);
    case Content::of_no_use:
      break;
  }
  gathering_.leave_out(path, "it was not unpacked");
}

Diagnostic diagnose_ending(const std::filesystem::path& archive, const Unpacked& unpacked,
                           const ArchiveLimits& more) {
  const std::string name = text::quote(archive.string());
  const std::string at = unpacked.path.empty() ? "" : " (at " + text::quote(unpacked.path) + ")";
  switch (unpacked.ending) {
    case Ending::encrypted:
      return diagnose(name + " is locked with a password" + at,
                      "make the archive anew without a password");
    case Ending::not_archive:
      return diagnose(name + " is no archive, only something that was compressed", make_anew);
    case Ending::too_much:
      return diagnose(name + " unpacks to more than " + text::print_size(more.unpacked_bytes) + at,
                      make_smaller);
    case Ending::bomb:
      return diagnose(
          name + " unpacks to more than " + std::to_string(more.ratio) + " times its own size" + at,
          make_smaller);
    case Ending::damaged:
    case Ending::complete:
    case Ending::flood:
      break;
  }
  return diagnose(name + " is damaged or was cut off" + at, make_anew);
}

// "alice" for alice.zip and alice.tar.gz.
std::string stem_of(const std::filesystem::path& archive) {
  std::filesystem::path name = archive.filename();
  while (archive_name(name.string())) name = name.stem();
  return name.string();
}

}  // namespace

Packing packing_of(std::string_view first_bytes) {
  for (const Magic& magic : magics) {
    if (first_bytes.starts_with(magic.bytes)) return magic.packing;
  }
  const bool tar =
      first_bytes.size() >= packing_bytes && is_tar_header(first_bytes.substr(0, packing_bytes));
  return tar ? Packing::tar : Packing::none;
}

std::optional<Diagnostic> refuse_packing(const std::filesystem::path& file, Packing packing,
                                         std::uint64_t bytes, const ArchiveLimits& more) {
  const std::string name = text::quote(file.string());
  if (packing == Packing::rar) {
    return diagnose(name + " is a RAR archive, which viva does not read", make_anew);
  }
  if (packing == Packing::none) {
    if (!archive_name(file.filename().string())) return diagnose_file(file);
    return diagnose(name + (bytes == 0 ? " is empty" : " is no archive, whatever its name says"),
                    make_anew);
  }
  if (bytes > more.archive_bytes) {
    return diagnose(name + " is larger than " + text::print_size(more.archive_bytes), make_smaller);
  }
  return std::nullopt;
}

std::variant<Submission, Diagnostic> read_unpacked(std::string_view stream,
                                                   const std::filesystem::path& archive,
                                                   const IntakeLimits& limits,
                                                   const ArchiveLimits& more) {
  Unpacked unpacked = read_stream(stream, limits, more);
  if (!unpacked.whole) {
    return diagnose_unpacking(archive, "the program that reads archives did not get to its end");
  }
  if (unpacked.ending != Ending::complete && unpacked.ending != Ending::flood) {
    return diagnose_ending(archive, unpacked, more);
  }
  Gathering gathering{limits};
  if (unpacked.ending == Ending::flood) {
    gathering.leave_out(".", "more than " + std::to_string(unpacked.entries.size()) +
                                 " entries; the rest is not looked at");
  }
  Tree tree{gathering, limits, more};
  for (Entry& entry : unpacked.entries) tree.add(entry);
  tree.gather();
  Submission submission = std::move(gathering).finish(id_from(stem_of(archive), limits));
  if (submission.files.empty()) {
    return diagnose_empty(archive, submission,
                          "give an archive of the folder that holds your sources (threads.cpp, "
                          "say)");
  }
  return submission;
}

std::variant<Submission, Diagnostic> take_archive(std::string_view bytes,
                                                  const std::filesystem::path& archive,
                                                  const IntakeLimits& limits,
                                                  const ArchiveLimits& more) {
  const Packing packing = packing_of(bytes);
  if (auto refusal = refuse_packing(archive, packing, bytes.size(), more)) return *refusal;
  std::string stream{unpacked_greeting};
  unpack(
      bytes, [&stream](std::string_view piece) { stream += piece; }, limits, more);
  return read_unpacked(stream, archive, limits, more);
}

Diagnostic diagnose_unpacking(const std::filesystem::path& archive, const std::string& why) {
  return diagnose(text::quote(archive.string()) + " could not be unpacked: " + why,
                  std::string(make_anew) + "; or unpack it and give the folder");
}

}  // namespace viva::intake
