#include "harness/cli/fresh.hpp"

#include "harness/cli/called.hpp"
#include "harness/model/trouble.hpp"
#include "harness/report/style.hpp"
#include "harness/text/quote.hpp"

#include <fmt/format.h>

#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

namespace viva::cli {
namespace {

namespace fs = std::filesystem;

/// Makes the folder; says why when something is there already.
std::optional<Diagnostic> claim(const fs::path& folder) {
  std::error_code error;
  const std::string name = text::quote(folder.string());
  if (fs::exists(folder, error) && !fs::is_directory(folder, error)) {
    return diagnose(name + " is a file", "give the name of a folder that is not there yet");
  }
  if (fs::is_directory(folder, error) && !fs::is_empty(folder, error)) {
    return diagnose(name + " is not empty; nothing was written",
                    "give the name of a folder that is empty or not there yet");
  }
  fs::create_directories(folder, error);
  if (error) return diagnose(name + " cannot be made: " + error.message(), "");
  return std::nullopt;
}

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream out{file, std::ios::binary};
  out << text;
  out.close();
  if (!out) throw Trouble("cannot write " + file.string());
}

// Not what a version control system or an editor left there.
void copy_files(const fs::path& from, const fs::path& to) {
  for (const fs::directory_entry& entry : fs::directory_iterator(from)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(".") || name == "build") continue;
    if (entry.is_directory() && !entry.is_symlink()) {
      fs::create_directories(to / name);
      copy_files(entry.path(), to / name);
    } else if (entry.is_regular_file()) {
      fs::copy_file(entry.path(), to / name);
      fs::permissions(to / name, fs::perms::owner_write, fs::perm_options::add);
    }
  }
}

double points_of(const Exercise& exercise, bool bonus) {
  double sum = 0;
  for (const viva::Check& check : exercise.checks) {
    if (!check.condition && check.bonus == bonus) sum += check.points;
  }
  return sum;
}

std::string table_row(const Assignment& assignment, const Exercise& exercise) {
  std::string files;
  if (const auto* document = std::get_if<Document>(&exercise.subject)) {
    files = "`" + document->file + "`";
  } else {
    for (const Language& language : assignment.languages) {
      files += (files.empty() ? "`" : " or `") + std::get<Program>(exercise.subject).name +
               language.suffix + "`";
    }
  }
  const double usual = points_of(exercise, false);
  const double bonus = points_of(exercise, true);
  std::string points = usual > 0 ? report::points(usual) : "";
  if (bonus > 0) points += (points.empty() ? "" : " ") + ("+" + report::points(bonus));
  return fmt::format("| {} | {} | {} |\n", exercise.id, files, points);
}

}  // namespace

std::string hand_in_page(const Assignment& assignment) {
  std::string page = "# Handing in: " + assignment.title +
                     "\n\n| exercise | file | points |\n| --- | --- | --- |\n";
  for (const Exercise& exercise : assignment.exercises) page += table_row(assignment, exercise);
  page += R"(
1. See what works, in this folder:

       viva check

   Where the shell does not find `viva`, write it as you did to make this folder (`../viva`, say).
   It only reads your files, and you may run it as often as you like. One exercise alone:
   `viva check -e NAME`; what an exercise asks for: `viva explain NAME`.
2. Hand in this folder as it is, with the names of the files as they are above: pushed to your
   repository, or packed as one zip or tar.gz file without a password, as your course wants it.
   `viva check FILE` grades such a file as it is.

Sources, headers, Markdown and text files count. Hidden folders (`.git`), build folders, object files,
executables, links and files over 1 MB are left out, so you need not take them away. A file that is
still as it came counts as not handed in.
)";
  if (!assignment.protected_files.empty()) {
    page += "Your own version of these is not used:";
    for (const std::string& file : assignment.protected_files) page += " `" + file + "`";
    page += ".\n";
  }
  return page;
}

std::variant<std::string, Diagnostic> make_submission(const Assignment& assignment,
                                                      const fs::path& folder,
                                                      const report::Style& style,
                                                      const std::string& options) {
  std::error_code error;
  if (!fs::is_directory(assignment.template_folder, error)) {
    return diagnose("the assignment's template " +
                        text::quote(assignment.template_folder.string()) + " is not there",
                    "name another assignment with --assignment DIR");
  }
  if (auto taken = claim(folder)) return *std::move(taken);
  try {
    copy_files(assignment.template_folder, folder);
  } catch (const fs::filesystem_error& trouble) {
    throw Trouble(std::string("cannot copy the template: ") + trouble.what());
  }
  write(folder / "HAND_IN.md", hand_in_page(assignment));
  return fmt::format("Made {} for \"{}\".\n\nNext  {}{}\n", folder.string(), assignment.title,
                     report::as_called(style, "viva check " + shell_word(folder.string())),
                     options);
}

std::variant<std::string, Diagnostic> make_assignment(const fs::path& folder,
                                                      const report::Style& style) {
  if (auto taken = claim(folder)) return *std::move(taken);
  for (const auto& [path, text] : fresh_assignment()) write(folder / path, text);
  return fmt::format(
      "Made an assignment in {}: grading.toml, an exercise in specs/, what students get in "
      "student_template/,\n"
      "a solution in solution/.\n\nNext  {}\n",
      folder.string(),
      report::as_called(style, "viva check " + shell_word((folder / "solution").string())));
}

}  // namespace viva::cli
