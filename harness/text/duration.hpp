// Times and sizes as people write them in grading.toml: "3s", "150ms", "10min"; "512MB", "1MB".
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace viva::text {

/// A number, decimals allowed, and one of us (µs), ms, s, min, h. None when it is no such thing, is
/// negative, has parts of a microsecond or is longer than 100 000 h.
std::optional<std::chrono::microseconds> parse_duration(std::string_view text);

/// A number, decimals allowed, and one of B, KB, MB, GB (powers of 1024; KiB, MiB, GiB are the
/// same). None when it is no such thing, no whole number of bytes or larger than 1 000 000 GB.
std::optional<std::uint64_t> parse_size(std::string_view text);

/// The shortest form that parse_duration reads back to the same time.
std::string print_duration(std::chrono::microseconds duration);

/// The shortest form that parse_size reads back to the same size.
std::string print_size(std::uint64_t bytes);

}  // namespace viva::text
