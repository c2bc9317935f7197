#!/bin/sh
# A folder of src/ includes itself and those before it in the list; cmd/ and web/ see stemma.h alone. Usage: layers.sh "base doc …"
bad=0
seen=
for layer in $1; do
  seen="$seen $layer"
  for file in src/"$layer"/*.[ch]; do
    [ -e "$file" ] || continue
    for used in $(sed -n 's|^#include "\([a-z]*\)/.*|\1|p' "$file" | sort -u); do
      case " $seen " in *" $used "*) ;; *) echo "$file includes $used/, which comes later"; bad=1 ;; esac
    done
  done
done
for file in cmd/*.[ch]; do
  if grep -nE '#include "(base|net|doc|model|input|lang|read|graph|store|output)/' "$file" /dev/null; then bad=1; fi
done
exit $bad
