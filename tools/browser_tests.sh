#!/usr/bin/env bash
# The two phases that drive a browser, side by side: each has a desk of its own, and two cores are
# enough for both. What the second says is shown when the first has ended.
set -uo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
said=$(mktemp)
trap 'rm -f "$said"' EXIT

"$python" -m pytest -m "browser and not slow" "$@" --ignore=tests/journeys --ignore=tests/ui >"$said" 2>&1 &
looks=$!
"$python" -m pytest -m "browser and not slow" "$@" --ignore=tests/browser
journeys=$?
wait "$looks"
looks=$?
cat "$said"
for status in "$journeys" "$looks"; do
  [ "$status" -eq 0 ] || [ "$status" -eq 5 ] || exit "$status" # 5: nothing was selected
done
