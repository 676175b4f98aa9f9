# SPDX-License-Identifier: Apache-2.0
"""Measures what Attune costs on this machine; prints a report in Markdown, and fails where a limit is passed.

Started by Scripts/bench, which builds attune and the trainer (the compiled one of the end-to-end tests: it writes one
event file and exits). Trials are drawn at random: what a suggestion costs is measured by itself.
"""
import argparse
import os
import pathlib
import platform
import subprocess

from measure import cost, milliseconds, report

parser = argparse.ArgumentParser()
parser.add_argument("attune", type=pathlib.Path)
parser.add_argument("trainer", type=pathlib.Path)
parser.add_argument("--large", type=int, default=10_000, help="trials of the large job")
options = parser.parse_args()

TUNING = """\
trainingInput:
  hyperparameters:
    hyperparameterMetricTag: accuracy
    maxTrials: {trials}
    maxParallelTrials: {width}
    algorithm: RANDOM_SEARCH
    params: [{{parameterName: x, type: DOUBLE, minValue: 0, maxValue: 1}}]
"""
WIDTH = os.cpu_count() or 2
attune, trainer = str(options.attune.resolve()), str(options.trainer.resolve())


class Project:
    """A folder with a tuning file, and a home of its own for Attune."""

    def __init__(self, place, trials):
        self.trials = trials
        self.folder = pathlib.Path(place) / f"job-{trials}"
        self.folder.mkdir()
        (self.folder / "tuning.yml").write_text(TUNING.format(trials=trials, width=WIDTH))
        self.environment = os.environ | {"ATTUNE_HOME": str(self.folder / "home")}

    def attune(self, *arguments):
        return cost([attune, *arguments], cwd=self.folder, env=self.environment)

    def run(self):
        return self.attune("run", "--new", "--", trainer)

    def xargs(self):
        flags = "".join(f"--x={(number + 0.5) / self.trials}\n" for number in range(self.trials))
        folder = self.folder / "xargs"
        folder.mkdir(exist_ok=True)
        (folder / "flags").write_text(flags)
        return cost(["xargs", "-P", str(WIDTH), "-n", "1", "-a", "flags", trainer], cwd=folder)


def fastest(count, measurement):
    return min(measurement().wall for _ in range(count))


def measurements(place):
    """(what, result, limit, whether it holds)"""
    nowhere = Project(place, 1)
    help_time = fastest(50, lambda: nowhere.attune("--help"))
    yield "`attune --help`, wall, smallest of 50", milliseconds(help_time), "30 ms", help_time <= 0.030

    hundred, thousand = Project(place, 100), Project(place, 1000)
    plain = min(hundred.xargs().cpu for _ in range(3)) / 100
    small = min(hundred.run().cpu for _ in range(3)) / 100
    yield f"CPU a trial, 100 trials under `xargs -P {WIDTH}`", milliseconds(plain), "", True
    yield f"CPU a trial, 100 trials under `attune run`, {WIDTH} at a time", milliseconds(small), "", True
    yield "overhead: CPU a trial more than under xargs", milliseconds(small - plain), "25 ms", small - plain <= 0.025

    long = thousand.run()
    ratio = long.cpu / 1000 / small
    yield "CPU a trial, 1,000 trials", milliseconds(long.cpu / 1000), "", True
    yield "wall a trial, 1,000 trials", milliseconds(long.wall / 1000), "", True
    yield "CPU a trial, 1,000 trials against 100", f"{ratio:.2f} ×", "1.2 ×", ratio <= 1.2

    large = Project(place, options.large)
    took = large.run()
    yield f"{options.large:,} trials, CPU a trial", milliseconds(took.cpu / options.large), "", True
    yield f"{options.large:,} trials, wall in all", f"{took.wall:.0f} s", "", True
    for verb in ["trials", "list"]:
        shown = fastest(5, lambda: large.attune(verb))
        yield f"`attune {verb}` on them, wall, smallest of 5", milliseconds(shown), "200 ms", shown <= 0.200


def processor():
    if os.path.exists("/proc/cpuinfo"):
        for line in open("/proc/cpuinfo"):
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor()


version = subprocess.run([attune, "--version"], capture_output=True, text=True).stdout.strip()
report("Jobs", f"`Scripts/bench jobs`, attune {version}, on {os.cpu_count()} × {processor()}, {platform.system()} "
       f"{platform.release()}, load {os.getloadavg()[0]:.1f} at the start. CPU time is that of every process: Attune, "
       "supervisors, trainers.", measurements)
