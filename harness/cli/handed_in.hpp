// What somebody handed in, a folder or an archive, as a Submission. Archives are unpacked by viva
// itself started anew in a box, since that is where hostile ones are to end.
#pragma once

#include "harness/box/run.hpp"
#include "harness/cli/options.hpp"
#include "harness/intake/limits.hpp"
#include "harness/model/assignment.hpp"
#include "harness/model/diagnostic.hpp"
#include "harness/model/submission.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

namespace viva::cli {

/// The rules of intake for this assignment: folders that it gives a meaning are known.
intake::IntakeLimits intake_limits(const Assignment& assignment);

/// Throws Trouble when the box cannot be made; an archive that breaks or outgrows what runs in it
/// is a Diagnostic.
std::variant<Submission, Diagnostic> take_handed_in(const std::filesystem::path& path,
                                                    const Assignment& assignment,
                                                    Isolation isolation);

/// Why the unpacking worker did not get to its end; none when it did. What never began is our
/// Trouble, all else is the archive's doing.
std::optional<std::string> why_unfinished(const box::Outcome& outcome);

/// `viva worker --unpack`: an archive on standard input, its entries on standard output.
[[noreturn]] void unpack_and_exit();

}  // namespace viva::cli
