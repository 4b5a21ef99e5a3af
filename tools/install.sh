#!/usr/bin/env bash
# Installs the Python packages of requirements.lock into .venv, with uv. Where uv is missing, it is
# put into .tools/ and nothing outside this folder is changed.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=$(cat .python-version)

any_python() { # a Python that runs, whatever .python-version says
  for candidate in python3.13 python3.12 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[0-9]*/bin/python3 /usr/bin/python3; do
    if "$candidate" -c 'import venv, sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
      echo "$candidate"; return
    fi
  done
  echo "No Python was found. Install Python $wanted and try again." >&2; exit 1
}

find_uv() {
  if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then echo uv; return; fi
  if [ -x .tools/uv/bin/uv ]; then echo .tools/uv/bin/uv; return; fi
  echo "uv is missing: installing it into .tools/ ..." >&2
  local python; python=$(any_python)
  "$python" -m venv .tools/uv >&2
  .tools/uv/bin/python -m pip install --quiet --disable-pip-version-check uv >&2
  echo .tools/uv/bin/uv
}

uv=$(find_uv)
if [ "${1:-}" = lock ]; then
  "$uv" pip compile --quiet --universal --python-version "$wanted" --generate-hashes \
    --no-emit-index-url --no-header --group dev pyproject.toml -o requirements.lock
  echo "requirements.lock is renewed."
  exit 0
fi
echo "Python packages: installing from requirements.lock ..."
[ -x .venv/bin/python ] || "$uv" venv --quiet --python "$wanted" .venv
"$uv" pip sync --quiet --python .venv/bin/python --require-hashes --compile-bytecode requirements.lock
"$uv" pip install --quiet --python .venv/bin/python --no-deps -e .
echo "Python packages: ready."
