# SPDX-License-Identifier: Apache-2.0
"""Compares how fast event files are read: Attune, TensorBoard's data server (rustboard) and TensorBoard's Python.

    python bench.py READ_EVENTS FILE [--runs 5]

READ_EVENTS is this folder's program, FILE what write-events.py wrote. Needs the packages of requirements.txt.
Each run measures one reader after the other; CPU time counts, of one core, checksums on. Prints Markdown, and
ends with 1 where Attune is less than `LIMIT` times as fast as rustboard.
"""
import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

LIMIT = 8
# Python's loader takes minutes for the whole file.
SLICE = 2_000_000

parser = argparse.ArgumentParser()
parser.add_argument("read_events", type=pathlib.Path)
parser.add_argument("file", type=pathlib.Path)
parser.add_argument("--runs", type=int, default=5)
options = parser.parse_args()


def ours(way, path):
    """(points, CPU seconds of the whole process, reading the file included)"""
    result = subprocess.run([options.read_events, way, path], capture_output=True, text=True, check=True).stdout.split()
    return int(result[0]), float(result[2])


def cpu_seconds(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rustboard(path):
    """CPU seconds until the data server says that it has loaded a folder with this file."""
    import tensorboard_data_server
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        os.link(path, pathlib.Path(folder) / "events.out.tfevents.1.benchmark")
        command = [tensorboard_data_server.server_binary(), "--logdir", folder, "--port", "0", "--reload", "once",
                   "--checksum", "-v"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            try:
                for line in server.stderr:
                    if re.search("Finished load cycle", line):
                        return cpu_seconds(server)
                raise SystemExit("the data server ended before it had loaded the file")
            finally:
                server.kill()


def python_loader(path):
    """CPU seconds of TensorBoard's own loader for the first bytes of the file; (bytes, seconds)."""
    from tensorboard.backend.event_processing import event_file_loader
    with tempfile.NamedTemporaryFile(suffix=".tfevents") as part:
        part.write(path.read_bytes()[:SLICE])
        part.flush()
        before = time.process_time()
        for _ in event_file_loader.EventFileLoader(part.name).Load():
            pass
        return SLICE, time.process_time() - before


def main():
    path = options.file.resolve()
    megabytes = path.stat().st_size / 1e6
    rows = {"Attune, `EventScanner`": [], "Attune, `Event(decoding:)`": [], "Attune, frames and checksums alone": [],
            "rustboard 0.7.2, `--checksum`": [], "Python, `EventFileLoader`": []}
    for _ in range(options.runs):
        points, seconds = ours("scan", path)
        decoded, slow = ours("decode", path)
        assert points == decoded, f"{points} points scanned, {decoded} decoded"
        loaded = rustboard(path)
        size, python = python_loader(path)
        speeds = [megabytes / seconds, megabytes / slow, megabytes / ours("frames", path)[1], megabytes / loaded,
                  size / 1e6 / python]
        for row, speed in zip(rows.values(), speeds):
            row.append(speed)
    scanner, _, _, server, _ = rows.values()
    ratio = statistics.median(a / b for a, b in zip(scanner, server))
    print("\n## Event files\n\n`Scripts/bench events`. Half of the events are `simple_value`, half tensors with `float_val`, of "
          "eight tags in turn; every reader checks checksums, and Attune's deliver every point (rustboard keeps a sample). "
          "The time is that of the process, reading the file included.\n")
    print(f"{megabytes:.0f} MB, {points:,} points, medians of {options.runs} runs, MB for each second of CPU time; "
          f"load {os.getloadavg()[0]:.1f}.\n")
    print("| reader | MB/s | from | to | × rustboard |\n|---|---|---|---|---|")
    for name, speeds in rows.items():
        middle = statistics.median(speeds)
        times = statistics.median(a / b for a, b in zip(speeds, server))
        print(f"| {name} | {middle:.{0 if middle > 10 else 1}f} | {min(speeds):.{0 if middle > 10 else 1}f} | "
              f"{max(speeds):.{0 if middle > 10 else 1}f} | {times:.{1 if times > 1 else 3}f} |")
    print(f"\n`EventScanner` is {ratio:.1f} × as fast as rustboard; the limit is {LIMIT} ×"
          f"{'' if ratio >= LIMIT else ' **passed**'}.")
    sys.exit(0 if ratio >= LIMIT else 1)


main()
