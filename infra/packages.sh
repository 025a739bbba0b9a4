#!/usr/bin/env bash
# Sourced by run.sh and test.sh: installs Debian packages that are missing, and says so.

# need COMMAND PACKAGE...: installs the packages where the command is not on the path.
need() {
  local command=$1
  shift
  command -v "$command" > /dev/null && return
  echo "Installing $* (for '$command') with the system's package manager."
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo="sudo"
  if ! command -v apt-get > /dev/null; then
    echo "There is no apt-get here: install $* by hand, then start again." >&2
    exit 1
  fi
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@" > /dev/null
}

# sdk: the .NET SDK and Node come from whoever set up the machine.
sdk() {
  for command in dotnet node npm; do
    command -v "$command" > /dev/null || { echo "'$command' is missing: install the .NET 10 SDK and Node 20 or later." >&2; exit 1; }
  done
}
