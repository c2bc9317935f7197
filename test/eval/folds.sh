#!/bin/sh
# Trains the choice of blocks without the sites of each fold. Usage: folds.sh [N] [DATA]; makes build/fold-N/I.pack
n=${1:-5}
data=${2:-../shared/data}
mkdir -p "build/fold-$n"
i=0
while [ "$i" -lt "$n" ]; do
  build/stemma-train html "build/fold-$n/$i.chunk" "$data" "$i/$n" && build/stemma-train pack "build/fold-$n/$i.pack" "html=build/fold-$n/$i.chunk" || exit 1
  i=$((i + 1))
done
