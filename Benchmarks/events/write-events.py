# SPDX-License-Identifier: Apache-2.0
"""Writes an event file of scalars: half `simple_value`, half TensorFlow 2's tensors, eight tags in turn.

    python write-events.py FILE BYTES

No package is needed; the checksums are computed here.
"""
import struct
import sys

TABLE = []
for byte in range(256):
    crc = byte
    for _ in range(8):
        crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    TABLE.append(crc)


def masked_checksum(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    crc ^= 0xFFFFFFFF
    return (crc >> 15 | crc << 17) + 0xA282EAD8 & 0xFFFFFFFF


HEADERS = {}


def record(payload):
    length = len(payload)
    if length not in HEADERS:
        header = struct.pack("<Q", length)
        HEADERS[length] = header + struct.pack("<I", masked_checksum(header))
    return HEADERS[length] + payload + struct.pack("<I", masked_checksum(payload))


def varint(number):
    encoded = b""
    while number >= 0x80:
        encoded += bytes([number & 0x7F | 0x80])
        number >>= 7
    return encoded + bytes([number])


def message(field, payload):
    return varint(field << 3 | 2) + varint(len(payload)) + payload


def event(step, wall_time, value):
    step_field = b"\x10" + varint(step) if step else b""
    return b"\x09" + struct.pack("<d", wall_time) + step_field + message(5, message(1, value))


def simple_value(tag, number):
    return message(1, tag) + b"\x15" + struct.pack("<f", number)


def tensor(tag, number):
    """A scalar as `tf.summary` writes it, its element as `float_val`."""
    scalar = b"\x08\x01" + message(2, b"") + message(5, struct.pack("<f", number))
    metadata = message(1, message(1, b"scalars"))
    return message(1, tag) + message(8, scalar) + message(9, metadata)


TAGS = [(b"loss", simple_value), (b"epoch_loss", tensor), (b"accuracy", simple_value), (b"epoch_acc", tensor),
        (b"val/loss", simple_value), (b"eval/auc", tensor), (b"lr", simple_value), (b"norm", tensor)]


def main():
    path, size = sys.argv[1], int(sys.argv[2])
    start = 1_700_000_000.0
    points = 0
    with open(path, "wb", buffering=1 << 20) as file:
        written = file.write(record(b"\x09" + struct.pack("<d", start) + message(3, b"brain.Event:2")))
        while written < size:
            step, turn = divmod(points, len(TAGS))
            tag, encode = TAGS[turn]
            value = encode(tag, 1 / (1 + step) + turn)
            written += file.write(record(event(step, start + points * 0.0078125, value)))
            points += 1
    print(points)


main()
