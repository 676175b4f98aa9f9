# SPDX-License-Identifier: Apache-2.0
"""A job over HTTP without any client: what the programs beside share."""
import http.client
import io
import json
import os
import tarfile

PORT, OWNER, VIEWER = int(os.environ["ATTUNE_PORT"]), os.environ["OWNER"], os.environ["VIEWER"]


def call(method, target, body=None, token=OWNER, headers=()):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    connection.request(method, target, body, {"Authorization": f"Bearer {token}", **dict(headers)})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def get(target, status=200, token=VIEWER):
    """The JSON below the jobs of a project."""
    found, _, body = call("GET", f"/v1/projects/p/jobs{target}", token=token)
    assert found == status, (target, found, body)
    return json.loads(body)


def stream(job, after=None, identity=None):
    """The lines of a job's event stream."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    headers = {"Authorization": f"Bearer {VIEWER}"}
    if identity is not None:
        headers["Last-Event-ID"] = str(identity)
    query = f"?after={after}" if after is not None else ""
    connection.request("GET", f"/v1/projects/p/jobs/{job}/events{query}", headers=headers)
    answer = connection.getresponse()
    assert answer.status == 200 and answer.headers["Content-Type"] == "text/event-stream"
    for line in answer:
        yield line.decode().rstrip("\n")


def submit(job, trainer, trials):
    """A job of a package with one module, which tunes one number, `rate`."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, text in [("setup.py", ""), ("trainer/__init__.py", ""), ("trainer/task.py", trainer)]:
            info = tarfile.TarInfo(f"t-1/{name}")
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    body = {"jobId": job, "trainingInput": {
        "pythonModule": "trainer.task", "packageUris": ["gs://packages/t.tgz"], "hyperparameters": {
            "hyperparameterMetricTag": "accuracy", "maxTrials": trials, "params": [
                {"parameterName": "rate", "type": "DOUBLE", "minValue": 0, "maxValue": 1}]}}}
    for target, content in [("/storage/v1/b", json.dumps({"name": "packages"})),
                            ("/upload/storage/v1/b/packages/o?uploadType=media&name=t.tgz", buffer.getvalue()),
                            ("/v1/projects/p/jobs", json.dumps(body))]:
        status, _, answer = call("POST", target, content)
        assert status == 200, (target, status, answer)
