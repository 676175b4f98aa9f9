# SPDX-License-Identifier: Apache-2.0
"""A hundred hostile requests of each class: none gets what it wants, none ends the server, none leaves a secret in its log.

Prints how many of each class were refused."""
import json
import os
import random
import socket
import sys

PORT, OWNER, VIEWER, HOME = int(os.environ["ATTUNE_PORT"]), os.environ["OWNER"], os.environ["VIEWER"], os.environ["ATTUNE_HOME"]
HOST = f"127.0.0.1:{PORT}"
RANDOM = random.Random(1)
COUNT = int(os.environ.get("HOSTILE", "100"))
# Whoever sees one of these has got out.
SECRETS = [OWNER.encode(), VIEWER.encode(), b"root:x:0", b"the secret outside"]


def exchange(data, timeout=10):
    """What the server answers to these bytes, until it closes or says nothing more."""
    with socket.create_connection(("127.0.0.1", PORT), timeout=timeout) as connection:
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            # It closes on whom it will not listen to.
            pass
        answer = b""
        try:
            while chunk := connection.recv(65536):
                answer += chunk
        except (ConnectionResetError, TimeoutError):
            pass
        return answer


def request(method, target, headers=(), body=b"", host=HOST, token=OWNER):
    lines = [f"{method} {target} HTTP/1.1".encode("latin-1", "replace")]
    if host is not None:
        lines.append(f"Host: {host}".encode("latin-1", "replace"))
    if token:
        lines.append(f"Authorization: Bearer {token}".encode())
    lines += [header if isinstance(header, bytes) else header.encode("latin-1", "replace") for header in headers]
    if body or method in ("POST", "PUT", "PATCH"):
        lines.append(f"Content-Length: {len(body)}".encode())
    return b"\r\n".join(lines + [b"Connection: close", b"", body])


def status(answer):
    return int(answer[9:12]) if answer[:5] == b"HTTP/" else 0


def check(name, answers, allowed):
    """- Parameter allowed: statuses; 0 is a connection that was closed without a word."""
    for sent, answer in answers:
        for secret in SECRETS:
            assert secret not in answer, f"{name}: {sent[:200]!r} got {answer[:400]!r}"
        assert status(answer) in allowed, f"{name}: {sent[:300]!r} was answered {answer[:300]!r}"
        if status(answer):
            assert b"access-control" not in answer.lower(), "no other site may read an answer"
    assert status(exchange(request("GET", "/healthz", token=None))) == 200, f"the server did not survive '{name}'"
    print(f"{name}: {len(answers)} refused")


def each(makers):
    """A hundred requests, by makers in turn."""
    sent = [makers[i % len(makers)](i) for i in range(max(COUNT, len(makers)))]
    return [(data, exchange(data)) for data in sent]


