// Intake of archives, in two halves, because libarchive and its decompressors parse what a student
// wrote and are not ours.
//
// `unpack` runs inside a box (`viva worker --unpack`, joined by cli): bytes of an archive in, a
// flat stream of entries out. It decides nothing but what is too much. `read_unpacked` runs in viva
// itself and believes nothing of that stream: it checks lengths, tames every path and applies the
// same rules as for folders (gathering.hpp). Neither writes a file.
//
// The stream: the greeting, then records. A record is a letter, then what belongs to it; numbers
// have four bytes, the lowest first.
//   f x      a file (x: executable): path, what became of its bytes ('k' kept, with the bytes; 'l'
//            too large; 'm' too much together; 'u' of no use), each text with its length before it
//   d l h p c  a folder, link, hard link, FIFO, device: path
//   e        the end: an Ending as a letter, and the path that it happened at, which may be empty
#pragma once

#include "harness/intake/limits.hpp"
#include "harness/model/diagnostic.hpp"
#include "harness/model/submission.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace viva::intake {

/// What begins with these bytes, said by the bytes alone.
enum class Packing { none, zip, seven_zip, tar, gzip, bzip2, xz, zstd, rar };

/// So many bytes are enough to tell.
inline constexpr std::size_t packing_bytes = 512;

Packing packing_of(std::string_view first_bytes);

/// Why this file is nothing that could be unpacked; none when it can be tried.
std::optional<Diagnostic> refuse_packing(const std::filesystem::path& file, Packing packing,
                                         std::uint64_t bytes, const ArchiveLimits& more = {});

/// What a stream begins with, before `unpack` is called: whoever says this was able to start.
inline constexpr std::string_view unpacked_greeting = "viva-unpacked 1\n";

/// Takes a piece of the stream.
using Sink = std::function<void(std::string_view)>;

/// The records. Never fails: what is wrong with the archive is told at the end of the stream. Reads
/// names as UTF-8, whatever the locale is.
void unpack(std::string_view archive, const Sink& sink, const IntakeLimits& limits = {},
            const ArchiveLimits& more = {});

/// `archive` is the file's path, for the id and for messages. A stream without an end is refused.
std::variant<Submission, Diagnostic> read_unpacked(std::string_view stream,
                                                   const std::filesystem::path& archive,
                                                   const IntakeLimits& limits = {},
                                                   const ArchiveLimits& more = {});

/// Both halves in one process, for tests.
std::variant<Submission, Diagnostic> take_archive(std::string_view bytes,
                                                  const std::filesystem::path& archive,
                                                  const IntakeLimits& limits = {},
                                                  const ArchiveLimits& more = {});

/// For an archive whose unpacking was ended from outside: "it needs more than 256 MB of memory".
Diagnostic diagnose_unpacking(const std::filesystem::path& archive, const std::string& why);

}  // namespace viva::intake
