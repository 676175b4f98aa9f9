# SPDX-License-Identifier: Apache-2.0
# Never ends, ignores TERM, and so does the child it has. Who wants it gone must KILL both.
trap '' TERM
sleep 1000 &
echo "$$ $!" >pids.new
mv pids.new pids
while :; do sleep 1000; done
