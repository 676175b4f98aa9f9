# SPDX-License-Identifier: Apache-2.0
"""What the closed service did not tell: trials with all measurements, logs, files, a stream of events, numbers."""
import hashlib
import json
import os

from plain import call, get, stream, submit

TRAINER = """
import os, sys, time
rate = float(sys.argv[1].split('=')[1])
import hypertune
report = hypertune.HyperTune()
for step in range(3):
    report.report_hyperparameter_tuning_metric('accuracy', rate + step, step)
    print('step', step, '\\x1b[31mred\\x1b[0m', flush=True)
print('a warning', file=sys.stderr)
os.makedirs('out/deep')
open('out/deep/model.bin', 'wb').write(bytes(range(256)))
open('notes <b>.html', 'w').write('<script>alert(1)</script>')
os.symlink('/etc/passwd', 'passwd')
os.symlink('/etc', 'out/etc')
"""


submit("beyond_1", TRAINER, trials=3)


def events(after=None, identity=None, most=None):
    """The stream's events as (id, entry), to its end or `most` of them."""
    found, fields = [], {}
    for line in stream("beyond_1", after, identity):
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        else:
            if fields.get("event") == "end":
                return found
            if "data" in fields:
                found.append((int(fields["id"]), json.loads(fields["data"])))
            if most and len(found) >= most:
                return found
            fields = {}
    raise AssertionError("the stream broke off")


live = events()
assert [i for i, _ in live] == list(range(1, len(live) + 1)), "events are numbered without gaps"
assert live[0][1]["event"] == "opened" and live[-1][1]["event"] == "finished"
assert sum(entry["event"] == "exited" for _, entry in live) == 3
assert events() == live and events(after=5) == live[5:] and events(identity=len(live) - 2) == live[-2:]
assert events(after=2, most=1) == live[2:3]

trials = get("/beyond_1/trials")["trials"]
assert [t["finalMetric"]["trainingStep"] for t in trials] == ["2"] * 3
assert all([m["trainingStep"] for m in t["allMetrics"]] == ["0", "1", "2"] for t in trials)
first, rest = get("/beyond_1/trials?pageSize=1"), []
token = first["nextPageToken"]
while token:
    page = get(f"/beyond_1/trials?pageSize=1&pageToken={token}")
    rest += page["trials"]
    token = page.get("nextPageToken")
assert first["trials"] + rest == trials
one = get("/beyond_1/trials/2")
assert one in trials and one["trialId"] == "2" and one["origin"]["text"]
for wrong in ["/beyond_1/trials/9", "/beyond_1/trials/x", "/beyond_1/trials/9/logs", "/none/trials", "/beyond_1/trials/0/artifacts"]:
    get(wrong, 404)

lines = get("/beyond_1/trials/2/logs")["entries"]
assert [line["text"] for line in lines if line["stream"] == "stderr"] == ["a warning"]
assert [line["text"].split()[1] for line in lines if line["stream"] == "stdout"] == ["0", "1", "2"]
page = get("/beyond_1/trials/2/logs?pageSize=3")
assert page["entries"] + get(f"/beyond_1/trials/2/logs?pageToken={page['nextPageToken']}")["entries"] == lines

files = get("/beyond_1/trials/2/artifacts")["artifacts"]
assert [f["path"] for f in files if "__pycache__" not in f["path"]] == ["notes <b>.html", "out/deep/model.bin"], files
by_path = {f["path"]: f for f in files}
place = "/v1/projects/p/jobs/beyond_1/trials/2/artifacts/"
status, headers, content = call("GET", place + by_path["out/deep/model.bin"]["artifactId"])
assert status == 200 and content == bytes(range(256))
status, headers, content = call("GET", place + by_path["notes <b>.html"]["artifactId"])
assert headers["Content-Disposition"] == "attachment" and headers["X-Content-Type-Options"] == "nosniff"
assert headers["Content-Type"] == "application/octet-stream" and headers["Content-Security-Policy"].startswith("default-src 'none'")
# The trainer's links lead nowhere, and neither does a link that takes a file's place afterwards.
for path in ["passwd", "out/etc/passwd", "../1/stdout.log", "trainer/task.py"]:
    assert call("GET", place + hashlib.md5(path.encode()).hexdigest())[0] == 404, path
work = f"{os.environ['ATTUNE_HOME']}/jobs/beyond_1/trials/2/1/work"
os.rename(f"{work}/out/deep", f"{work}/out/was")
os.symlink("/etc", f"{work}/out/deep")
assert call("GET", place + by_path["out/deep/model.bin"]["artifactId"])[0] == 404

assert call("GET", "/metrics")[2].decode().splitlines().count('attune_jobs{state="SUCCEEDED"} 1') == 1
assert call("GET", "/healthz", token="none")[0] == 200
