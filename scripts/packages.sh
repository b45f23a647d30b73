# shellcheck shell=bash disable=SC2034
# The Debian packages that viva needs, in one place, and how to get them. Sourced by ./viva and ./dev.
# Only apt is known here: on another system the names say what to look for.

# To build viva.
packages_build=(g++ cmake ninja-build pkg-config libfmt-dev libtomlplusplus-dev
  nlohmann-json3-dev libcli11-dev libseccomp-dev libmd-dev libarchive-dev libcmark-gfm-dev
  libcmark-gfm-extensions-dev)
# To grade with it: the box, a linker that takes a third of the time, and Python for submissions in Python.
packages_run=(bubblewrap mold python3)
# To test it, besides those.
packages_test=(libgtest-dev libgmock-dev ccache)
# For formatting, linting, fuzzing and the second compiler.
packages_clang=(clang-16 clang-format-16 clang-tidy-16 libclang-rt-16-dev)
packages_bench=(libbenchmark-dev make)

# Boost from 1.81 on. Debian 12 has it under a name with its version; libboost-dev is older there.
package_of_boost() {
  if grep -qs '^VERSION_CODENAME=bookworm' /etc/os-release; then
    echo libboost1.81-dev
  else
    echo libboost-dev
  fi
}

# packages_missing NAME...: those that are not installed.
packages_missing() {
  local name
  for name in "$@"; do
    if [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) != installed ]]; then
      echo "$name"
    fi
  done
}

# packages_apt [sudo -n] -- NAME...: install, with a fresh list of packages where the old one fails.
packages_apt() {
  local -a as=()
  while [[ $1 != -- ]]; do as+=("$1") && shift; done
  shift
  local -a apt=("${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o Dpkg::Use-Pty=0)
  "${apt[@]}" install --no-install-recommends "$@" ||
    { "${apt[@]}" update && "${apt[@]}" install --no-install-recommends "$@"; }
}

# packages_need NAME...: installs what is missing, or says the one command that does. LOG gets apt's words.
packages_need() {
  command -v dpkg-query >/dev/null || return 0 # not Debian: cmake will name what it does not find
  local -a missing
  mapfile -t missing < <(packages_missing "$@")
  ((${#missing[@]})) || return 0
  local log=${LOG:-/dev/null}
  local -a as=()
  if ((EUID != 0)); then
    if ! sudo -n true 2>/dev/null; then
      printf 'viva needs packages that are not installed here. Run this once, then try again:\n\n' >&2
      printf '    sudo apt-get update && sudo apt-get install %s\n\n' "${missing[*]}" >&2
      return 1
    fi
    as=(sudo -n)
  fi
  printf 'viva: installing %s\n' "${missing[*]}" >&2
  if ! packages_apt "${as[@]}" -- "${missing[@]}" >>"$log" 2>&1 </dev/null; then
    [[ $log != /dev/null ]] && tail -n 5 "$log" >&2
    printf 'viva: apt-get could not install these; mend that, then try again:\n\n' >&2
    printf '    apt-get update && apt-get install %s\n\n' "${missing[*]}" >&2
    return 1
  fi
}
