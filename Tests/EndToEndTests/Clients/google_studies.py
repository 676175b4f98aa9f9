# SPDX-License-Identifier: Apache-2.0
"""Google's API client, as it comes from PyPI, asks and tells a study, also while its server is killed.

Usage: google_studies.py whole | until-killed FILE | after-the-kill FILE
"""
import json
import os
import signal
import sys
import threading

from googleapiclient import discovery, errors

BASE = f"http://127.0.0.1:{os.environ['ATTUNE_PORT']}"
PLACE = "projects/p/locations/us-central1"


def service(token):
    return discovery.build("ml", "v1", client_options={"api_endpoint": BASE}, developerKey=token).projects()


projects = service(os.environ["OWNER"])
studies = projects.locations().studies()
trials = studies.trials()
operations = projects.locations().operations()
CONFIG = {
    "metrics": [{"metric": "accuracy", "goal": "MAXIMIZE"}],
    "algorithm": "GAUSSIAN_PROCESS_BANDIT",
    "parameters": [
        {"parameter": "rate", "type": "DOUBLE", "doubleValueSpec": {"minValue": 1e-4, "maxValue": 1},
         "scaleType": "UNIT_LOG_SCALE"},
        {"parameter": "layers", "type": "INTEGER", "integerValueSpec": {"minValue": "1", "maxValue": "8"}},
        {"parameter": "activation", "type": "CATEGORICAL", "categoricalValueSpec": {"values": ["relu", "tanh"]}},
        {"parameter": "batch", "type": "DISCRETE", "discreteValueSpec": {"values": [16, 32, 64]}}],
    "automatedStoppingConfig": {"medianAutomatedStoppingConfig": {}},
}


def refused(request, status, reason):
    try:
        answer = request.execute()
    except errors.HttpError as error:
        assert error.status_code == status, f"{error.status_code} instead of {status}: {error.reason}"
        assert reason in error.reason, error.reason
        return error
    raise AssertionError(f"answered instead of {status}: {answer}")


def measurement(value, step):
    return {"stepCount": str(step), "elapsedTime": f"{step * 0.5}s", "metrics": [{"metric": "accuracy", "value": value}]}


def suggest(study, client, count=1):
    """As Google's own example does it: the operation is polled until it is done."""
    operation = trials.suggest(parent=study, body={"suggestionCount": count, "clientId": client}).execute()
    polled = operations.get(name=operation["name"]).execute()
    assert polled["done"] and polled == operation, (polled, operation)
    return operation["response"].get("trials", [])


def values(trial):
    return {p["parameter"]: p.get("floatValue", p.get("intValue", p.get("stringValue"))) for p in trial["parameters"]}


