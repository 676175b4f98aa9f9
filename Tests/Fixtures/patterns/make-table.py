#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What Python's re makes of patterns and texts: run in this folder, with Python 3.11 or later; writes python-re.jsonl.

Each line: a pattern, whether re accepts it, the names of its groups, and for each text the byte ranges of the
groups of the first match (-1 where a group took no part), or null where there is none.
"""
import json
import random
import re
import warnings

warnings.simplefilter("ignore")

TEXTS = [
    "", "a", "b", "ab", "ba", "aab", "abab", "abcabc", "xaby", "aaa", "\n", "a\n", "a\nb", "é", "aé b", "日本語 a", "A_b-9",
    "epoch 3: loss=0.25, val_acc=0.91", "step=100 acc: 1e-3", "acc=.5 acc=.75", "loss nan", "acc -inf", "[2026] INFO acc 91%",
    '{"acc": 0.5, "step": 7}', "{}", "a{2}", "x{,}", "(a|b)*", "tab\there", "  12  ", "aAbB", "foo.bar", "\\d", "]", "^a$", "\x00",
]

WRITTEN = r"""
a|ab
(a|ab)(c|bcd)?
(?:a|ab)(?:c|bc)
a*
a*?
a+?b
(a+)(a*)
(a+?)(a*)
(a{2})(a?)
a{2,}
a{,2}
a{,}
a{0}
a{2,3}?
(a|b)*
(a|b)*?b
(?:(a)|b)*
(?:(a)|(b))+
(a*)+
(?:a*)*b
(|a)+
(a|)b
(?:a|b|)c
^a
^a$
a$
\Aa\Z
$
^
^$
\b
\Ba
\bab\b
\w+
\W
\d+
\D+
\s+
\S+
[abc]+
[^abc]+
[a-c0-9_]+
[]a]
[^]a]
[a-]
[-a]
[a\-z]
[\d.]+
[^\W\d]+
[\s\S]
[\b]
[.]
.
..
.*
(.*)(\d+)
(.*?)(\d+)
.*b
{
{}
a{
a{b}
{"acc": (\d\.\d)
\{\}
\(a\|b\)\*
\\d
\.
\x61
\u65e5
\U000065e5
日.語
é+
[é本]
[^a]
\t
\n
(?i)ab
(?i)[a]+
(?i)[^a]
(?i)É
(?P<value>\d+)
(?P<step>\d+).*?(?P<value>[-+.\d]+)
epoch (?P<step>\d+): .*val_acc=(?P<value>\S+)
acc[=: ]+(?P<value>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|nan|[-+]?inf)
acc\W+(\S+)
loss (nan)|acc (\S+)
(\d+)%
(a)(b)?
(a)|(b)
(?:x(a)|y(b))?a
((a)(b))
((a)|(b))*
(a?)(ab)?
(a??)(ab)?
x*
x?a
(?:ab|a)b
(?:ab|a)*c?
()a
(?:)a
|a
a|
a||b
[^\n]*
[\x00-\x1f]
[a-zA-Z_]\w*
\d{1,3}(?:\.\d{1,3})?
(?:\s|^)(\S+)=(\S+)
"""

REFUSED = r"""
*a
a**
a{2}{3}
+
?
a|*
(a
a)
[a
[b-a]
[a-\d]
\
\q
\x1
\u12
(?P<1a>b)
(?P<>b)
(?P<a
(?P<a>b)(?P<a>c)
(?z)
a{3,2}
(?P<a-b>c)
\Q
"""


def spans(match, text):
    def offset(place):
        return len(text[:place].encode())
    return [[offset(a), offset(b)] if a >= 0 else [-1, -1] for a, b in (match.span(i) for i in range(match.re.groups + 1))]


def row(pattern, texts):
    try:
        compiled = re.compile(pattern, re.ASCII)
    except re.error:
        return {"pattern": pattern, "accepted": False}
    names = [None] * compiled.groups
    for name, number in compiled.groupindex.items():
        names[number - 1] = name
    cases = []
    for text in texts:
        match = compiled.search(text)
        cases.append({"text": text, "groups": spans(match, text) if match else None})
    return {"pattern": pattern, "accepted": True, "names": names, "cases": cases}


class Generator:
    """Random patterns. What may be empty is never repeated with a group inside: there, a machine differs knowingly."""

    ATOMS = ["a", "b", "c", ".", "[ab]", "[^a]", r"\w", r"\d", "1", r"\s"]

    def __init__(self, seed):
        self.random = random.Random(seed)

    def node(self, depth):
        """A pattern, whether it may be empty, whether it has a capturing group."""
        kind = self.random.randrange(10 if depth > 0 else 3)
        if kind < 3:
            return self.random.choice(self.ATOMS), False, False
        if kind < 6:
            parts = [self.node(depth - 1) for _ in range(self.random.randrange(2, 4))]
            text = "".join(f"(?:{t})" if "|" in t else t for t, _, _ in parts)
            return text, all(e for _, e, _ in parts), any(g for _, _, g in parts)
        if kind < 7:
            parts = [self.node(depth - 1) for _ in range(2)]
            return "|".join(t for t, _, _ in parts), any(e for _, e, _ in parts), any(g for _, _, g in parts)
        if kind < 8:
            text, empty, _ = self.node(depth - 1)
            return f"({text})", empty, True
        if kind < 9:
            place = self.random.choice(["^", "$", r"\b", r"\B"])
            text, empty, group = self.node(depth - 1)
            text = f"(?:{text})" if "|" in text else text
            return (place + text if self.random.random() < 0.5 else text + place), empty, group
        text, empty, group = self.node(depth - 1)
        quantifier = self.random.choice(["*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}"])
        if empty and group:
            quantifier = "?"
        lazy = self.random.choice(["", "?"])
        return f"(?:{text}){quantifier}{lazy}", empty or quantifier[:2] in ("*", "?", "{0"), group


def main():
    rows = [row(pattern, TEXTS) for pattern in (WRITTEN + REFUSED).split("\n") if pattern]
    generator = Generator(5)
    # No text is empty: until Python 3.14, \B did not hold in one.
    for _ in range(600):
        pattern, _, _ = generator.node(4)
        texts = ["".join(generator.random.choice("aabbc1 \n") for _ in range(generator.random.randrange(1, 9))) for _ in range(6)]
        rows.append(row(pattern, texts))
    with open("python-re.jsonl", "w", encoding="utf-8") as file:
        for entry in rows:
            file.write(json.dumps(entry, ensure_ascii=True, separators=(",", ":")) + "\n")


main()
