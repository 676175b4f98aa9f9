# SPDX-License-Identifier: Apache-2.0
"""Clients that send a byte now and then, or read nothing: others are answered meanwhile, and these lose their places."""
import os
import socket
import time
import urllib.request

PORT, OWNER = int(os.environ["ATTUNE_PORT"]), os.environ["OWNER"]
HEAD = f"POST /v1/projects/p/jobs HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nAuthorization: Bearer {OWNER}\r\n"


def connect(data):
    connection = socket.create_connection(("127.0.0.1", PORT), timeout=90)
    connection.sendall(data.encode())
    return connection


def is_closed(connection):
    connection.setblocking(False)
    try:
        while connection.recv(65536):
            pass
        return True
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True


bodies = [connect(HEAD + "Content-Length: 100000\r\n\r\n{") for _ in range(50)]
heads = [connect(HEAD) for _ in range(50)]
begin = time.monotonic()
while (open_ := [c for c in bodies if not is_closed(c)]) and time.monotonic() - begin < 60:
    for connection in open_ + heads:
        try:
            connection.setblocking(True)
            connection.sendall(b"x")
        except (BrokenPipeError, ConnectionResetError):
            pass
    asked = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=30) as answer:
        assert answer.status == 200
    time.sleep(1)
assert not open_, f"{len(open_)} slow bodies are still waited for"
print(f"slow bodies were let go after {time.monotonic() - begin:.0f} s")
