// What a student handed in: tame names and bytes, as intake took them; nothing here is trusted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace viva {

struct SourceFile {
  std::string path;  ///< relative, '/' between parts, no "..", no control characters
  std::string bytes;

  bool operator==(const SourceFile&) const = default;
};

/// A file that intake did not take, and why, for the student.
struct LeftOut {
  std::string path;
  std::string why;

  bool operator==(const LeftOut&) const = default;
};

struct Submission {
  std::string id;
  std::string name;
  std::string digest;             ///< SHA-256 (hex) over paths and bytes
  std::vector<SourceFile> files;  ///< sorted by path
  std::vector<LeftOut> left_out;

  bool operator==(const Submission&) const = default;
};

}  // namespace viva
