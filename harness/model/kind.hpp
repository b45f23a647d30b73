// What can be said of a kind of peer or of check: its name, a sentence, its parameters, its
// symptoms. The tables of kinds are made from these; the spec is validated against them, the docs
// printed from them.
#pragma once

#include "harness/model/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace viva {

enum class ValueType { boolean, integer, number, text, duration, integers, strings };

/// Both belong to it. What a spec may ask for ends where a trial would take minutes.
struct Bounds {
  std::int64_t least = 0;
  std::int64_t most = 0;
};

struct ParameterInfo {
  std::string name;
  ValueType type;
  std::optional<Value> otherwise;  ///< the default; without one the spec must give the parameter
  std::string sentence;
  std::optional<Bounds> bounds = {};  ///< of whole numbers
  bool told = true;  ///< to students, by `viva explain`; false for what only words our messages
};

/// A recognised cause of a failed check. A spec may give a hint of its own for each.
struct SymptomInfo {
  std::string name;
  std::string sentence;
};

struct KindInfo {
  std::string name;
  std::string sentence;
  std::vector<ParameterInfo> parameters;
  std::vector<SymptomInfo> symptoms;  ///< checks only
  Strings words = {};  ///< peers only: what it gives for {word} in arguments, beside {host}
  Strings peers = {};  ///< checks only: whose scenarios it can judge; empty: any
};

}  // namespace viva
