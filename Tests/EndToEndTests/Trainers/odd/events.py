# SPDX-License-Identifier: Apache-2.0
"""A TensorBoard event file from Python's own library alone, for the trainers beside it."""
import os
import struct


def masked_crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def varint(number):
    """Seven bits a byte, the lowest first; the high bit says that more follow."""
    low, rest = number & 0x7F, number >> 7
    return bytes([low]) if rest == 0 else bytes([low | 0x80]) + varint(rest)


class Writer:
    """Appends scalars to logs/events.out.tfevents.…; without a buffer, each is in the file when add() returns."""

    def __init__(self, folder="logs", buffering=0, clock=lambda: 1700000000):
        self.clock = clock
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, f"events.out.tfevents.1700000000.{os.getpid()}")
        self.file = open(path, "ab", buffering=buffering)
        self.record(b"\x1a\x0dbrain.Event:2")

    def record(self, event):
        event = struct.pack("<Bd", 0x09, self.clock()) + event
        length = struct.pack("<Q", len(event))
        self.file.write(
            length + struct.pack("<I", masked_crc32c(length)) + event + struct.pack("<I", masked_crc32c(event)))

    def add(self, tag, value, step):
        tag = tag.encode()
        value = b"\x0a" + bytes([len(tag)]) + tag + b"\x15" + struct.pack("<f", value)
        summary = b"\x0a" + bytes([len(value)]) + value
        self.record(b"\x10" + varint(step) + b"\x2a" + bytes([len(summary)]) + summary)
