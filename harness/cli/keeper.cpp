// One pipe from viva to the keeper: records of a letter and a path, each ended by NUL; the end of
// the stream without the record "done" means that viva was killed.
#include "harness/cli/keeper.hpp"

#include "harness/box/box.hpp"
#include "harness/box/cgroup.hpp"
#include "harness/box/spawn.hpp"
#include "harness/cli/workplace.hpp"
#include "harness/model/hole.hpp"
#include "harness/model/trouble.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <signal.h>
#include <string>
#include <sys/prctl.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace viva::cli {
namespace {

namespace fs = std::filesystem;
constexpr char folder_record = 'f';
constexpr char group_record = 'g';
constexpr char done_record = 'd';

std::string read_to_end() {
  std::string text;
  std::array<char, 4096> bytes;
  for (;;) {
    const ssize_t got = read(STDIN_FILENO, bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(bytes.data(), static_cast<std::size_t>(got));
  }
}

struct Left {
  std::vector<fs::path> folders;
  std::vector<fs::path> groups;
  bool done = false;
};

Left understood(const std::string& text) {
  Left left;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = text.find('\0', begin)) != std::string::npos; begin = end + 1) {
    if (end == begin) continue;
    const fs::path path = text.substr(begin + 1, end - begin - 1);
    if (text[begin] == folder_record) left.folders.push_back(path);
    if (text[begin] == group_record) left.groups.push_back(path);
    if (text[begin] == done_record) left.done = true;
  }
  return left;
}

// Boxes that were cut off before they could die with viva (bubblewrap waits for its parent to write
// the map of users, with both ends of that line in its own hands), and programs without walls whose
// init was ended before it could end them.
bool end_boxes_of(const fs::path& folder) {
  const std::string name = box::box_name(folder / "init");
  const std::string programs = (folder / "programs").string() + "/";
  bool found = false;
  std::error_code error;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/proc", error)) {
    const pid_t process = std::atoi(entry.path().filename().c_str());
    if (process <= 1) continue;
    std::ifstream file{entry.path() / "cmdline", std::ios::binary};
    std::string first;
    std::getline(file, first, '\0');
    const std::string program = fs::read_symlink(entry.path() / "exe", ignored).string();
    if (first != name && !program.starts_with(programs)) continue;
    found = true;
    kill(process, SIGKILL);
  }
  return found;
}

// What viva's children still write while they die appears again: until it is gone for good.
void remove_folder(const fs::path& folder) {
  pollfd nothing{-1, 0, 0};
  for (int attempt = 0; attempt < 100; ++attempt) {
    std::error_code error;
    fs::remove_all(folder, error);
    if (!error && !fs::exists(folder, error)) return;
    poll(&nothing, 1, 10);
  }
}

}  // namespace

Keeper::Keeper() {
  if (hole("cleanup")) return;
  std::array<int, 2> ends{};
  check_call("make a pipe", pipe2(ends.data(), O_CLOEXEC));
  const box::Descriptor heard{ends[0]};
  line_ = box::Descriptor{ends[1]};
  const box::Descriptor nothing{check_call("open /dev/null", open("/dev/null", O_WRONLY))};
  box::SpawnPlan plan;
  plan.file = own_executable().string();
  plan.arguments = {"viva-keeper", "keeper"};
  plan.inherit = {{heard.get(), 0}, {nothing.get(), 1}, {nothing.get(), 2}};
  plan.outlives = true;
  box::spawn(plan);
}

Keeper::~Keeper() {
  tell(done_record, {});
}

void Keeper::keep_folder(const fs::path& folder) const {
  tell(folder_record, folder);
}

void Keeper::keep_group(const fs::path& folder) const {
  tell(group_record, folder);
}

void Keeper::tell(char what, const fs::path& path) const {
  const std::string record = what + path.string() + '\0';
  (void)!write(line_.get(), record.data(), record.size());  // shorter than PIPE_BUF: whole
}

int keeper_main() {
  prctl(PR_SET_NAME, "viva-keeper");  // who ends all that is called viva does not mean this
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT}) signal(number, SIG_IGN);
  const Left left = understood(read_to_end());
  if (left.done) return 0;
  pollfd nothing{-1, 0, 0};
  for (const fs::path& folder : left.folders) {
    for (int attempt = 0; attempt < 50 && end_boxes_of(folder); ++attempt) poll(&nothing, 1, 20);
  }
  box::remove_cgroups(left.groups);
  for (const fs::path& folder : left.folders) remove_folder(folder);
  return 0;
}

}  // namespace viva::cli
