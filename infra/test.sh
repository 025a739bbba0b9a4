#!/usr/bin/env bash
# Builds with warnings as errors and runs every test. The last line is the sum over all test projects.
set -uo pipefail
cd "$(dirname "$0")/.."
. infra/packages.sh

sdk
need ffmpeg ffmpeg
[ "$(uname)" = Linux ] && need bwrap bubblewrap
need chromium chromium
need python3 python3

[ -f tests/Showcase.Web.Tests/package.json ] && npm ci --prefix tests/Showcase.Web.Tests --no-progress --loglevel=error

dotnet build Showcase.sln --nologo -v quiet || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

log=$(mktemp)
status=0
for project in tests/*.Tests; do
  dotnet test "$project" --no-build --nologo 2>&1 | tee -a "$log"
  [ "${PIPESTATUS[0]}" = 0 ] || status=1
done

# The runner closes each project with: Passed! - Failed: 0, Passed: 7, Skipped: 0, Total: 7, Duration: 60 ms - Showcase.Domain.Tests.dll
sum=$(awk -F'[:,]' '/ - Failed: +[0-9]+, Passed:/ { failed += $2; passed += $4; skipped += $6 } END { printf "%d passed, %d failed, %d skipped", passed, failed, skipped }' "$log")
# Said once more at the end: what a failed page looked like can fill hundreds of lines in between.
grep -aE '^ +Failed [A-Z]' "$log"
rm -f "$log"
case $sum in "0 passed"*) status=1 ;; esac
echo "$sum"
exit $status
