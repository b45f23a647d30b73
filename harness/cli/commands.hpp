// What each command does, from its options to its exit code (interfaces: 0 all well, 1 graded and
// not that, 2 wrong usage or a wrong assignment, 3 the harness could not grade something).
#pragma once

#include "harness/cli/options.hpp"
#include "harness/model/assignment.hpp"
#include "harness/report/style.hpp"
#include "harness/spec/spec.hpp"

#include <filesystem>
#include <optional>
#include <variant>

namespace viva::cli {

enum class ExitCode { well = 0, graded = 1, usage = 2, trouble = 3 };

/// How the two streams look.
struct Screens {
  report::Style out;
  report::Style err;
  bool live = false;  ///< standard error is a terminal that a view may be redrawn on
};

/// The kinds of peers and checks, out of their two tables.
const spec::Vocabulary& vocabulary();

/// The assignment that these options mean, with --seed applied; mistakes are printed, then nothing.
std::optional<Assignment> load_assignment(const Options& options,
                                          const std::optional<std::filesystem::path>& submission,
                                          const Screens& screens);

ExitCode check(const Check& command, const Options& options, const Screens& screens);
ExitCode verify(const Verify& command, const Options& options, const Screens& screens);
ExitCode explain(const Explain& command, const Options& options, const Screens& screens);
ExitCode make_new(const New& command, const Options& options, const Screens& screens);
ExitCode doctor(const Options& options, const Screens& screens);

}  // namespace viva::cli
