// The half inside the box, and the only file that knows libarchive. Only the one format that the
// first bytes promise is enabled.
#include "harness/intake/archive.hpp"
#include "harness/intake/names.hpp"
#include "harness/intake/stream.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <cstring>
#include <memory>
#include <string>

namespace viva::intake {
namespace {

struct FreeArchive {
  void operator()(::archive* reader) const { ::archive_read_free(reader); }
};
using Reader = std::unique_ptr<::archive, FreeArchive>;

// libarchive converts names from UTF-8 (pax, zip) and UTF-16 (7z) to the locale's characters; with
// this they come out as UTF-8, and raw bytes as they are. For this thread, while it lives.
class Utf8Names {
 public:
  Utf8Names() : locale_{::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)} {
    if (locale_ != nullptr) before_ = ::uselocale(locale_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;
  ~Utf8Names() {
    if (locale_ == nullptr) return;
    ::uselocale(before_);
    ::freelocale(locale_);
  }

 private:
  locale_t locale_;
  locale_t before_ = nullptr;
};

// Counts what comes out, against all and against what went in.
class Budget {
 public:
  Budget(std::uint64_t packed, const ArchiveLimits& limits) : packed_{packed}, limits_{limits} {}

  /// False once it is too much; `ending` says why.
  bool spend(std::uint64_t bytes) {
    spent_ += bytes;
    if (spent_ > limits_.ratio_from_bytes && spent_ / limits_.ratio > packed_)
      ending = Ending::bomb;
    if (spent_ > limits_.unpacked_bytes && ending == Ending::complete) ending = Ending::too_much;
    return ending == Ending::complete;
  }

  Ending ending = Ending::complete;

 private:
  std::uint64_t packed_;
  std::uint64_t spent_ = 0;
  const ArchiveLimits& limits_;
};

class Writer {
 public:
  explicit Writer(const Sink& sink) : sink_{sink} {}

  void letter(char value) { sink_({&value, 1}); }
  void text(std::string_view value) {
    std::array<char, 4> length{};
    for (unsigned i = 0; i < 4; ++i) length[i] = static_cast<char>(value.size() >> (8 * i) & 0xffU);
    sink_({length.data(), length.size()});
    sink_(value);
  }
  void end(Ending ending, std::string_view path) {
    letter(static_cast<char>(Letter::end));
    letter(static_cast<char>(ending));
    text(path);
  }

 private:
  const Sink& sink_;
};

constexpr std::array<std::uint32_t, 256> make_crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
    std::uint32_t rest = byte;
    for (int bit = 0; bit < 8; ++bit) {
      rest = (rest >> 1U) ^ ((rest & 1U) != 0 ? 0xedb88320U : 0U);
    }
    table[byte] = rest;
  }
  return table;
}

// CRC-32 of RFC 1952: libarchive's gzip does not compare it, and a flipped bit need not show
// otherwise.
class Crc32 {
 public:
  void add(std::string_view bytes) {
    for (const char byte : bytes) {
      state_ = (state_ >> 8U) ^ table[(state_ ^ static_cast<unsigned char>(byte)) & 0xffU];
    }
  }
  [[nodiscard]] std::uint32_t value() const { return ~state_; }

 private:
  static constexpr std::array<std::uint32_t, 256> table = make_crc_table();
  std::uint32_t state_ = 0xffffffffU;
};

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (unsigned i = 0; i < 4; ++i) {
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return value;
}

// The bytes of a tar: what the file holds, or what a decompressor makes of it. All of them pass
// here, also those that the reader of the tar skips.
class TarSource {
 public:
  TarSource(std::string_view packed, Packing packing, Budget& budget)
      : packed_{packed}, packing_{packing}, budget_{budget}, buffer_(65536, '\0') {}

