# SPDX-License-Identifier: Apache-2.0
"""Google's API client and its client for Cloud Storage, as they come from PyPI, drive the server of a job's life."""
import io
import os
import tarfile
import time

from google.oauth2.credentials import Credentials

BASE = f"http://127.0.0.1:{os.environ['ATTUNE_PORT']}"
os.environ["STORAGE_EMULATOR_HOST"] = BASE
from google.cloud import storage  # noqa: E402  (it reads the variable when it is loaded)
from googleapiclient import discovery, errors  # noqa: E402

TRAINER = """
import argparse, time
from pathlib import Path
import hypertune
parser = argparse.ArgumentParser()
parser.add_argument('--rate', type=float)
parser.add_argument('--epochs', type=int)
parser.add_argument('--job-dir')
flags = parser.parse_args()
report = hypertune.HyperTune()
for epoch in range(flags.epochs):
    report.report_hyperparameter_tuning_metric('accuracy', 1 - (flags.rate - 0.3) ** 2, epoch)
    if flags.epochs > 100:
        time.sleep(0.1)
print('rate', flags.rate, 'job-dir', flags.job_dir)
out = Path(flags.job_dir)
out.mkdir(parents=True, exist_ok=True)
(out / 'model.txt').write_text(str(flags.rate))
"""


