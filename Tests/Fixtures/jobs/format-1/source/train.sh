rate=${1#--rate=}
echo "training with $rate"
for step in 1 2 3; do echo "{\"step\": $step, \"accuracy\": $(printf '%.4s' "$rate")$step}"; done >metrics.jsonl
