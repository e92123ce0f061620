#!/usr/bin/env bash
# Runs every test project and the C tests, and closes with "N passed, N failed" over all of them.
set -uo pipefail
cd "$(dirname "$0")/.."

results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"
status=0
passed=0 failed=0 skipped=0

add() { # name passed failed skipped
    printf '%-34s %4d passed, %d failed, %d skipped\n' "$1" "$2" "$3" "$4"
    passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
    # A suite that ran nothing has shown nothing.
    if [ $(($2 + $3)) -eq 0 ]; then
        echo "$1 ran no test" >&2
        status=1
    fi
}

native=$(make --no-print-directory -s -C native test 2>&1) || { status=1; echo "$native"; }
counts=$(grep -oE '[0-9]+ passed, [0-9]+ failed' <<<"$native" | tail -1)
add native "$(awk '{ print $1 + 0 }' <<<"${counts:-0}")" "$(awk '{ print $3 + 0 }' <<<"${counts:-0 x 0}")" 0

dotnet build NodeAgent.sln -c Debug --no-restore -v quiet --nologo || exit 1
for project in tests/*.Tests/*.csproj tests/NodeAgent.SystemTests/*.csproj; do
    [ -e "$project" ] || continue
    name=$(basename "$project" .csproj)
    dotnet test "$project" --no-build -c Debug --nologo -v quiet \
        --logger "console;verbosity=minimal" --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
        --blame-hang-timeout 5m "$@" || status=1
    counters=$(grep -oE '<Counters [^>]*>' "$results/$name.trx" 2>/dev/null)
    read_counter() { grep -oE "$1=\"[0-9]+\"" <<<"$counters" | grep -oE '[0-9]+' || echo 0; }
    add "$name" "$(read_counter passed)" "$(read_counter failed)" "$(read_counter notExecuted)"
done

[ "$failed" -eq 0 ] || status=1
echo
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
