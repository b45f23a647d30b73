// One check of each kind, with its defaults, for fuzzers that judge or load.
#pragma once

#include "harness/judge/judge.hpp"

#include <string>
#include <utility>

namespace viva::fuzz {

inline Value some_value(ValueType type) {
  switch (type) {
    case ValueType::boolean:
      return true;
    case ValueType::integer:
      return std::int64_t{3};
    case ValueType::number:
      return 0.5;
    case ValueType::text:
      return std::string{"text"};
    case ValueType::duration:
      return Duration{std::chrono::seconds{1}};
    case ValueType::integers:
      return Integers{1, 2};
    case ValueType::strings:
      return Strings{"a", "b"};
  }
  return true;
}

inline Exercise every_check(const ScenarioRef& scenario) {
  Exercise exercise;
  exercise.id = scenario.exercise;
  exercise.subject = Program{"program", {"{port}"}, ProgramKind::server};
  for (const judge::CheckKind& kind : judge::check_kinds()) {
    Check check;
    check.id = kind.info.name;
    check.kind = kind.info.name;
    check.points = 1;
    check.scenarios = {scenario};
    for (const ParameterInfo& parameter : kind.info.parameters) {
      check.params.set(parameter.name,
                       parameter.otherwise ? *parameter.otherwise : some_value(parameter.type));
    }
    exercise.checks.push_back(std::move(check));
  }
  return exercise;
}

}  // namespace viva::fuzz
