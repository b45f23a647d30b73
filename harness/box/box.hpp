// The box: one command confined. First a plan, pure values that tests read word by word; then
// bubblewrap and our init carry it out. Knows nothing of assignments; compilers and students'
// programs get the same box.
//
// Processes: viva (or a trial's worker) starts bubblewrap, bubblewrap starts the init as pid 1 of
// new pid, mount, ipc, uts and cgroup namespaces in a new user namespace, the init starts the
// command. One socket pair (control) leads from viva to the init. When any of them dies, all below
// it die.
#pragma once

#include "harness/box/cgroup.hpp"
#include "harness/box/descriptor.hpp"
#include "harness/box/protocol.hpp"
#include "harness/model/limits.hpp"
#include "harness/model/value.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace viva::box {

/// namespaces: bubblewrap.
/// masked: bubblewrap where parts of /proc are covered, as in most containers: the kernel then
/// mounts no new one in a user namespace (it would uncover them), and the container's own shows
/// everybody's processes. The command's /proc holds its own entry and nothing else. none: the
/// command runs as a plain child, with limits but without walls.
enum class Isolation { namespaces, masked, none };

inline bool has_walls(Isolation isolation) {
  return isolation != Isolation::none;
}

/// "namespaces", "masked", "none"; and back, where anything else is none.
std::string name_of(Isolation isolation);
Isolation isolation_named(std::string_view name);

/// A folder or file of the host's, to be read.
struct Bind {
  std::filesystem::path host;
  std::string inside;

  bool operator==(const Bind&) const = default;
};

/// One command and what it may see and use.
struct BoxPlan {
  Isolation isolation = Isolation::namespaces;
  Strings arguments;
  Strings environment;          ///< "NAME=value"; nothing else reaches the command
  std::string folder = "/tmp";  ///< where it starts, as seen inside
  std::vector<Bind> binds;
  Strings writable = {"/tmp", "/dev/shm"};  ///< all of it in memory, gone with the box
  std::string collected;  ///< a file below a writable folder, handed out when the command succeeded
  bool own_network = true;  ///< false: the network namespace of who starts it
  bool only_start = false;  ///< the program may start no other, itself neither
  bool background = false;  ///< compilers: yields to every trial on the machine
  Limits limits;
  std::filesystem::path init;  ///< the init's executable, readable by the unprivileged user

  bool operator==(const BoxPlan&) const = default;
};

/// What bubblewrap is called in the list of processes, made from the folder in which the init lies.
std::string box_name(const std::filesystem::path& init);

/// The words for bubblewrap, without the program name: what --args reads. Pure.
Strings bubblewrap_arguments(const BoxPlan& plan);

/// What the init is told. Pure.
InitJob init_job(const BoxPlan& plan);

/// Standard streams for the command, already open; the box's parent closes its own copies.
struct Streams {
  int in = -1;
  int out = -1;
  int err = -1;
  int collected = -1;  ///< where the collected file is written to
};

/// A started box: the process to wait for and the line to the init.
struct Boxed {
  pid_t pid = -1;  ///< bubblewrap, or the init when there are no namespaces
  Descriptor control;
};

/// Starts it, in `group` when there is one. Throws Trouble when that cannot be done; whether the
/// command itself could be started is heard over `control`.
Boxed start(const BoxPlan& plan, const Streams& streams, const Cgroup& group = {});

/// A line of the init, understood.
struct Report {
  enum class Kind { started, failed, exit } kind = Kind::started;
  int error = 0;   ///< failed: errno
  int status = 0;  ///< exit: as wait(2) gives it
  Duration user{0};
  Duration system{0};
  std::uint64_t peak_bytes = 0;  ///< of the largest process
  int leftover = 0;
  std::int64_t collected = 0;  ///< bytes, or a negative errno
};

std::optional<Report> read_report(std::string_view line);

/// Receives bytes from the control line; the first call also learns the init's process id.
/// Returns what recvmsg(2) returns.
ssize_t receive_control(int control, std::string& into, pid_t& init);

}  // namespace viva::box
