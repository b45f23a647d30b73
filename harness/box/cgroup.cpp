// Files of the control group file systems: made, written, read, removed.
#include "harness/box/cgroup.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <optional>
#include <poll.h>
#include <signal.h>
#include <sstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace viva::box {
namespace {

namespace fs = std::filesystem;

// Beside the command there are bubblewrap and the init, and the files of the box in memory.
constexpr std::uint64_t memory_slack = 16ULL << 20U;
constexpr std::uint64_t tasks_slack = 16;

std::string read_small(const fs::path& file) {
  std::ifstream stream{file};
  return {std::istreambuf_iterator<char>(stream), {}};
}

bool put(const fs::path& file, const std::string& text) {
  const Descriptor to{open(file.c_str(), O_WRONLY | O_CLOEXEC)};
  return to && write(to.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

/// The number behind `key` in lines of "key number"; 0 when there is none.
std::uint64_t number_in(const fs::path& file, std::string_view key) {
  std::istringstream lines{read_small(file)};
  std::string name;
  for (std::uint64_t value = 0; lines >> name >> value;) {
    if (name == key) return value;
  }
  return 0;
}

bool has_word(const std::string& text, std::string_view word) {
  std::istringstream words{text};
  return std::find(std::istream_iterator<std::string>(words), {}, word) !=
         std::istream_iterator<std::string>();
}

// --- which places there are --------------------------------------------------------------

struct Mount {
  std::string root;   ///< which part of the hierarchy is seen
  fs::path point;     ///< where
  std::string kind;   ///< "cgroup", "cgroup2"
  std::string words;  ///< options of the file system: its controllers, in version 1
};

// proc_pid_mountinfo(5): "36 35 98:0 /root /point options … - kind source words".
std::vector<Mount> cgroup_mounts(const std::string& text) {
  std::vector<Mount> mounts;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    const auto dash = line.find(" - ");
    if (dash == std::string::npos) continue;
    std::istringstream front{line};
    std::istringstream back{line.substr(dash + 3)};
    std::string skipped;
    std::string source;
    Mount mount;
    std::string point;
    front >> skipped >> skipped >> skipped >> mount.root >> point;
    back >> mount.kind >> source >> mount.words;
    mount.point = point;
    if (!point.starts_with('/')) continue;
    if (mount.kind == "cgroup" || mount.kind == "cgroup2") mounts.push_back(std::move(mount));
  }
  return mounts;
}

/// The path of our own group behind "N:CONTROLLERS:" with this controller ("" for version 2).
std::optional<std::string> own_group(const std::string& membership, std::string_view controller) {
  std::istringstream lines{membership};
  for (std::string line; std::getline(lines, line);) {
    const auto first = line.find(':');
    const auto second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    std::string names = line.substr(first + 1, second - first - 1);
    std::replace(names.begin(), names.end(), ',', ' ');
    if (controller.empty() ? names.empty() : has_word(names, controller))
      return line.substr(second + 1);
  }
  return std::nullopt;
}

/// Where our own group is seen: a container's mount may show only a part of the hierarchy.
fs::path seen(const Mount& mount, const std::string& group) {
  const std::string root = mount.root == "/" ? "" : mount.root;
  if (group.starts_with(root)) {
    const fs::path below = fs::path(group.substr(root.size())).relative_path();
    return below.empty() ? mount.point : mount.point / below;
  }
  return mount.point;
}

void add_version_2(const std::vector<Mount>& mounts, const std::string& membership,
                   std::vector<CgroupHome>& homes) {
  const auto group = own_group(membership, "");
  for (const Mount& mount : mounts) {
    if (mount.kind != "cgroup2" || !group) continue;
    // A group with processes of its own hands nothing to groups below it (cgroups(7), "no internal
    // processes"), so ours often stands beside us or higher up.
    fs::path place = seen(mount, *group);
    for (;;) {
      homes.push_back({2, {place}, {}});
      if (place == mount.point || !place.has_relative_path()) break;
      place = place.parent_path();
    }
  }
}

void add_version_1(const std::vector<Mount>& mounts, const std::string& membership,
                   std::vector<CgroupHome>& homes) {
  CgroupHome home{1, {}, {}};
  for (const char* controller : {"memory", "pids"}) {
    const auto group = own_group(membership, controller);
    const auto mount = std::find_if(mounts.begin(), mounts.end(), [&](const Mount& one) {
      std::string words = one.words;
      std::replace(words.begin(), words.end(), ',', ' ');
      return one.kind == "cgroup" && has_word(words, controller);
    });
    if (!group || mount == mounts.end()) return;
    home.parents.push_back(seen(*mount, *group));
  }
  homes.push_back(std::move(home));
}

// --- making them -------------------------------------------------------------------------

bool bound_version_2(const fs::path& folder, const Limits& limits) {
  const auto memory = std::to_string(limits.memory_bytes + limits.disk_bytes + memory_slack);
  (void)put(folder / "memory.swap.max", "0");  // not there without swap
  (void)put(folder / "memory.oom.group", "1");
  return put(folder / "memory.max", memory) &&
         put(folder / "pids.max", std::to_string(limits.processes + tasks_slack));
}

bool bound_version_1(const fs::path& folder, bool memory, const Limits& limits) {
  if (!memory) return put(folder / "pids.max", std::to_string(limits.processes + tasks_slack));
  const auto bytes = std::to_string(limits.memory_bytes + limits.disk_bytes + memory_slack);
  const bool bounded = put(folder / "memory.limit_in_bytes", bytes);
  (void)put(folder / "memory.memsw.limit_in_bytes", bytes);  // not there without swap accounting
  return bounded;
}

bool hands_down(const fs::path& folder) {
  const std::string given = read_small(folder / "cgroup.subtree_control");
  return has_word(given, "memory") && has_word(given, "pids");
}

std::string unused_name(const fs::path& parent) {
  std::string name = "viva-" + std::to_string(getpid());
  for (int attempt = 1; fs::exists(parent / name); ++attempt)
    name = "viva-" + std::to_string(getpid()) + "-" + std::to_string(attempt);
  return name;
}

/// Our own folders at this place; empty when it is no place for us.
std::vector<fs::path> settle(const CgroupHome& home,
                             const std::function<void(const fs::path&)>& announce) {
  std::vector<fs::path> made;
  bool good = true;
  for (const fs::path& parent : home.parents) {
    const fs::path folder = parent / unused_name(parent);
    // What a parent hands down is its owner's to decide: we change nothing there.
    good = home.version == 1 || hands_down(parent);
    if (good) announce(folder);
    good = good && mkdir(folder.c_str(), 0755) == 0;
    if (!good) break;
    made.push_back(folder);
    if (home.version == 2) good = put(folder / "cgroup.subtree_control", "+memory +pids");
    if (!good) break;
  }
  if (good) return made;
  for (const fs::path& folder : made) rmdir(folder.c_str());
  return {};
}

bool only_read(const std::vector<CgroupHome>& homes) {
  return std::all_of(homes.begin(), homes.end(), [](const CgroupHome& home) {
    return access(home.parents.front().c_str(), W_OK) != 0 && errno == EROFS;
  });
}

// Those of a new process that was not seen yet die the next time.
void kill_all_in(const fs::path& folder) {
  if (put(folder / "cgroup.kill", "1")) return;
  (void)put(folder / "pids.max", "0");
  std::istringstream processes{read_small(folder / "cgroup.procs")};
  for (pid_t process = 0; processes >> process;) {
    if (process > 1) kill(process, SIGKILL);
  }
}

// A group can be removed as soon as the last of its processes is reaped. That takes a moment; on a
// busy machine, where a box with its mounts and its network is to be taken down, seconds.
constexpr int look_again_ms = 5;
constexpr int attempts_between = 100;  // while others wait: what is left is removed at the end
constexpr int attempts_at_the_end = 6000;

// What is left in it when its box has ended got away: without namespaces nothing else ends that.
void remove_folder(const fs::path& folder, int attempts) {
  constexpr int patience = 4;  // attempts until whoever is in there counts as left over
  pollfd nothing{-1, 0, 0};
  for (int attempt = 0; attempt < attempts; ++attempt) {
    if (rmdir(folder.c_str()) == 0 || errno != EBUSY) return;
    if (attempt >= patience) kill_all_in(folder);
    poll(&nothing, 1, look_again_ms);
  }
}

}  // namespace

Cgroup& Cgroup::operator=(Cgroup&& other) noexcept {
  if (this != &other) {
    remove();
    folders_ = std::exchange(other.folders_, {});
    entrances_ = std::exchange(other.entrances_, {});
    ours_ = std::exchange(other.ours_, false);
  }
  return *this;
}

Cgroup Cgroup::lent(std::vector<fs::path> folders, const std::vector<int>& entrances) {
  Cgroup group;
  group.folders_ = std::move(folders);
  for (const int number : entrances) group.entrances_.emplace_back(number);
  return group;
}

// The last first: in version 1 that is the one where forks can be refused, without which a chain of
// them outruns who ends it.
void Cgroup::remove() {
  entrances_.clear();
  if (ours_) {
    std::for_each(folders_.rbegin(), folders_.rend(),
                  [](const fs::path& folder) { remove_folder(folder, attempts_between); });
  }
  folders_.clear();
}

std::vector<int> Cgroup::entrances() const {
  std::vector<int> numbers;
  numbers.reserve(entrances_.size());
  for (const Descriptor& entrance : entrances_) numbers.push_back(entrance.get());
  return numbers;
}

std::uint64_t Cgroup::memory_kills() const {
  if (folders_.empty()) return 0;
  const fs::path& folder = folders_.front();
  return std::max(number_in(folder / "memory.events", "oom_kill"),
                  number_in(folder / "memory.oom_control", "oom_kill"));
}

std::uint64_t Cgroup::tasks_refused() const {
  return folders_.empty() ? 0 : number_in(folders_.back() / "pids.events", "max");
}

std::vector<CgroupHome> cgroup_homes(const std::string& membership, const std::string& mounts) {
  const auto all = cgroup_mounts(mounts);
  std::vector<CgroupHome> homes;
  add_version_2(all, membership, homes);
  add_version_1(all, membership, homes);
  return homes;
}

Cgroups::Cgroups(const std::function<void(const fs::path&)>& announce) {
  const auto homes =
      cgroup_homes(read_small("/proc/self/cgroup"), read_small("/proc/self/mountinfo"));
  Limits small;
  for (const CgroupHome& home : homes) {
    home_ = home;
    own_ = settle(home, announce);
    if (own_.empty()) continue;
    if (!make(small).empty()) return;
    for (const fs::path& folder : own_) rmdir(folder.c_str());
    own_.clear();
  }
  home_ = {};
  home_.why = homes.empty()      ? "this machine shows no control groups"
              : only_read(homes) ? "control groups can only be read here, as in a container"
                                 : "no control group may be made here";
}

Cgroups::~Cgroups() {
  remove_cgroups(own_);
}

Cgroup Cgroups::make(const Limits& limits) const {
  Cgroup group;
  group.ours_ = true;
  const std::string name = "box-" + std::to_string(next_++);
  bool good = !own_.empty();
  for (const fs::path& parent : own_) {
    const fs::path folder = parent / name;
    if (mkdir(folder.c_str(), 0755) != 0) {
      good = false;
      break;
    }
    group.folders_.push_back(folder);
    good = good && (home_.version == 2 ? bound_version_2(folder, limits)
                                       : bound_version_1(folder, parent == own_.front(), limits));
    group.entrances_.emplace_back(open((folder / "cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC));
    good = good && group.entrances_.back();
  }
  return good ? std::move(group) : Cgroup{};
}

void remove_cgroups(const std::vector<fs::path>& folders) {
  std::for_each(folders.rbegin(), folders.rend(), [](const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> boxes;  // all of them first: no list is read while it changes
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      if (entry.is_directory(error)) boxes.push_back(entry.path());
    }
    std::for_each(boxes.begin(), boxes.end(), kill_all_in);
    for (const fs::path& box : boxes) remove_folder(box, attempts_at_the_end);
    remove_folder(folder, attempts_at_the_end);
  });
}

}  // namespace viva::box
