#!/bin/sh
# Runs fuzz targets for so many seconds each, from the examples as seeds. Usage: run.sh SECONDS TARGET…
seconds=$1
export LSAN_OPTIONS="${LSAN_OPTIONS:-suppressions=$(dirname "$0")/../lsan.txt:print_suppressions=0}"
shift
passed=0
failed=0
for target in "$@"; do
  corpus=$target.corpus
  mkdir -p "$corpus"
  find examples -type f -size -64k -exec cp {} "$corpus"/ \; 2>/dev/null
  if "$target" -max_total_time="$seconds" -max_len=20000 -timeout=20 -rss_limit_mb=3000 -verbosity=0 -print_final_stats=0 \
    -artifact_prefix="$target." "$corpus" >"$target.log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAIL $target"
    tail -n 40 "$target.log"
  fi
done
echo "fuzz: $passed passed, $failed failed"
[ "$failed" = 0 ]
