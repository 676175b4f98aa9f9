# SPDX-License-Identifier: Apache-2.0
"""Measures how long a report takes from the event file to the journal, and to the trainer's TERM; prints Markdown.

Started by Scripts/bench. 32 trainers report at once, each at its own pace.
"In the journal" is when another process can read it in the database, which is looked at every two milliseconds.
"""
import argparse
import json
import os
import pathlib
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser()
parser.add_argument("attune", type=pathlib.Path)
parser.add_argument("--width", type=int, default=32)
parser.add_argument("--reports", type=int, default=20)
options = parser.parse_args()

HERE = pathlib.Path(__file__).resolve().parent
WRITER = HERE.parent.parent / "Tests/EndToEndTests/Trainers/odd"
TUNING = """\
trainingInput:
  hyperparameters:
    hyperparameterMetricTag: accuracy
    maxTrials: {trials}
    maxParallelTrials: {width}
    enableTrialEarlyStopping: {stops}
    params: [{{parameterName: x, type: DOUBLE, minValue: 0, maxValue: 1}}]
"""


def run(place, good, stops):
    """Runs a job of 32 reporting trials; gives the notes of each, and when each report was seen in the journal."""
    notes = place / "notes"
    notes.mkdir(parents=True)
    (place / "tuning.yml").write_text(TUNING.format(trials=good + options.width, width=options.width, stops=stops))
    environment = os.environ | {"ATTUNE_HOME": str(place / "home"), "NOTES": str(notes), "WRITER": str(WRITER)}
    command = [str(options.attune.resolve()), "run", "--new", "--", sys.executable, str(HERE / "paced.py"),
               "--good", str(good), "--reports", str(options.reports)]
    process = subprocess.Popen(command, cwd=place, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen = watch(place / "home" / "jobs", process)
    if process.returncode != 0:
        raise SystemExit(f"the job ended with status {process.returncode}")
    return {int(file.name): file.read_text().split("\n")[:-1] for file in notes.iterdir()}, seen


def watch(jobs, process):
    """{(trial, step): nanoseconds at which the measurement could first be read}"""
    while not (found := list(jobs.glob("*/journal.sqlite"))):
        time.sleep(0.002)
    database = sqlite3.connect(f"file:{found[0]}?mode=ro", uri=True)
    seen, last = {}, 0
    while process.poll() is None or last is not None:
        try:
            rows = database.execute("SELECT seq, event FROM journal WHERE seq > ? ORDER BY seq", (last,)).fetchall()
        except sqlite3.OperationalError:
            rows = []
        now = time.time_ns()
        for last, text in rows:
            event = json.loads(text)
            if event["event"] == "measured":
                for reading in event["readings"]:
                    seen[event["trial"], reading["step"]] = now
        if process.poll() is not None and not rows:
            return seen
        time.sleep(0.002)
    return seen


def describe(delays):
    delays = sorted(delays)
    late = delays[min(len(delays) - 1, len(delays) * 99 // 100)]
    return statistics.median(delays), late


def row(what, delays, limits):
    """A line of the table, and whether the limits hold: of the median and of the 99th percentile, in milliseconds."""
    median, late = describe(delays)
    holds = median <= limits[0] and (limits[1] is None or late <= limits[1])
    limit = f"{limits[0]} ms" + (f", {limits[1]} ms" if limits[1] else "")
    print(f"| {what}, {len(delays)} of them | {median:.0f} ms, {late:.0f} ms | {limit}{'' if holds else ' **passed**'} |")
    return holds


def main():
    print(f"\n## Latency\n\n`Scripts/bench latency`: {options.width} trainers at once, load {os.getloadavg()[0]:.1f} at the start; "
          "median and 99th percentile.\n\n| from | result | limit |\n|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIRECTORY")) as place:
        notes, seen = run(pathlib.Path(place) / "report", good=0, stops="false")
        delays = [(seen[trial, int(step)] - int(written)) / 1e6
                  for trial, lines in notes.items() for step, written in map(str.split, lines)]
        holds = row("bytes in the event file to the journal", delays, (100, 300))

        # More good trials than hopeless ones: those that were stopped count in the median as well.
        notes, _ = run(pathlib.Path(place) / "stop", good=2 * options.width, stops="true")
        # The third report is the first that a trial can be stopped for.
        ends = [dict(map(str.split, lines)) for lines in notes.values() if lines]
        delays = [(int(end["term"]) - int(end["2"])) / 1e6 for end in ends if "term" in end]
        if len(delays) != options.width:
            raise SystemExit(f"{len(delays)} of {options.width} trainers were told to end")
        holds = row("bytes of a hopeless report to the trainer's TERM", delays, (300, None)) and holds
    sys.exit(0 if holds else 1)


main()
