#include "harness/cli/writable.hpp"

#include "harness/text/quote.hpp"

#include <cerrno>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace viva::cli {
namespace {

namespace fs = std::filesystem;

fs::path folder_above(const fs::path& place) {
  fs::path bare = place;
  if (!bare.has_filename() && bare.has_relative_path()) bare = bare.parent_path();  // "a/b/"
  const fs::path above = bare.parent_path();
  return above.empty() ? fs::path{"."} : above;
}

}  // namespace

std::optional<Diagnostic> cannot_write(const std::string& option, const fs::path& place,
                                       Target target) {
  std::error_code error;
  const std::string what = "`" + option + "` cannot write " + text::quote(place.string()) + ": ";
  if (target == Target::file && fs::is_directory(place, error))
    return diagnose(what + "it is a folder", "name a file in it");
  if (target == Target::folder && fs::exists(place, error) && !fs::is_directory(place, error))
    return diagnose(what + "it is a file", "name a folder; it is made where it is not there yet");
  if (fs::is_other(place, error)) {  // a device or a pipe: it is written into, not replaced
    if (::access(place.c_str(), W_OK) == 0) return std::nullopt;
    return diagnose(what + std::generic_category().message(errno),
                    "name a place that you may write to");
  }
  fs::path folder =
      target == Target::folder && fs::exists(place, error) ? place : folder_above(place);
  while (target == Target::folder && !fs::exists(folder, error) && folder != folder_above(folder)) {
    folder = folder_above(folder);
  }
  const std::string name = text::quote(folder.string());
  if (!fs::is_directory(folder, error)) {
    const bool there = fs::exists(folder, error);
    return diagnose(what + (there ? name + " is no folder" : "there is no folder " + name),
                    there ? "name another place" : "make the folder first, or name another place");
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    return diagnose(what + std::generic_category().message(errno),
                    "name a place that you may write to");
  }
  return std::nullopt;
}

}  // namespace viva::cli
