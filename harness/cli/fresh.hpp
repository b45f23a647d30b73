// viva new: a fresh folder, for a submission from an assignment's template, or for an assignment of
// one's own. A folder that holds something is left alone.
#pragma once

#include "harness/model/assignment.hpp"
#include "harness/model/diagnostic.hpp"
#include "harness/report/style.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <variant>

namespace viva::cli {

/// What was made, for people; or why it was not. Throws Trouble when the disk fails. `options`:
/// what the next command needs too (" --assignment course").
std::variant<std::string, Diagnostic> make_submission(const Assignment& assignment,
                                                      const std::filesystem::path& folder,
                                                      const report::Style& style = {},
                                                      const std::string& options = {});
std::variant<std::string, Diagnostic> make_assignment(const std::filesystem::path& folder,
                                                      const report::Style& style = {});

/// The page on how to hand in, HAND_IN.md. Pure.
std::string hand_in_page(const Assignment& assignment);

/// The files of a fresh assignment: path to text. Pure.
const std::map<std::string, std::string>& fresh_assignment();

}  // namespace viva::cli
