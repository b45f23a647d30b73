// The job of one trial: all that its worker is told. Travels as text over the worker's standard
// input.
#pragma once

#include "harness/model/assignment.hpp"
#include "harness/model/build.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace viva::trial {

struct Job {
  std::string exercise;
  Program program;
  Scenario scenario;
  Build build;
  std::uint64_t seed = 1;
  std::string isolation = "namespaces";  ///< by its name (box.hpp)
  std::filesystem::path init;            ///< the box's init
  std::string unavailable;               ///< why a sanitizer cannot run here; empty when it can
  Strings
      groups;  ///< folders of the control groups; their entrances are open from first_entrance on

  bool operator==(const Job&) const = default;
};

inline constexpr int first_entrance = 3;  ///< in a worker

std::string to_text(const Job& job);

/// Throws Trouble when the text is no job.
Job job_from_text(std::string_view text);

}  // namespace viva::trial