  /// False when there is nothing to be read.
  bool open() {
    if (packing_ == Packing::tar) return true;
    unpacker_.reset(::archive_read_new());
    ::archive* reader = unpacker_.get();
    ::archive_entry* whole = nullptr;
    return enable(reader) == ARCHIVE_OK &&
           ::archive_read_support_format_raw(reader) == ARCHIVE_OK &&
           ::archive_read_open_memory(reader, packed_.data(), packed_.size()) == ARCHIVE_OK &&
           ::archive_read_next_header(reader, &whole) == ARCHIVE_OK;
  }

  /// The next piece; empty at the end and after trouble.
  std::string_view next() {
    const std::string_view piece = packing_ == Packing::tar ? from_file() : from_unpacker();
    if (piece.empty() || !budget_.spend(piece.size())) return {};
    delivered += piece.size();
    if (packing_ == Packing::gzip) crc_.add(piece);
    tail_.append(piece);
    if (tail_.size() > block) tail_.erase(0, tail_.size() - block);
    return piece;
  }

  /// After the last piece. A tar ends with blocks of zeros (tar(5)), which get lost first when it
  /// is cut off; `consumed` bytes were read before the reader believed to be at the end.
  [[nodiscard]] bool whole(std::uint64_t consumed) const {
    if (damaged_) return false;
    const bool zeros = tail_.size() == block && tail_.find_first_not_of('\0') == std::string::npos;
    if (consumed >= delivered && !zeros) return false;
    if (packing_ != Packing::gzip) return true;
    return packed_.size() >= 8 && number_at(packed_, packed_.size() - 8) == crc_.value() &&
           number_at(packed_, packed_.size() - 4) == static_cast<std::uint32_t>(delivered);
  }

  std::uint64_t delivered = 0;

 private:
  static constexpr std::size_t block = 512;

  // A libarchive that was built without a decompressor would start a program for it, and warns.
  int enable(::archive* reader) const {
    switch (packing_) {
      case Packing::gzip:
        return ::archive_read_support_filter_gzip(reader);
      case Packing::bzip2:
        return ::archive_read_support_filter_bzip2(reader);
      case Packing::xz:
        return ::archive_read_support_filter_xz(reader);
      case Packing::zstd:
        return ::archive_read_support_filter_zstd(reader);
      default:
        return ARCHIVE_FATAL;
    }
  }
  std::string_view from_file() {
    return packed_.substr(std::min<std::uint64_t>(delivered, packed_.size()), 65536);
  }
  std::string_view from_unpacker() {
    const auto got = ::archive_read_data(unpacker_.get(), buffer_.data(), buffer_.size());
    if (got < 0) damaged_ = true;
    return got <= 0 ? std::string_view{} : std::string_view{buffer_}.substr(0, std::size_t(got));
  }

  std::string_view packed_;
  Packing packing_;
  Budget& budget_;
  Reader unpacker_;
  std::string buffer_;
  std::string tail_;
  Crc32 crc_;
  bool damaged_ = false;
};

la_ssize_t next_piece(::archive* /*reader*/, void* source, const void** piece) {
  const std::string_view bytes = static_cast<TarSource*>(source)->next();
  *piece = bytes.data();
  return static_cast<la_ssize_t>(bytes.size());
}

class Unpacking {
 public:
  Unpacking(const Sink& sink, const IntakeLimits& limits, const ArchiveLimits& more, Budget& budget)
      : writer_{sink}, limits_{limits}, more_{more}, budget_{budget} {}

  /// All entries. `counts`: its bytes are counted here, since nobody else does. `skips`: the reader
  /// can pass over an entry without unpacking it.
  Ending entries(::archive* reader, bool counts, bool skips);

  void end(Ending ending) {
    if (budget_.ending != Ending::complete) ending = budget_.ending;
    writer_.end(ending, ending == Ending::complete ? std::string_view{} : path_);
  }