def traversal():
    os.makedirs(f"{HOME}/gs/bucket/folder", exist_ok=True)
    with open(f"{HOME}/outside", "w") as file:
        file.write("the secret outside")
    for link, target in [("link", f"{HOME}/outside"), ("up", HOME), ("folder/root", "/")]:
        if not os.path.lexists(f"{HOME}/gs/bucket/{link}"):
            os.symlink(target, f"{HOME}/gs/bucket/{link}")
    dots = ["..", "%2e%2e", ".%2e", "%2E.", "%252e%252e", "..%00", "%c0%ae%c0%ae", "%uff0e%uff0e", "..;", "....", "．．"]
    slashes = ["/", "%2f", "%2F", "%252f", "%5c", "\\", "//", "%c0%af", "/./", "%2f%2f"]
    wanted = ["outside", "server/owner.token", "etc/passwd"]
    paths = [(dot + slash) * depth + want for dot in dots for slash in slashes for want in wanted for depth in (2, 6)]
    paths += ["link", "up/outside", "up%2Foutside", "folder/root/etc/passwd", "folder%2Froot%2Fetc%2Fpasswd",
              "/etc/passwd", "%2fetc%2fpasswd", f"{HOME}/outside", "file:///etc/passwd", "up%2Fserver%2Fowner.token"]
    places = ["/storage/v1/b/bucket/o/{}?alt=media", "/download/storage/v1/b/bucket/o/{}?alt=media",
              "/storage/v1/b/{}/o", "/v1/projects/p/jobs/{}", "/v1/projects/p/jobs/x/trials/{}/logs",
              "/v1/projects/p/locations/l/studies/{}", "/{}"]
    RANDOM.shuffle(paths)
    pairs = [(place, path) for path in paths[:max(COUNT // 4, 25)] + paths[-10:] for place in places]
    sent = [request("GET", place.format(path)) for place, path in pairs]
    sent += [request("DELETE", f"/storage/v1/b/bucket/o/{path}") for path in paths[:20]]
    sent += [request("POST", f"/upload/storage/v1/b/bucket/o?uploadType=media&name={path}", body=b"owned") for path in paths[:40]]
    check("traversal", [(data, exchange(data)) for data in sent], {400, 404, 409, 405, 0, 200})
    with open(f"{HOME}/outside") as file:
        assert file.read() == "the secret outside"
    assert os.path.exists(f"{HOME}/server/owner.token")


def rebinding():
    hosts = ["evil.example", f"evil.example:{PORT}", "127.0.0.1.nip.io", "localhost.evil.example", "0.0.0.0", "127.0.0.2",
             f"{HOST}@evil.example", "evil.example#127.0.0.1", "[::ffff:7f00:1]", "", "127.1", "2130706433",
             "LOCALHOST.EVIL.EXAMPLE", f"evil.example, {HOST}", "localhost:80:80", "%6cocalhost"]
    makers = [lambda i: request("GET", "/v1/projects/p/jobs", host=hosts[i % len(hosts)]),
              lambda i: request("POST", "/v1/projects/p/jobs", host=hosts[i % len(hosts)], body=b"{}"),
              lambda i: request("GET", f"http://{hosts[i % len(hosts)]}/v1/projects/p/jobs", host=hosts[i % len(hosts)]),
              lambda i: request("GET", "/v1/projects/p/jobs", host=None)]
    check("rebinding", each(makers), {400, 421, 0})


def cross_origin():
    origins = ["http://evil.example", "null", "https://127.0.0.1", f"http://127.0.0.1:{PORT + 1}", "file://", "",
               f"http://{HOST}.evil.example", f"http://localhost:{PORT}", "chrome-extension://x", f"http://{HOST}/"]
    methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    makers = [lambda i: request(methods[i % 5], "/v1/projects/p/jobs/x", [f"Origin: {origins[i % len(origins)]}"], b"{}"),
              lambda i: request(methods[i % 5], "/v1/projects/p/jobs/x", ["Sec-Fetch-Site: cross-site"], b"{}"),
              lambda i: request(methods[i % 5], "/storage/v1/b/bucket/o/x", ["Sec-Fetch-Site: same-site"], b"{}"),
              lambda i: request("POST", f"/v1/projects/p/jobs?key={OWNER}", [f"Origin: {origins[i % len(origins)]}",
                                "Content-Type: text/plain"], b"{}", token=None)]
    check("cross-origin", each(makers), {403})
    preflights = [request("OPTIONS", "/v1/projects/p/jobs", ["Origin: http://evil.example",
                  "Access-Control-Request-Method: POST"], token=None) for _ in range(10)]
    check("preflights", [(data, exchange(data)) for data in preflights], {403, 401, 405})


def tokens():
    def forged(i):
        kinds = ["", "x", OWNER[:-1], OWNER + "x", OWNER.swapcase(), OWNER[::-1], VIEWER[:20] + OWNER[20:], "null",
                 "undefined", "Bearer", "' OR 1=1 --", "a" * 5000, OWNER.encode().hex(), "\x00", OWNER + "\x00"]
        return kinds[i % len(kinds)]
    makers = [lambda i: request("GET", "/v1/projects/p/jobs", [f"Authorization: Bearer {forged(i)}"], token=None),
              lambda i: request("GET", f"/v1/projects/p/jobs?key={forged(i + 1).encode().hex()}", token=None),
              lambda i: request("POST", "/v1/projects/p/jobs", [f"Authorization: Basic {OWNER}"], b"{}", token=None),
              lambda i: request("GET", "/v1/projects/p/jobs", [f"Cookie: token={OWNER}"], token=None),
              lambda i: request("GET", "/metrics", [f"X-Goog-Api-Key: {forged(i + 1).encode().hex()}"], token=None),
              lambda i: request("GET", f"/v1/projects/p/jobs?key={OWNER}", ["Authorization: Bearer wrong"], token=None)]
    check("tokens", each(makers), {400, 401, 414, 429, 431, 0})
    changes = [("POST", "/v1/projects/p/jobs"), ("POST", "/v1/projects/p/jobs/x:cancel"), ("PATCH", "/v1/projects/p/jobs/x"),
               ("POST", "/storage/v1/b"), ("DELETE", "/storage/v1/b/bucket"), ("DELETE", "/storage/v1/b/bucket/o/x"),
               ("POST", "/upload/storage/v1/b/bucket/o?uploadType=media&name=x"), ("PUT", "/upload/storage/v1/b/bucket/o"),
               ("POST", "/v1/projects/p/locations/l/studies"), ("POST", "/v1/projects/p/locations/l/studies/s/trials:suggest")]
    check("viewers", each([lambda i: request(*changes[i % len(changes)], body=b"{}", token=VIEWER)]), {403})


def oversize():
    big = b"x" * (2 << 20)
    makers = [lambda i: request("POST", "/v1/projects/p/jobs", body=b'{"jobId": "' + big + b'"}'),
              lambda i: request("GET", "/v1/projects/p/jobs", [f"X-Filler-{k}: {'y' * 1000}" for k in range(60)]),
              lambda i: request("GET", "/v1/projects/p/jobs", ["X-Filler: " + "y" * 100_000]),
              lambda i: request("GET", "/v1/projects/p/jobs?filter=" + "a:b+" * 3000),
              lambda i: request("GET", "/" + "a/" * 6000),
              lambda i: request("GET", "/v1/projects/p/jobs", [f"X-{k}: y" for k in range(500)]),
              lambda i: request("POST", "/v1/projects/p/jobs", body=b"[" * 200_000 + b"]" * 200_000),
              lambda i: request("POST", "/v1/projects/p/jobs", body=b'{"a":' * 100_000 + b"1" + b"}" * 100_000)]
    check("oversize", each(makers), {400, 413, 414, 431, 0})


def malformed():
    def body(i):
        whole = json.dumps({"jobId": "x", "trainingInput": {"pythonModule": "m", "packageUris": ["gs://bucket/x"],
                            "hyperparameters": {"params": [{"parameterName": "a", "type": "DOUBLE"}]}}}).encode()
        cut = whole[:RANDOM.randrange(1, len(whole))]
        flipped = bytearray(whole)
        flipped[RANDOM.randrange(len(whole))] = RANDOM.randrange(256)
        return [cut, bytes(flipped), b"\xff\xfe" + whole, b"null", b"[]", b"1e999", b'{"jobId": 1e400}', b"{,}", b'"x"',
                b'{"jobId": "\\ud800"}', b"{'a': 1}", b'{"a": NaN}', whole + b"}", b"\x00", b'{"trainingInput": []}',
                b'{"trainingInput": {"hyperparameters": 3}}', b'{"jobId": {"a": []}}'][i % 17]
    targets = ["/v1/projects/p/jobs", "/storage/v1/b", "/upload/storage/v1/b/bucket/o?uploadType=resumable&name=",
               "/v1/projects/p/locations/l/studies"]
    makers = [lambda i: request("POST", targets[i % len(targets)], ["Content-Type: application/json"], body(i))]
    check("malformed JSON", each(makers), {400, 404, 409})


def header_tricks():
    get = f"GET /v1/projects/p/jobs HTTP/1.1\r\nHost: {HOST}\r\n".encode()
    key = f"Authorization: Bearer {OWNER}\r\n".encode()
    hidden = b"GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    tricks = [
        b"POST /v1/projects/p/jobs HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\n" + key
        + b"Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        b"POST /v1/projects/p/jobs HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\n" + key
        + b"Content-Length: 4\r\nContent-Length: 40\r\n\r\n{}{}" + hidden,
        get + b"Host: evil.example\r\n\r\n",
        b"GET /v1/projects/p/jobs HTTP/1.1\r\nHost: evil.example\r\nHost: " + HOST.encode() + b"\r\n\r\n",
        get + b"Authorization : Bearer " + OWNER.encode() + b"\r\n\r\n",
        get + b"X: a\r\n b\r\n\r\n", get + b"X: a\nAuthorization: Bearer y\r\n\r\n", get + b"\x00: x\r\n\r\n",
        b"GET /v1/projects/p/jobs HTTP/9.9\r\nHost: " + HOST.encode() + b"\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET\r\n\r\n", b"\r\n\r\n\r\n", b"GET / HTTP/0.9\r\n\r\n",
        b"POST /v1/projects/p/jobs HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\n" + key
        + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nx\r\n0\r\n\r\n",
        b"POST /v1/projects/p/jobs HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\n" + key
        + b"Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}", b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"TRACE / HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\n" + key + b"\r\n",
        get + b"X-HTTP-Method-Override: DELETE\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n",
        b"G\xc3\x89T /v1/projects/p/jobs HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\n\r\n",
    ]
    check("header tricks", each([lambda i: tricks[i % len(tricks)]]), {400, 401, 403, 404, 405, 421, 505, 501, 0})


def numbers():
    """Numbers at the ends of what a machine holds."""
    ends = ["9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551616", "-1", "1e400", "0x10",
            "NaN", "1" * 400, "+5", " 5", "\u0665"]
    with open(f"{HOME}/gs/bucket/object", "w") as file:
        file.write("content")
    makers = [lambda i: request("GET", "/storage/v1/b/bucket/o/object?alt=media", [f"Range: bytes={ends[i % 12]}-{ends[i % 11]}"]),
              lambda i: request("GET", "/storage/v1/b/bucket/o/object?alt=media", [f"Range: bytes=-{ends[i % 12]}"]),
              lambda i: request("GET", f"/v1/projects/p/jobs?pageSize={ends[i % 9]}"),
              lambda i: request("GET", f"/storage/v1/b/bucket/o?maxResults={ends[i % 9]}"),
              lambda i: request("GET", f"/v1/projects/p/jobs/x/trials/{ends[i % 9]}"),
              lambda i: request("GET", f"/v1/projects/p/jobs/x/events?after={ends[i % 9]}"),
              lambda i: request("PUT", f"/upload/storage/v1/b/bucket/o?upload_id={'0' * 32}",
                                [f"Content-Range: bytes {ends[i % 9]}-{ends[i % 7]}/{ends[i % 5]}"], b"x")]
    check("numbers", each(makers), {200, 206, 400, 404, 416, 0})


def log_escapes():
    makers = [lambda i: request("GET", "/v1/\x1b[2J\x1b]0;owned\x07/x"), lambda i: request("GET", "/a%1b%5b2J%0a127.0.0.1%20GET"),
              lambda i: request("GET", "/v1/projects/p/jobs/%0d%0aX-Owned:%201"),
              lambda i: request("GET", f"/v1/projects/p/jobs/x?key={VIEWER}&filter=%1b%5b31m"),
              lambda i: request("POST", "/v1/projects/p/jobs", body=json.dumps(
                  {"jobId": "\x1b[2J", "trainingInput": {"\x1b]0;owned\x07": "\r\nowned"}}).encode()),
              lambda i: request("GET", "/v1/projects/\u202e/jobs".encode().decode("latin-1"))]
    answers = each(makers)
    check("log escapes", answers, {400, 404, 0})
    for _, answer in answers:
        head = answer.split(b"\r\n\r\n")[0].lower()
        assert b"x-owned" not in head and b"\x1b" not in answer, answer


for attack in [traversal, rebinding, cross_origin, tokens, oversize, malformed, header_tricks, numbers, log_escapes]:
    if not sys.argv[1:] or attack.__name__ in sys.argv[1:]:
        attack()
