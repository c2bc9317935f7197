#!/bin/sh
# clang-tidy over some files. Usage: tidy.sh FLAG… -- FILE…
flags=
while [ "$1" != -- ]; do
  flags="$flags $1"
  shift
done
shift
# shellcheck disable=SC2086
exec clang-tidy --quiet --warnings-as-errors='*' "$@" -- $flags 2>/dev/null