def package():
    """A source distribution, as `setup.py sdist` makes them."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, text in [("setup.py", "from setuptools import setup\nsetup(name='trainer')\n"),
                           ("trainer/__init__.py", ""), ("trainer/task.py", TRAINER)]:
            data = text.encode()
            info = tarfile.TarInfo(f"trainer-0.1/{name}")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def service(**credentials):
    return discovery.build("ml", "v1", client_options={"api_endpoint": BASE}, **credentials).projects().jobs()


def refused(request, status):
    try:
        answer = request.execute()
    except errors.HttpError as error:
        assert error.status_code == status, f"{error.status_code} instead of {status}: {error.reason}"
        return error
    raise AssertionError(f"answered instead of {status}: {answer}")


def job(name, **changes):
    tuning = {
        "goal": "MAXIMIZE", "hyperparameterMetricTag": "accuracy", "maxTrials": 3, "maxParallelTrials": 2,
        "params": [{"parameterName": "rate", "type": "DOUBLE", "minValue": 0.1, "maxValue": 0.9,
                    "scaleType": "UNIT_LINEAR_SCALE"}]}
    return {"jobId": name, "labels": {"team": "vision"}, "trainingInput": {
        "pythonModule": "trainer.task", "packageUris": ["gs://packages/trainer-0.1.tar.gz"], "region": "here",
        "args": ["--epochs", "4"], "jobDir": "gs://packages/out", "hyperparameters": tuning, **changes}}


# A package goes into the storage by the storage's own client.
gcs = storage.Client(project="p", credentials=Credentials(token=os.environ["OWNER"]))
bucket = gcs.create_bucket("packages")
bucket.blob("trainer-0.1.tar.gz").upload_from_string(package())
content = os.urandom(3 << 20)
parts = bucket.blob("in parts/ä+%2F.bin", chunk_size=1 << 20)
parts.upload_from_file(io.BytesIO(content), size=len(content))
assert bucket.blob("in parts/ä+%2F.bin").download_as_bytes() == content
assert bucket.blob("in parts/ä+%2F.bin").download_as_bytes(start=10, end=19) == content[10:20]
assert [b.name for b in gcs.list_blobs("packages")] == ["in parts/ä+%2F.bin", "trainer-0.1.tar.gz"]
listing = gcs.list_blobs("packages", delimiter="/")
assert [b.name for b in listing] == ["trainer-0.1.tar.gz"] and listing.prefixes == {"in parts/"}
assert [b.name for b in gcs.list_blobs("packages", page_size=1)] == ["in parts/ä+%2F.bin", "trainer-0.1.tar.gz"]
parts.delete()
assert not parts.exists() and bucket.blob("trainer-0.1.tar.gz").exists()

# The job's life, by the API client.
jobs = service(developerKey=os.environ["OWNER"])
made = jobs.create(parent="projects/p", body=job("census_1")).execute()
assert made["jobId"] == "census_1" and made["state"] in ("QUEUED", "RUNNING"), made
assert made["trainingInput"]["hyperparameters"]["maxTrials"] == 3
assert refused(jobs.create(parent="projects/p", body=job("census_1")), 409).reason.startswith("there is a job census_1")
mistakes = refused(jobs.create(parent="projects/p", body=job("2_bad", hyperparameters={"goal": "UP", "foo": 1,
    "params": [{"parameterName": "rate", "type": "DOUBLE", "minValue": 1}]})), 400)
fields = {v["field"] for v in mistakes.error_details[0]["fieldViolations"]}
assert fields == {"job.job_id", "job.training_input.hyperparameters.goal", "job.training_input.hyperparameters.foo",
                  "job.training_input.hyperparameters.params[0]"}, fields
refused(jobs.create(parent="projects/p", body=job("census_0", packageUris=["gs://packages/none.tar.gz"])), 404)
refused(jobs.get(name="projects/p/jobs/census_0"), 404)
refused(service(developerKey="wrong").get(name="projects/p/jobs/census_1"), 401)
viewer = service(developerKey=os.environ["VIEWER"])
refused(viewer.create(parent="projects/p", body=job("census_9")), 403)
refused(viewer.cancel(name="projects/p/jobs/census_1", body={}), 403)


def wait(name, *states):
    deadline = time.monotonic() + 120
    while True:
        found = viewer.get(name=f"projects/p/jobs/{name}").execute()
        if found["state"] in states:
            return found
        assert time.monotonic() < deadline, found
        time.sleep(0.1)


done = wait("census_1", "SUCCEEDED", "FAILED", "CANCELLED")
assert done["state"] == "SUCCEEDED", done
output = done["trainingOutput"]
assert output["completedTrialCount"] == "3" and output["isHyperparameterTuningJob"] is True
trials = output["trials"]
assert sorted(t["trialId"] for t in trials) == ["1", "2", "3"]
values = [t["finalMetric"]["objectiveValue"] for t in trials]
assert values == sorted(values, reverse=True), "the best comes first"
assert all(t["finalMetric"]["trainingStep"] == "3" and set(t["hyperparameters"]) == {"rate"} for t in trials)
for trial in trials:
    kept = bucket.blob(f"out/{trial['trialId']}/model.txt").download_as_text()
    assert kept == trial["hyperparameters"]["rate"], "each trial has a job-dir of its own"

# Lists: filters and pages.
long = dict(job("long_1", args=["--epochs", "3000"]), labels={"team": "sound"})
jobs.create(parent="projects/p", body=long).execute()
ids = [j["jobId"] for j in jobs.list(parent="projects/p").execute()["jobs"]]
assert ids == ["long_1", "census_1"], "newest first"


def listed(text):
    found = jobs.list(parent="projects/p", filter=text).execute()
    return sorted(j["jobId"] for j in found.get("jobs", []))


assert listed("jobId:census*") == ["census_1"]
assert listed("jobId:census* AND state:FAILED") == []
assert listed("labels.team=sound OR state=SUCCEEDED") == ["census_1", "long_1"]
assert listed('NOT (labels.team:sound) createTime>"2020-01-01T00:00:00Z"') == ["census_1"]
refused(jobs.list(parent="projects/p", filter="jobId:"), 400)
request, pages = jobs.list(parent="projects/p", pageSize=1), []
while request is not None:
    answer = request.execute()
    pages.append([j["jobId"] for j in answer["jobs"]])
    request = jobs.list_next(request, answer)
assert pages == [["long_1"], ["census_1"]], pages
refused(jobs.list(parent="projects/p", pageSize=-1), 400)
refused(jobs.list(parent="projects/p", pageToken="x"), 400)

# Labels, and what is not allowed.
changed = jobs.patch(name="projects/p/jobs/census_1", updateMask="labels,etag",
                     body={"labels": {"stage": "done"}, "etag": done["etag"]}).execute()
assert changed["labels"] == {"stage": "done"} and changed["etag"] != done["etag"]
refused(jobs.patch(name="projects/p/jobs/census_1", updateMask="labels",
                   body={"labels": {}, "etag": done["etag"]}), 409)
refused(jobs.patch(name="projects/p/jobs/census_1", updateMask="state", body={"state": "FAILED"}), 400)
assert listed("labels.stage:*") == ["census_1"]
assert jobs.getIamPolicy(resource="projects/p/jobs/census_1").execute()["etag"]
asked = {"permissions": ["ml.jobs.get"]}
assert jobs.testIamPermissions(resource="projects/p/jobs/census_1", body=asked).execute() == asked

# The end of a job that would go on for minutes.
wait("long_1", "RUNNING")
assert jobs.cancel(name="projects/p/jobs/long_1", body={}).execute() == {}
ended = wait("long_1", "CANCELLED")
assert ended["errorMessage"], ended
assert refused(jobs.cancel(name="projects/p/jobs/long_1", body={}), 400).reason.startswith("job long_1 has ended")
