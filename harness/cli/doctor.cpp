#include "harness/cli/doctor.hpp"

#include "harness/text/duration.hpp"
#include "harness/text/quote.hpp"
#include "harness/text/utf8.hpp"

#include <algorithm>
#include <utility>

namespace viva::cli {
namespace {

using report::Ink;

constexpr Duration late =
    std::chrono::milliseconds{50};  // a beat of one second still has 0.3 s of room
constexpr std::uint64_t enough_bytes = 1ULL << 30U;
constexpr std::int64_t address_bits_max = 30;  // more, and older sanitizers do not start

std::string apt(const std::string& package) {
  return "apt-get install " + package;
}

std::string package_of(const std::string& program) {
  if (program == "python3" || program == "g++" || program == "gcc") return program;
  return program == "clang++" ? "clang" : program;
}

Finding languages_finding(const Tool& tool, bool first) {
  Finding finding{Health::ok, tool.language, {}, {}};
  if (tool.path.empty()) {
    finding.health = first ? Health::missing : Health::weaker;
    finding.found = tool.program + " is not in /usr/local/bin, /usr/bin or /bin" +
                    (first ? "" : "; submissions in " + tool.language + " cannot be graded");
    finding.mend = apt(package_of(tool.program));
  } else {
    finding.found = tool.version.empty() ? tool.path : tool.version;
  }
  return finding;
}

Finding compile_finding(const Machine& machine) {
  if (machine.compile_trouble.empty())
    return {Health::ok, "compiling", "a small program was built and run", {}};
  return {Health::missing, "compiling", machine.compile_trouble,
          machine.compiler_stopped ? "grade when the machine is idle, or raise [compile_limits] in "
                                     "grading.toml: it is slow for these limits"
                                   : apt("g++ gcc")};
}

Finding bubblewrap_finding(const Machine& machine) {
  if (!machine.bubblewrap.empty()) return {Health::ok, "bubblewrap", machine.bubblewrap, {}};
  return {Health::weaker, "bubblewrap", "not there: programs would run without walls",
          apt("bubblewrap")};
}

/// Which setting forbids namespaces, and the command that allows them.
std::string namespaces_mend(const Machine& machine) {
  if (machine.bubblewrap.empty()) return apt("bubblewrap");
  if (machine.apparmor_restricts.value_or(0) != 0)
    return "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
  if (machine.user_namespaces_allowed.value_or(1) == 0)
    return "sysctl -w kernel.unprivileged_userns_clone=1";
  if (machine.user_namespaces_max.value_or(1) == 0)
    return "sysctl -w user.max_user_namespaces=10000";
  return "in a container: start it with --privileged, or with --security-opt seccomp=unconfined "
         "--security-opt apparmor=unconfined --cap-add SYS_ADMIN";
}

Finding namespaces_finding(const Machine& machine) {
  if (!machine.masked.empty()) {
    return {Health::weaker, "namespaces",
            "a trial was given a network and walls of its own, but /proc is masked here, as in a "
            "container (" +
                machine.masked +
                "): programs see their first process's entry alone there, and have no ports below "
                "1024",
            "start the container with --security-opt systempaths=unconfined (Docker) or "
            "unmask=ALL (Podman)"};
  }
  if (machine.namespace_trouble.empty()) {
    return {Health::ok, "namespaces", "a trial was given a network and walls of its own", {}};
  }
  return {Health::weaker, "namespaces",
          machine.namespace_trouble +
              "; grading works without (isolation none), one fixed port at a time",
          namespaces_mend(machine)};
}

Finding sanitizer_finding(const Machine& machine) {
  if (machine.sanitizer_trouble.empty())
    return {Health::ok, "thread sanitizer", "it found the race in a small program", {}};
  const bool bits = machine.address_bits.value_or(0) > address_bits_max;
  return {Health::weaker, "thread sanitizer",
          machine.sanitizer_trouble + "; checks for data races are skipped",
          bits ? "sysctl -w vm.mmap_rnd_bits=28" : ""};
}

Finding autogroup_finding(const Machine& machine) {
  if (machine.autogroup.value_or(0) != 0) {
    return {Health::ok, "autogroup", "compilers yield to running trials", {}};
  }
  return {Health::weaker, "autogroup", "off: compilers may disturb trials that run beside them",
          "sysctl -w kernel.sched_autogroup_enabled=1"};
}

Finding time_finding(const Machine& machine) {
  const std::string cores = text::counted(machine.cores, "core");
  const std::string worst = text::seconds(machine.lateness.count());
  if (machine.lateness <= late)
    return {Health::ok, "time", cores + ", at most " + worst + " late just now", {}};
  return {Health::weaker, "time",
          cores + ", up to " + worst + " late just now: the machine is busy",
          "grade when it is idle; what its lateness leaves open is tried again"};
}

Finding memory_limit_finding(const Machine& machine) {
  if (machine.group_version != 0) {
    return {Health::ok,
            "limits",
            "control groups (version " + std::to_string(machine.group_version) +
                ") bound memory and processes",
            {}};
  }
  return {Health::weaker, "limits", "memory is watched, not bounded: " + machine.group_trouble,
          "run as root (in a container: with /sys/fs/cgroup to be written to), or with systemd: "
          "systemd-run --user --scope -p Delegate=yes viva …"};
}

Finding disk_finding(const Machine& machine) {
  if (!machine.temporary_runs) {
    return {Health::missing, "work folder",
            machine.temporary + " does not let programs run (noexec)",
            "set TMPDIR to a folder that does"};
  }
  const std::string space =
      text::print_size(machine.temporary_bytes >> 20U << 20U) + " free in " + machine.temporary;
  if (machine.temporary_bytes < enough_bytes)
    return {Health::weaker, "work folder", "only " + space, "make room, or set TMPDIR"};
  return {Health::ok, "work folder", space, {}};
}

Finding remembering_finding(const Machine& machine) {
  if (!machine.memory.empty())
    return {Health::ok, "memory", "what was built is remembered in " + machine.memory, {}};
  return {Health::weaker, "memory", "nothing is remembered between runs",
          "set HOME or XDG_CACHE_HOME"};
}

}  // namespace

std::vector<Finding> diagnose(const Machine& machine) {
  std::vector<Finding> findings;
  findings.reserve(machine.tools.size() + 9);
  for (const Tool& tool : machine.tools) {
    findings.push_back(languages_finding(tool, &tool == &machine.tools.front()));
  }
  for (const auto& finding :
       {compile_finding, bubblewrap_finding, namespaces_finding, sanitizer_finding,
        autogroup_finding, time_finding, memory_limit_finding, disk_finding, remembering_finding}) {
    findings.push_back(finding(machine));
  }
  return findings;
}

Health overall(const std::vector<Finding>& findings) {
  Health worst = Health::ok;
  for (const Finding& finding : findings) worst = std::max(worst, finding.health);
  return worst;
}

std::string doctor_text(const std::vector<Finding>& findings, const report::Style& style) {
  std::size_t columns = 0;
  for (const Finding& finding : findings)
    columns = std::max(columns, text::length_in_characters(finding.about));
  const std::size_t indent = 2 + 8 + 2 + columns + 2;
  std::string out;
  for (const Finding& finding : findings) {
    const auto [word, ink] = finding.health == Health::ok       ? std::pair{"ok", Ink::good}
                             : finding.health == Health::weaker ? std::pair{"weaker", Ink::warning}
                                                                : std::pair{"missing", Ink::bad};
    out +=
        "  " + report::paint(style, ink, report::pad(word, 8)) + "  " +
        report::pad(report::one_line(finding.about), columns) + "  " +
        report::flow(report::one_line(finding.found), style.width, indent, indent).substr(indent) +
        "\n";
    if (!finding.mend.empty()) {
      out += report::paint(style, Ink::accent,
                           report::flow("→ " + report::one_line(finding.mend), style.width,
                                        indent + 2, indent)) +
             "\n";
    }
  }
  switch (overall(findings)) {
    case Health::ok:
      out += "\nAll there.\n";
      break;
    case Health::weaker:
      out +=
          "\nviva grades here; the lines marked weaker say what would be better and how to get "
          "it.\n";
      break;
    case Health::missing:
      out += "\nviva cannot grade here until the lines marked missing are mended.\n";
      break;
  }
  return report::finish(style, std::move(out));
}

}  // namespace viva::cli
