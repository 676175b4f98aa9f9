# SPDX-License-Identifier: Apache-2.0
# Makes the folder of an unfinished job, three of five trials done, in the format that a build of Attune writes. Once a
# version is released, the job that it made is kept here for ever, as format-<user_version of journal.sqlite>.
# Usage: python3 make.py ATTUNE    (the path of the program)
import json, os, shutil, signal, socket, sqlite3, subprocess, sys, tempfile

TUNING = """trainingInput:
  hyperparameters:
    hyperparameterMetricTag: accuracy
    maxTrials: 5
    maxParallelTrials: 1
    enableTrialEarlyStopping: true
    params:
      - {parameterName: rate, type: DOUBLE, minValue: 0.1, maxValue: 0.9}
      - {parameterName: activation, type: CATEGORICAL, categoricalValues: [sigmoid, relu, tanh]}
attune:
  algorithm: SOBOL
  metric: {source: {json: metrics.jsonl, step: step}}
"""
TRAINER = """rate=${1#--rate=}
echo "training with $rate"
for step in 1 2 3; do echo "{\\"step\\": $step, \\"accuracy\\": $(printf '%.4s' "$rate")$step}"; done >metrics.jsonl
"""

attune = os.path.abspath(sys.argv[1])
place = tempfile.mkdtemp(prefix="fixture", dir="/tmp")
project, home = place + "/project", place + "/home"
os.makedirs(project)
open(project + "/tuning.yml", "w").write(TUNING)
open(project + "/train.sh", "w").write(TRAINER)
environment = dict(PATH="/usr/bin:/bin", HOME="/tmp", ATTUNE_HOME=home)
run = subprocess.Popen(
    [attune, "run", "--seed", "7", "--json", "train.sh"], cwd=project, env=environment, stdout=subprocess.PIPE, text=True)
exits = 0
for line in run.stdout:
    exits += json.loads(line)["event"] == "exited"
    if exits == 2 and run.poll() is None:
        run.send_signal(signal.SIGINT)
run.wait()

job = home + "/jobs/" + os.listdir(home + "/jobs")[0]
# Nobody else need know where it was made.
boot = open("/proc/sys/kernel/random/boot_id").read().strip()
with sqlite3.connect(job + "/journal.sqlite") as database:
    version = database.execute("PRAGMA user_version").fetchone()[0]
    for own, other in ((socket.gethostname(), "build.example"), (boot, "00000000-0000-0000-0000-000000000000")):
        database.execute("UPDATE journal SET event = replace(event, ?, ?)", (own, other))
    database.execute("UPDATE lease SET host = 'build.example'")
database.execute("VACUUM")
database.close()
target = os.path.join(os.path.dirname(os.path.abspath(__file__)), f"format-{version}")
shutil.rmtree(target, ignore_errors=True)
os.makedirs(target + "/trials/1/1")
for name in ("journal.sqlite", "job.json", "source.json", "trials/1/1/stdout.log", "trials/1/1/log.times"):
    shutil.copy(f"{job}/{name}", f"{target}/{name}")
shutil.copytree(job + "/source", target + "/source")
shutil.rmtree(place)
print(target)
