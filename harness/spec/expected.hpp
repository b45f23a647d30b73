// What a known submission must get: expected.toml beside it. Read like a spec, with every mistake
// at its place.
#pragma once

#include "harness/model/diagnostic.hpp"
#include "harness/model/value.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace viva::spec {

struct Expectation {
  std::string mistake;                      ///< one sentence; empty for a right program
  std::map<std::string, Strings> checks;    ///< check to the statuses that are right
  std::map<std::string, std::string> says;  ///< check to a phrase of its message or hint

  bool operator==(const Expectation&) const = default;
};

struct ReadExpectation {
  std::optional<Expectation> expectation;
  Diagnostics diagnostics;
};

ReadExpectation read_expectation(const std::filesystem::path& file);

/// The same without a disk.
ReadExpectation read_expectation_text(const std::string& name, const std::string& text);

}  // namespace viva::spec
