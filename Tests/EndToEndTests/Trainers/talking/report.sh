# SPDX-License-Identifier: Apache-2.0
# A trainer that tells its metric by `attune report`, from another directory than it was started in.
cd /
for step in 0 1 2; do
  attune report loss "-0.$step" --step "$step" || exit
done
attune report loss nan --step 3
attune report loss -0.125 --step 4
attune report 0.25
attune report 0.1000000000000000055
