// Temporary folder, signals, paths of this program.
#include "harness/cli/workplace.hpp"

#include "harness/box/spawn.hpp"
#include "harness/build/files.hpp"
#include "harness/model/trouble.hpp"
#include "harness/text/digest.hpp"
#include "harness/trial/play.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <functional>
#include <pthread.h>
#include <signal.h>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace viva::cli {
namespace {

namespace fs = std::filesystem;

fs::path init_beside(const fs::path& viva) {
  for (const fs::path& place :
       {viva.parent_path() / "viva-init", viva.parent_path() / "../libexec/viva/viva-init"}) {
    std::error_code error;
    if (fs::exists(place, error)) return fs::canonical(place);
  }
  throw Trouble("viva-init is neither beside " + viva.string() +
                " nor in ../libexec/viva: build or install viva again");
}

// Others can write to the temporary folder too, and must not be there first (mktemp(3)).
std::string unguessable_name() {
  std::array<unsigned char, 9> bytes{};
  if (getentropy(bytes.data(), bytes.size()) != 0) throw_trouble("get a random name", errno);
  std::string name;
  for (const unsigned char byte : bytes) name += "abcdefghijklmnopqrstuvwxyz234567"[byte % 32];
  return name;
}

fs::path make_folder(const Keeper& keeper) {
  std::error_code error;
  fs::path parent = fs::temp_directory_path(error);
  if (error) parent = "/tmp";
  fs::path folder = parent / ("viva-" + unguessable_name());
  keeper.keep_folder(folder);
  if (mkdir(folder.c_str(), 0700) != 0) throw_trouble("make a folder in " + parent.string(), errno);
  chmod(folder.c_str(), 0711);
  return folder;
}

std::function<void(const fs::path&)> told_to(const Keeper& keeper) {
  return [&keeper](const fs::path& folder) { keeper.keep_group(folder); };
}

constexpr int leave_signal = SIGUSR2;  // to the watching thread alone

sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, number);
  return set;
}

void add_file(text::Digest& digest, const fs::path& file) {
  struct stat about {};
  const bool there = stat(file.c_str(), &about) == 0;
  digest.add(file.string());
  digest.add(there ? std::to_string(about.st_size) + "," + std::to_string(about.st_mtim.tv_sec) +
                         "," + std::to_string(about.st_mtim.tv_nsec)
                   : "none");
}

}  // namespace

// A thread that does nothing but wait for the end. Children die with this process, each by itself.
EndWatch::EndWatch(const fs::path& folder) {
  sigset_t set = ending_signals();
  sigaddset(&set, leave_signal);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  thread_ = std::thread{[this, set, folder] {
    int number = leave_signal;
    while (number == leave_signal) {
      sigwait(&set, &number);
      if (number == leave_signal && over_) return;
    }
    if (isatty(STDERR_FILENO) != 0)
      (void)!write(STDERR_FILENO, "\r\033[J\033[?25h", 10);  // cursor back, live view gone
    constexpr std::string_view words = "viva: interrupted; nothing was graded\n";
    (void)!write(STDERR_FILENO, words.data(), words.size());
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    _exit(128 + number);
  }};
}

EndWatch::~EndWatch() {
  over_ = true;
  pthread_kill(thread_.native_handle(), leave_signal);
  thread_.join();
}

Workplace::Workplace() : folder_{make_folder(keeper_)}, watch_{folder_}, groups_{told_to(keeper_)} {
  build::copy_regular(init_beside(own_executable()), init(), 0755);
  fs::create_directories(folder_ / "programs");
}

Workplace::~Workplace() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

box::Isolation usable_isolation(Isolation wanted, const Workplace& workplace, std::string& weaker) {
  if (wanted == Isolation::none) return box::Isolation::none;
  const trial::Walls walls = trial::walls_here(own_executable(), workplace.init());
  if (box::has_walls(walls.isolation)) return walls.isolation;
  weaker = walls.why;
  if (wanted == Isolation::namespaces) {
    throw Trouble("namespaces cannot be used here: " + weaker +
                  "; `viva doctor` says how to get them");
  }
  return box::Isolation::none;
}

fs::path own_executable() {
  return fs::read_symlink("/proc/self/exe");
}

fs::path memory_folder() {
  const char* given = std::getenv("XDG_CACHE_HOME");
  if (given != nullptr && *given == '/') return fs::path(given) / "viva";
  const char* home = std::getenv("HOME");
  if (home != nullptr && *home == '/') return fs::path(home) / ".cache" / "viva";
  return {};
}

std::string identity(const Assignment& assignment, const fs::path& init) {
  text::Digest digest;
  add_file(digest, own_executable());
  digest.add(text::sha256(build::read_text(init)));
  for (const Language& language : assignment.languages) {
    for (const Strings* words : {&language.compile, &language.check, &language.run}) {
      if (words->empty() || words->front().starts_with("{")) continue;
      std::error_code error;
      const fs::path program = fs::canonical(box::find_program(words->front()), error);
      add_file(digest, error ? fs::path(words->front()) : program);
    }
  }
  return digest.hex();
}

}  // namespace viva::cli
