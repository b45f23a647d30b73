# shellcheck shell=bash disable=SC2154
# Configure and build one preset, quietly, one at a time. Sourced by ./viva and ./dev; needs `top`.

# Shows "what: step k of n" in one line of a terminal from ninja's output, and nothing elsewhere.
build_progress() {
  local what=$1 log=$2 line shown=no
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    if [[ -t 2 && $line =~ ^@([0-9]+)/([0-9]+)@ ]]; then
      printf '\r\033[K%s: step %s of %s' "$what" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" >&2
      shown=yes
    fi
  done
  [[ $shown == no ]] || printf '\r\033[K' >&2
}

# configure_preset PRESET WHAT: what was said lands in build/PRESET.configure.log.
configure_preset() {
  local preset=$1 what=$2
  local log=$top/build/$preset.configure.log
  mkdir -p "$top/build"
  [[ -t 2 ]] && printf '%s: configuring' "$what" >&2
  local code=0
  (cd "$top" && cmake --preset "$preset" >"$log" 2>&1) || code=$?
  [[ -t 2 ]] && printf '\r\033[K' >&2
  if ((code != 0)); then
    tail -n 20 "$log" >&2
    printf '%s: cmake failed; all it said is in %s\n' "$what" "$log" >&2
    return 1
  fi
}

# build_preset PRESET WHAT [TARGET...]: what was said lands in build/PRESET.log; the end of it is shown on failure.
build_preset() {
  local preset=$1 what=$2
  shift 2
  configure_preset "$preset" "$what" || return 1
  local log=$top/build/$preset.log
  : >"$log"
  if ! NINJA_STATUS='@%f/%t@ ' ninja -C "$top/build/$preset" "$@" 2>&1 </dev/null |
    build_progress "$what" "$log"; then
    grep -v '^@[0-9]*/[0-9]*@' "$log" | grep -v '^ninja: ' | tail -n 60 >&2
    printf '%s: the build failed; all of it is in %s\n' "$what" "$log" >&2
    return 1
  fi
}