 private:
  Ending entry(::archive* reader, ::archive_entry* entry, bool counts, bool skips);
  Ending file(::archive* reader, ::archive_entry* entry, bool counts, bool skips);
  Ending content(::archive* reader, bool wanted, bool counts, bool skips, std::string& bytes);
  [[nodiscard]] bool wanted(bool executable) const;

  Writer writer_;
  const IntakeLimits& limits_;
  const ArchiveLimits& more_;
  Budget& budget_;
  std::string path_;  // of the entry that is at work
  std::uint64_t kept_ = 0;
  std::uint64_t paths_ = 0;
  std::size_t entries_ = 0;
};

Ending why_broken(::archive* reader) {
  return ::archive_read_has_encrypted_entries(reader) > 0 ? Ending::encrypted : Ending::damaged;
}

Ending Unpacking::entries(::archive* reader, bool counts, bool skips) {
  for (;;) {
    ::archive_entry* found = nullptr;
    const int got = ::archive_read_next_header(reader, &found);
    if (got == ARCHIVE_EOF) return Ending::complete;
    // A warning is a name or an attribute that cannot be represented; the entry is usable.
    if (got != ARCHIVE_OK && got != ARCHIVE_WARN) return why_broken(reader);
    if (entries_ == more_.entries || paths_ > more_.paths_bytes) return Ending::flood;
    ++entries_;
    const Ending ending = entry(reader, found, counts, skips);
    if (ending != Ending::complete) return ending;
  }
}

Ending Unpacking::entry(::archive* reader, ::archive_entry* entry, bool counts, bool skips) {
  const char* name = ::archive_entry_pathname(entry);
  path_ = name == nullptr ? "" : name;
  if (path_.size() > more_.path_bytes) path_.resize(more_.path_bytes + 1);
  paths_ += path_.size();
  if (::archive_entry_is_encrypted(entry) != 0) return Ending::encrypted;
  Letter letter = Letter::device;
  switch (::archive_entry_filetype(entry)) {
    case AE_IFREG:
      if (::archive_entry_hardlink(entry) == nullptr) return file(reader, entry, counts, skips);
      letter = Letter::hard_link;
      break;
    case AE_IFDIR:
      letter = Letter::folder;
      break;
    case AE_IFLNK:
      letter = Letter::link;
      break;
    case AE_IFIFO:
      letter = Letter::fifo;
      break;
    default:
      // The type of a hard link in a tar is not always given.
      if (::archive_entry_hardlink(entry) != nullptr) letter = Letter::hard_link;
  }
  writer_.letter(static_cast<char>(letter));
  writer_.text(path_);
  return Ending::complete;
}

// Only a saving, so that build/_deps does not use up what is kept: what is taken is decided
// outside.
bool Unpacking::wanted(bool executable) const {
  std::string_view rest = path_;
  for (auto end = rest.find_first_of("/\\"); end != std::string_view::npos;
       end = rest.find_first_of("/\\")) {
    const std::string_view folder = rest.substr(0, end);
    if (!folder.empty() && folder != "." && idle_folder(folder)) return false;
    rest.remove_prefix(end + 1);
  }
  return !rest.empty() && !idle_file(rest, executable, limits_.suffixes);
}

Ending Unpacking::file(::archive* reader, ::archive_entry* entry, bool counts, bool skips) {
  const bool executable = (::archive_entry_perm(entry) & 0111U) != 0;
  const bool of_use = wanted(executable);
  std::string bytes;
  const Ending ending = content(reader, of_use, counts, skips, bytes);
  if (ending != Ending::complete) return ending;
  Content became = Content::kept;
  if (!of_use) {
    became = Content::of_no_use;
  } else if (bytes.size() > limits_.file_bytes) {
    became = Content::too_large;
  } else if (kept_ + bytes.size() > more_.kept_bytes) {
    became = Content::too_much;
  }
  writer_.letter(static_cast<char>(executable ? Letter::executable : Letter::file));
  writer_.text(path_);
  writer_.letter(static_cast<char>(became));
  if (became != Content::kept) return Ending::complete;
  kept_ += bytes.size();
  writer_.text(bytes);
  return Ending::complete;
}

// At most file_bytes + 1 bytes of it; the rest is passed over.
Ending Unpacking::content(::archive* reader, bool wanted, bool counts, bool skips,
                          std::string& bytes) {
  const std::uint64_t bytes_max = limits_.file_bytes + 1;
  while (!skips || (wanted && bytes.size() < bytes_max)) {
    const void* piece = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int got = ::archive_read_data_block(reader, &piece, &size, &offset);
    if (got != ARCHIVE_OK && got != ARCHIVE_EOF) return why_broken(reader);
    if (counts && !budget_.spend(size)) return budget_.ending;
    if (wanted) {
      // A hole in a sparse file is not stored: the offset tells of it.
      const auto begin =
          std::min(static_cast<std::uint64_t>(std::max<la_int64_t>(offset, 0)), bytes_max);
      if (begin > bytes.size()) bytes.resize(begin, '\0');
      if (got == ARCHIVE_OK && size > 0 && bytes.size() < bytes_max) {
        bytes.append(static_cast<const char*>(piece),
                     std::min<std::uint64_t>(size, bytes_max - bytes.size()));
      }
    }
    if (got == ARCHIVE_EOF) break;
  }
  return Ending::complete;
}

void unpack_tar(std::string_view bytes, Packing packing, Unpacking& unpacking, Budget& budget) {
  TarSource source{bytes, packing, budget};
  const Reader tar{::archive_read_new()};
  ::archive_read_support_format_tar(tar.get());
  if (!source.open()) return unpacking.end(Ending::damaged);
  if (::archive_read_open(tar.get(), &source, nullptr, next_piece, nullptr) != ARCHIVE_OK) {
    return unpacking.end(packing == Packing::tar ? Ending::damaged : Ending::not_archive);
  }
  Ending ending = unpacking.entries(tar.get(), false, true);
  if (ending == Ending::complete) {
    const auto consumed = static_cast<std::uint64_t>(::archive_filter_bytes(tar.get(), 0));
    while (!source.next().empty()) {
    }
    if (!source.whole(consumed)) ending = Ending::damaged;
  }
  unpacking.end(ending);
}

void unpack_zip(std::string_view bytes, Packing packing, Unpacking& unpacking) {
  // An empty zip is nothing but an end, which libarchive does not take for a zip.
  if (bytes.starts_with("PK\x05\x06")) return unpacking.end(Ending::complete);
  const Reader reader{::archive_read_new()};
  // The seekable reader goes by the list at the end of a zip, as other programs do; without that
  // list, a zip was cut off.
  if (packing == Packing::zip) {
    ::archive_read_support_format_zip_seekable(reader.get());
  } else {
    ::archive_read_support_format_7zip(reader.get());
  }
  if (::archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    return unpacking.end(Ending::damaged);
  }
  // Files in a 7z are compressed together: passing over one means to unpack it.
  unpacking.end(unpacking.entries(reader.get(), true, packing == Packing::zip));
}

}  // namespace

void unpack(std::string_view archive, const Sink& sink, const IntakeLimits& limits,
            const ArchiveLimits& more) {
  const Utf8Names names;
  Budget budget{archive.size(), more};
  Unpacking unpacking{sink, limits, more, budget};
  switch (const Packing packing = packing_of(archive)) {
    case Packing::zip:
    case Packing::seven_zip:
      return unpack_zip(archive, packing, unpacking);
    case Packing::tar:
    case Packing::gzip:
    case Packing::bzip2:
    case Packing::xz:
    case Packing::zstd:
      return unpack_tar(archive, packing, unpacking, budget);
    case Packing::rar:
    case Packing::none:
      break;
  }
  unpacking.end(Ending::not_archive);
}

}  // namespace viva::intake
