#!/bin/sh
# Make the virtual environment named by the first argument, or say what is missing.
set -eu
venv=$1
python=${PYTHON:-python3}

if ! command -v "$python" >/dev/null 2>&1; then
  echo "$python was not found. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3 …" >&2
  exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "$("$python" --version) is too old: Python 3.11 or newer is needed. Name one: make PYTHON=python3.11 …" >&2
  exit 1
fi
if ! "$python" -m venv "$venv"; then
  rm -rf "$venv"
  echo "$python could not make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv" >&2
  exit 1
fi