def whole():
    study = studies.create(parent=PLACE, studyId="whole", body={"studyConfig": CONFIG}).execute()
    assert study["name"] == f"{PLACE}/studies/whole" and study["state"] == "ACTIVE", study
    assert studies.get(name=study["name"]).execute() == study
    assert studies.list(parent=PLACE).execute()["studies"] == [study]
    name = study["name"]

    for number in range(1, 9):
        trial, = suggest(name, "one")
        assert trial["name"] == f"{name}/trials/{number}" and trial["state"] == "ACTIVE", trial
        assert suggest(name, "one") == [trial], "a pending trial is given again"
        point = values(trial)
        assert 1e-4 <= point["rate"] <= 1 and point["layers"] in "12345678" and point["batch"] in (16, 32, 64), point
        for step in range(3):
            trials.addMeasurement(
                name=trial["name"], body={"measurement": measurement(number + step / 10, step)}).execute()
        check = trials.checkEarlyStoppingState(name=trial["name"], body={}).execute()
        assert check["done"] and check["response"]["shouldStop"] is False, check
        done = trials.complete(name=trial["name"], body={}).execute()
        assert done["state"] == "COMPLETED", done
        assert done["finalMeasurement"] == done["measurements"][-1] == {
            "stepCount": "2", "elapsedTime": "1s", "metrics": [{"metric": "accuracy", "value": number + 0.2}]}, done
    best, = trials.listOptimalTrials(parent=name, body={}).execute()["trials"]
    assert best["name"] == f"{name}/trials/8"

    # A hopeless trial is to stop, and stays so.
    hopeless, other = suggest(name, "two", 2)
    for step in range(3):
        trials.addMeasurement(name=hopeless["name"], body={"measurement": measurement(0.1, step)}).execute()
    check = trials.checkEarlyStoppingState(name=hopeless["name"], body={}).execute()
    assert check["response"]["shouldStop"] is True and "median of 8 trials" in check["response"]["reason"], check
    assert trials.get(name=hopeless["name"]).execute()["state"] == "STOPPING"
    assert trials.complete(name=hopeless["name"], body={}).execute()["finalMeasurement"]["metrics"][0]["value"] == 0.1
    assert trials.stop(name=other["name"], body={}).execute()["state"] == "STOPPING"
    lost = trials.complete(name=other["name"], body={"trialInfeasible": True, "infeasibleReason": "too big"}).execute()
    assert lost["trialInfeasible"] is True and lost["infeasibleReason"] == "too big" and "finalMeasurement" not in lost

    # Trials of one's own: with a result, and one that is given out next.
    point = hopeless["parameters"]
    mine = trials.create(parent=name, body={"parameters": point, "finalMeasurement": measurement(99, 5)}).execute()
    assert mine["state"] == "COMPLETED" and trials.listOptimalTrials(parent=name, body={}).execute()["trials"] == [mine]
    wanted = trials.create(parent=name, body={"parameters": point}).execute()
    assert wanted["state"] == "REQUESTED"
    assert [t["name"] for t in suggest(name, "three")] == [wanted["name"]]
    assert trials.delete(name=mine["name"]).execute() == {}
    assert len(trials.list(parent=name).execute()["trials"]) == 11

    # Lists of operations have pages.
    request, found = projects.operations().list(name="projects/p", pageSize=7), []
    while request is not None:
        page = request.execute()
        found += page.get("operations", [])
        request = projects.operations().list_next(request, page)
    assert [o["name"] for o in found] == [f"{PLACE}/operations/whole.{n}" for n in range(1, len(found) + 1)]
    assert len(found) == 8 * 2 + 3, len(found)

    # What is wrong is told as the service told it.
    refused(studies.create(parent=PLACE, studyId="whole", body={"studyConfig": CONFIG}), 409, "already exists")
    refused(studies.get(name=f"{PLACE}/studies/none"), 404, "there is no study 'none'")
    refused(trials.get(name=f"{name}/trials/99"), 404, "there is no trial 99")
    refused(operations.get(name=f"{PLACE}/operations/whole.99"), 404, "there is no operation")
    refused(trials.complete(name=hopeless["name"], body={}), 400, "has been completed already")
    refused(trials.complete(name=wanted["name"], body={}), 400, "has no measurement")
    bad = {"metrics": [], "parameters": [{"parameter": "x", "type": "DOUBLE", "doubleValueSpec": {"minValue": 1}},
                                         dict(CONFIG["parameters"][1], childParameterSpecs=[{"parameter": "y"}])]}
    mistakes = refused(studies.create(parent=PLACE, studyId="bad", body={"studyConfig": bad}), 400, "needs one metric")
    assert [v["field"] for v in mistakes.error_details[0]["fieldViolations"]] == [
        "study.study_config.metrics", "study.study_config.parameters[0].double_value_spec.max_value",
        "study.study_config.parameters[1].child_parameter_specs"], mistakes.error_details
    refused(trials.create(parent=name, body={"parameters": point[:3]}), 400, "has no value")
    viewer = service(os.environ["VIEWER"]).locations().studies()
    assert viewer.get(name=name).execute() == study
    assert viewer.trials().listOptimalTrials(parent=name, body={}).execute()["trials"]
    refused(viewer.trials().suggest(parent=name, body={"suggestionCount": 1, "clientId": "v"}), 403, "viewer")
    refused(viewer.delete(name=name), 403, "viewer")
    refused(service("wrong").locations().studies().get(name=name), 401, "no valid token")
    assert studies.delete(name=name).execute() == {}
    refused(studies.get(name=name), 404, "there is no study")
    assert studies.list(parent=PLACE).execute() == {}


def until_killed(file):
    """Notes what was answered; the server is killed in the middle of something."""
    name = studies.create(parent=PLACE, studyId="killed", body={"studyConfig": CONFIG}).execute()["name"]
    rest = int(os.environ["ANSWERS"])
    killer = threading.Timer(0.002, os.kill, (int(os.environ["SERVER"]), signal.SIGKILL))
    with open(file, "w") as notes:
        def note(answer):
            nonlocal rest
            notes.write(json.dumps(answer) + "\n")
            rest -= 1
            if rest == 0:
                killer.start()
        try:
            while True:
                for trial in suggest(name, "one", 2):
                    note(trial)
                    note(trials.addMeasurement(
                        name=trial["name"], body={"measurement": measurement(values(trial)["rate"], 1)}).execute())
                    note(trials.complete(name=trial["name"], body={}).execute())
        except OSError:
            pass  # the server is gone


def after_the_kill(file):
    with open(file) as notes:
        answers = [json.loads(line) for line in notes]
    assert answers, "the server was killed before it had answered"
    name = f"{PLACE}/studies/killed"
    order = ["REQUESTED", "ACTIVE", "COMPLETED"]
    found = {t["name"]: t for t in trials.list(parent=name).execute()["trials"]}
    for answer in answers:
        trial = found[answer["name"]]
        assert trial["parameters"] == answer["parameters"] and trial["origin"] == answer["origin"]
        assert order.index(trial["state"]) >= order.index(answer["state"]), (trial, answer)
        if answer["state"] == "COMPLETED":
            assert trial == answer
        assert trial.get("measurements", [])[:len(answer.get("measurements", []))] == answer.get("measurements", [])
    pending = [n for n, t in found.items() if t["state"] == "ACTIVE"]
    assert [t["name"] for t in suggest(name, "one", max(1, len(pending)))][:len(pending)] == pending
    print(f"{len(answers)} answers, none lost")


if sys.argv[1] == "whole":
    whole()
else:
    {"until-killed": until_killed, "after-the-kill": after_the_kill}[sys.argv[1]](sys.argv[2])
