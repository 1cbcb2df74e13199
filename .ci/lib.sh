# shellcheck shell=bash
# Shared by the scripts here; each of them sources this from the top of the repository.

repository=$PWD
venv=$PWD/.build-venv
export PYTHONDONTWRITEBYTECODE=1

# python ARGUMENT…: runs the Python of .build-venv, which is created with PYTHON3, if that is set.
python() {
  if [ ! -x "$venv/bin/python" ]; then "${PYTHON3:-python3}" -m venv "$venv"; fi
  "$venv/bin/python" "$@"
}

# needs PACKAGE…: installs missing Python packages. Steps that run at once take turns.
needs() {
  python --version >/dev/null
  (
    if command -v flock >/dev/null; then flock 9; fi
    python -m pip install --quiet --disable-pip-version-check "$@"
  ) 9>"$venv/lock"
}

# check MODULE ARGUMENT…: runs one of the checks in .ci/checks.
check() { PYTHONPATH="$repository/.ci" python -m "checks.$1" "${@:2}"; }

passed=0
failed=0

# expect STATUS DESCRIPTION COMMAND…: runs a command and compares its exit status with the expected one. Its output is
# in $work/out and $work/err, where $work is a folder of the script that sources this.
expect() {
  local status=0
  "${@:3}" >"${work:?}/out" 2>"$work/err" </dev/null || status=$?
  if [ "$status" = "$1" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf '  FAILED %s: exit %s instead of %s\n' "$2" "$status" "$1" >&2
    head -n 20 "$work/out" "$work/err" >&2
  fi
}

# finish: prints the counts; fails if a check failed.
finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}
