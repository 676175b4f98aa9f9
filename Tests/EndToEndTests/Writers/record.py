# SPDX-License-Identifier: Apache-2.0
"""Makes Tests/Fixtures/writers: `python3 record.py ENVIRONMENTS [NAME...]`, with the tensorboard package at hand.

Runs the scripts of writers.json with the Python environments in the folder ENVIRONMENTS, and keeps of each: its event
files in run/, what TensorBoard's own reader finds there (expected.json, with wall times), what the script says that it
wrote last (told.json), and the versions of what wrote it (versions.txt).
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).parent
fixtures = here.parent.parent / "Fixtures" / "writers"
VERSIONS = """
import importlib.metadata, platform, sys
print("Python", platform.python_version())
for name in sys.argv[1:]: print(name, importlib.metadata.version(name))
"""


def record(writer, environment):
    python = environment / "bin" / "python3"
    variables = dict(os.environ, PATH=f"{python.parent}:{os.environ['PATH']}", RETICULATE_PYTHON=str(python))
    interpreter = "Rscript" if writer["script"].endswith(".R") else str(python)
    kept = fixtures / writer["name"]
    shutil.rmtree(kept, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        script = here / writer["script"]
        subprocess.run([interpreter, script, "--lr=0.1"], cwd=folder, env=variables, check=True)
        for file in pathlib.Path(folder).rglob("*tfevents*"):
            copy = kept / "run" / file.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        shutil.copyfile(pathlib.Path(folder, "told.json"), kept / "told.json")
    with open(kept / "expected.json", "w") as expected:
        subprocess.run([sys.executable, here / "read.py", "--wall-times", kept / "run"], stdout=expected, check=True)
    with open(kept / "versions.txt", "w") as versions:
        subprocess.run([python, "-c", VERSIONS, *writer["distributions"]], stdout=versions, check=True)
        if interpreter == "Rscript":
            says = 'cat(R.version.string, "\\nreticulate ", format(packageVersion("reticulate")), "\\n", sep = "")'
            subprocess.run([interpreter, "-e", says], stdout=versions, check=True)


environments, names = pathlib.Path(sys.argv[1]).absolute(), sys.argv[2:]
for writer in json.loads((here / "writers.json").read_text()):
    light = writer["packages"] == "light" and writer["script"].endswith(".py")
    if writer["name"] in names or not (names or light):
        print(writer["name"], flush=True)
        record(writer, environments / writer["packages"])
