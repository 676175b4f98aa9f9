# SPDX-License-Identifier: Apache-2.0
# A trainer in ten lines of shell: its "training" is a run that tensorboardX once recorded for each activation.
for argument; do
  case $argument in --activation=*) activation=${argument#--activation=} ;; esac
done
mkdir seen
printf '%s\n' "$@" >seen/argv
env >seen/environment
pwd >seen/directory
echo "training with $activation"
mkdir logs
cp "recorded/$activation" logs/events.out.tfevents.1700000000.shell
