# SPDX-License-Identifier: Apache-2.0
"""A session of `attune ask-tell`, and the processor time that its process takes."""

import glob
import json
import os
import subprocess

HEADER = """\
trainingInput:
  hyperparameters:
    goal: MINIMIZE
    hyperparameterMetricTag: loss
    maxTrials: 20000
    params:
"""


class Session:
    """One process, with the parameters as in tuning.yml but for their names: p0, p1, ..."""

    def __init__(self, attune: str, folder: str, parameters: list[dict]) -> None:
        path = os.path.join(folder, "tuning.yml")
        with open(path, "w") as file:
            file.write(HEADER)
            for number, form in enumerate(parameters):
                file.write("    - " + json.dumps({"parameterName": f"p{number}", **form}) + "\n")
        self.process = subprocess.Popen(
            [attune, "ask-tell", "--config", path, "--seed", "1"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )

    def ask(self, **request: object) -> dict:
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        reply = json.loads(self.process.stdout.readline())
        if "error" in reply:
            raise ValueError(f"{request}: {reply['error']}")
        return reply

    def cpu_ms(self) -> float:
        threads = glob.glob(f"/proc/{self.process.pid}/task/*/schedstat")
        return sum(int(open(thread).read().split()[0]) for thread in threads) / 1e6

    def end(self) -> float:
        """Closes the session; its greatest memory in MB."""
        with open(f"/proc/{self.process.pid}/status") as file:
            peak = next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))
        self.process.stdin.close()
        self.process.wait()
        return peak / 1024
