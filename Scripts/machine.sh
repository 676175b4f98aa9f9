# SPDX-License-Identifier: Apache-2.0
# What a machine must have, for the scripts beside this file (which source it; it is not run by itself).

say() { printf '\n==> %s\n' "$*"; }

die() {
  printf 'error: %s\n' "$1" >&2
  [ $# -lt 2 ] || printf '  %s\n' "${@:2}" >&2
  exit 1
}

# need_swift MAJOR MINOR
need_swift() {
  local found
  command -v swift >/dev/null ||
    die "there is no 'swift' on the PATH" "Attune is built with Swift $1.$2 or newer: https://www.swift.org/install"
  found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -1)
  [ -n "$found" ] || die "'swift --version' names no version" "Attune is built with Swift $1.$2 or newer: https://www.swift.org/install"
  { [ "${found%.*}" -gt "$1" ] || { [ "${found%.*}" -eq "$1" ] && [ "${found#*.}" -ge "$2" ]; }; } ||
    die "this is Swift $found" "Attune is built with Swift $1.$2 or newer: https://www.swift.org/install"
}

# Each thing is looked for first, by whether it works; only what is missing is installed.
has_sqlite() { printf '#include <sqlite3.h>\n' | clang -E -x c - >/dev/null 2>&1; }
has_compiler() { command -v cc >/dev/null; }
has_python() { find_python >/dev/null; }

# Prints the first python3 from 3.9 on that can make virtual environments.
find_python() {
  local candidate
  for candidate in $(type -aP python3) /usr/bin/python3; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

# need_packages WHAT... (sqlite, python, compiler): installs Debian packages for what is missing.
need_packages() {
  local what missing=()
  for what in "$@"; do
    if ! "has_$what"; then
      case $what in
        sqlite) missing+=(libsqlite3-dev) ;;
        python) missing+=(python3 python3-venv) ;;
        compiler) missing+=(gcc libc6-dev) ;;
      esac
    fi
  done
  if [ ${#missing[@]} -eq 0 ]; then return; fi

  command -v apt-get >/dev/null || die "this machine lacks what the Debian packages ${missing[*]} hold" \
    "install their like with your package manager, then run this again"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "${missing[*]} must be installed, and neither root nor sudo is at hand" \
      "as root: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  say "Installing ${missing[*]} with apt-get"
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
  for what in "$@"; do "has_$what" || die "apt-get ran, and '$what' still does not work here"; done
}

# make_environment FOLDER REQUIREMENTS: a Python environment with exactly these packages; made once.
make_environment() {
  local folder=$1 requirements=$2
  if cmp -s "$requirements" "$folder/requirements.txt"; then
    say "Python environment ${folder#"$PWD"/} is there"
    return
  fi
  say "Making a Python environment in ${folder#"$PWD"/} with the packages of ${requirements#"$PWD"/}"
  rm -rf "$folder"
  "$(find_python)" -m venv "$folder"
  "$folder/bin/python3" -m pip install --quiet --disable-pip-version-check --requirement "$requirements"
  cp "$requirements" "$folder/requirements.txt"
}
