# SPDX-License-Identifier: Apache-2.0
"""Does with a bundle what the module of R's package does, without R: `-m cloudml-model.cloudml.deploy Rscript FLAG…`.

`Rscript` is not started. The metric goes into tfruns' own file, the run directory to the storage. Waits for the file
`$GATE`; fails once, after the upload, where `$FAIL_ONCE` names a file that is not there yet.
"""
import json
import os
import pathlib
import subprocess
import sys
import time

os.chdir(pathlib.Path(__file__).resolve().parent.parent)
flags = sys.argv[2:]
if "--job-dir" in flags:
    at = flags.index("--job-dir")
    del flags[at:at + 2]
values = dict(flag.removeprefix("--").split("=", 1) for flag in flags)
job = dict(line.split(": ", 1) for line in pathlib.Path("job.yml").read_text().splitlines())
if (job["cache"], job["packrat"]) != ("false", "false"):
    sys.exit(f"packages would be fetched: {job}")
trial = json.loads(os.environ["TF_CONFIG"])["task"]["trial"]


def tell(word):
    with open(os.environ["LEDGER"], "a") as ledger:
        ledger.write(f"{word} {trial}\n")


tell("start")
while "GATE" in os.environ and not os.path.exists(os.environ["GATE"]):
    time.sleep(0.01)
print(f"training with x={values['x']}")
print("a word on stderr", file=sys.stderr)
run = pathlib.Path("runs", os.environ["CLOUD_ML_JOB_ID"])
(run / "tfruns.d").mkdir(parents=True)
accuracy = [0.25, 1 - abs(float(values["x"]) - 0.5)]
(run / "tfruns.d/metrics.json").write_text(json.dumps({"val_acc": accuracy}))
(run / "tfruns.d/flags.json").write_text(json.dumps(values))
(run / "model.txt").write_text(f"{values['x']}\n")
subprocess.run(["gsutil", "-m", "cp", "-r", run, f"{job['storage']}/{run}/{trial}"], check=True, capture_output=True)
tell("end")
once = os.environ.get("FAIL_ONCE")
if once and not os.path.exists(once):
    pathlib.Path(once).touch()
    sys.exit(1)
