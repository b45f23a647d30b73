#include "harness/intake/gathering.hpp"

#include "harness/intake/names.hpp"
#include "harness/text/digest.hpp"
#include "harness/text/duration.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <utility>

namespace viva::intake {
namespace {

// More lines than this help nobody; a count stands for the rest.
constexpr std::size_t left_out_max = 200;

const char* reason_of(Special special) {
  switch (special) {
    case Special::link:
      return "a link; put the file itself here";
    case Special::hard_link:
      return "a hard link; put the file itself here";
    case Special::fifo:
      return "a FIFO, not a file";
    case Special::socket:
      return "a socket, not a file";
    case Special::device:
      break;
  }
  return "a device, not a file";
}

}  // namespace

bool Gathering::look(const std::string& folder) {
  if (entries_ == limits_.entries) {
    leave_out(folder.empty() ? "." : folder, "more than " + std::to_string(limits_.entries) +
                                                 " files and folders; the rest is not looked at");
    return false;
  }
  ++entries_;
  return true;
}

bool Gathering::admit_name(const std::string& path, const std::string& name) {
  auto why = not_tame(name, limits_.name_bytes);
  if (!why) return true;
  leave_out(text::quote(path), std::move(*why));
  return false;
}

bool Gathering::admit_folder(const std::string& path, const std::string& name, std::size_t depth) {
  if (auto why = idle_folder(name)) {
    leave_out(path + "/", std::move(*why));
    return false;
  }
  if (depth < limits_.depth) return true;
  leave_out(path + "/", "more than " + std::to_string(limits_.depth) + " folders deep");
  return false;
}

bool Gathering::admit_file(const std::string& path, const std::string& name, bool executable,
                           std::uint64_t bytes) {
  if (auto why = idle_file(name, executable, limits_.suffixes)) {
    leave_out(path, std::move(*why));
    return false;
  }
  if (bytes > limits_.file_bytes) {
    leave_out_too_large(path);
    return false;
  }
  if (submission_.files.size() == limits_.files) {
    leave_out(path, "more than " + std::to_string(limits_.files) + " files");
    return false;
  }
  return true;
}

void Gathering::take(std::string path, std::string bytes) {
  if (bytes.size() > limits_.file_bytes) return leave_out_too_large(std::move(path));
  if (total_bytes_ + bytes.size() > limits_.total_bytes) return leave_out_too_much(std::move(path));
  total_bytes_ += bytes.size();
  submission_.files.push_back({std::move(path), std::move(bytes)});
}

void Gathering::leave_out(std::string path, std::string why) {
  ++left_out_;
  if (submission_.left_out.size() < left_out_max) {
    submission_.left_out.push_back({std::move(path), std::move(why)});
  }
}

void Gathering::leave_out(std::string path, Special special) {
  leave_out(std::move(path), reason_of(special));
}

void Gathering::leave_out_too_large(std::string path) {
  leave_out(std::move(path), "larger than " + text::print_size(limits_.file_bytes));
}

void Gathering::leave_out_too_much(std::string path) {
  leave_out(std::move(path), "more than " + text::print_size(limits_.total_bytes) + " in all");
}

void Gathering::note_wrapping(std::string path) {
  leave_out(std::move(path), "holds everything else, so it was stepped into");
}

Submission Gathering::finish(std::string id) && {
  auto& files = submission_.files;
  std::sort(files.begin(), files.end(),
            [](const SourceFile& one, const SourceFile& other) { return one.path < other.path; });
  text::Digest digest;
  for (const SourceFile& file : files) digest.add(file.path).add(file.bytes);
  submission_.digest = digest.hex();
  if (left_out_ > left_out_max) {
    submission_.left_out.push_back(
        {"…", "and " + text::counted(left_out_ - left_out_max, "other entry", "other entries")});
  }
  submission_.name = id;
  submission_.id = std::move(id);
  return std::move(submission_);
}

std::optional<std::string> wrapping_folder(const std::vector<TopEntry>& entries,
                                           const IntakeLimits& limits) {
  const TopEntry* only = nullptr;
  for (const TopEntry& entry : entries) {
    if (beside_the_point(entry.name)) continue;
    if (only != nullptr || !entry.folder) return std::nullopt;
    only = &entry;
  }
  if (only == nullptr || not_tame(only->name, limits.name_bytes) || idle_folder(only->name)) {
    return std::nullopt;
  }
  const Strings& own = limits.own_folders;
  if (std::find(own.begin(), own.end(), only->name) != own.end()) return std::nullopt;
  return only->name;
}

std::string id_from(const std::string& name, const IntakeLimits& limits) {
  return name.empty() || not_tame(name, limits.name_bytes) ? "submission" : name;
}

Diagnostic diagnose_empty(const std::filesystem::path& from, const Submission& submission,
                          std::string help) {
  std::string what = "no source file was found in " + text::quote(from.string());
  constexpr std::size_t shown_max = 3;
  for (std::size_t i = 0; i < std::min(shown_max, submission.left_out.size()); ++i) {
    const LeftOut& left = submission.left_out[i];
    what += (i == 0 ? "; left out: " : "; ") + left.path + " (" + left.why + ")";
  }
  return diagnose(std::move(what), std::move(help));
}

}  // namespace viva::intake
