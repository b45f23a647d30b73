// The line that a packet analyzer prints about one packet, and whether it is the one expected.
#pragma once

#include "harness/model/event.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace viva::judge::packet {

using Fields = std::map<std::string, std::string, std::less<>>;

/// One line that the program printed about a packet, or that the spec expects.
struct Result {
  bool malformed = false;
  Fields fields;  ///< those that it has; keys in lower case
  Strings order;  ///< the known keys as they stand
  std::string text;
  std::size_t event = 0;
};

std::vector<Result> printed_results(const Transcript& transcript);
std::vector<Result> expected_results(const Params& params);

/// A field that is not there may also be printed as empty.
bool absent(const Fields& fields, std::string_view name);

/// The first field that is not as it should be; nothing when all are.
std::optional<std::string_view> wrong_field(const Result& expected, const Result& actual);

bool agrees(const Result& expected, const Result& actual);

}  // namespace viva::judge::packet
