#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fits a line to measured speeds and stopping distances by gradient descent, in awk. It knows nothing of Attune.
#
# Its flags are --name=value, and its metric is what it prints.
rate=0.002 momentum=0.5 steps=60
for argument; do
  case $argument in
    --rate=*) rate=${argument#*=} ;;
    --momentum=*) momentum=${argument#*=} ;;
    --steps=*) steps=${argument#*=} ;;
    *) echo "unknown flag '$argument'" >&2; exit 64 ;;
  esac
done

awk -v rate="$rate" -v momentum="$momentum" -v steps="$steps" '
  { speed[NR] = $1; distance[NR] = $2 }
  END {
    for (step = 1; step <= steps; step++) {
      down = across = squares = 0
      for (i = 1; i <= NR; i++) {
        error = slope * speed[i] + shift - distance[i]
        down += 2 * error * speed[i] / NR
        across += 2 * error / NR
        squares += error * error / NR
      }
      velocity = momentum * velocity - rate * down
      drift = momentum * drift - rate * across
      slope += velocity
      shift += drift
      printf "step %d: error %.6g\n", step, squares
    }
    printf "distance = %.4g * speed + %.4g\n", slope, shift >"line.txt"
  }' cars.txt
