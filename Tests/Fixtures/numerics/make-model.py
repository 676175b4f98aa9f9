#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes warp.txt, model.txt and minima.txt: what NumPy and SciPy say where Attune has code of its own.

Made with NumPy 2.4.6 and SciPy 1.17.1. Numbers are bit patterns of doubles, counts are decimal.

warp.txt, a line a sample: the Yeo-Johnson lambda of the largest log-likelihood among tenths of -2 ... 2, then pairs of
a value and its image. Values are standardised before the transform and after it.

model.txt, a paragraph a Gaussian process: `size` (values, features), `categories` (1 where a feature is one),
`theta` (logarithms of length scales, variance of the signal, of the noise, of the trend's coefficients), `points`, `values`; `likelihood` (minus
the log marginal likelihood without its constant) and `gradient` along theta by complex steps of 1e-30;
`at` (a point), its `mean` and `variance`.

minima.txt, a line a problem: its name, how many coordinates, lower bounds, upper bounds, start, the least value that
L-BFGS-B finds, its place.
"""
import pathlib
import struct

import numpy as np
from scipy import optimize, stats

HERE = pathlib.Path(__file__).parent
rng = np.random.default_rng(2026)


def bits(*numbers):
    return " ".join(struct.pack(">d", float(x)).hex() for x in np.ravel(numbers))


def warps():
    samples = [rng.normal(3, 2, 40), np.exp(rng.normal(0, 1, 25)), -np.exp(rng.normal(0, 2, 60)), rng.uniform(0, 1, 7)]
    samples += [np.append(rng.normal(0, 1, 30), 1e3), 1e-9 * rng.gamma(1.5, 1, 100), 1e12 + 1e6 * rng.gamma(4, 1, 20)]
    for sample in samples:
        standard = (sample - sample.mean()) / sample.std()
        score = [stats.yeojohnson_llf(k / 10, standard) for k in range(-20, 21)]
        best = int(np.argmax(score)) - 20
        image = stats.yeojohnson(standard, lmbda=best / 10)
        image = (image - image.mean()) / image.std()
        yield f"{bits(best / 10)} {bits(np.stack([sample, image], axis=1))}"


def kernel(x, z, categories, lengths, signal):
    square = 0
    for i, length in enumerate(lengths):
        u = x[:, None, i] - z[None, :, i]
        square = square + (np.where(u != 0, 1.0, 0.0) if categories[i] else u * u) / length**2
    root = np.sqrt(5 * square)
    return signal * (1 + root + 5 * square / 3) * np.exp(-root)


def terms(points, x, categories):
    """A slope and a curvature along each number, standardised by the rows of x; none where those do not differ."""
    columns = [i for i in range(x.shape[1]) if not categories[i] and x[:, i].std() > 0]
    u = (points[:, columns] - x[:, columns].mean(axis=0)) / x[:, columns].std(axis=0)
    return np.concatenate([u, (u * u - 1) / np.sqrt(2)], axis=1)


def likelihood(theta, x, y, categories):
    lengths, (signal, noise, trend) = np.exp(theta[:-3]), np.exp(theta[-3:])
    t = terms(x, x, categories)
    covariance = kernel(x, x, categories, lengths, signal) + noise * np.eye(len(y)) + trend * (t @ t.T)
    # np.linalg.det and solve take complex matrices, which complex steps need.
    return 0.5 * y @ np.linalg.solve(covariance, y) + 0.5 * np.log(np.linalg.det(covariance))


def models():
    for n, kinds in [(1, "n"), (2, "c"), (5, "nn"), (9, "nc"), (14, "ncnn"), (23, "nnncc"), (30, "nnnnnnnnnc")]:
        categories = [kind == "c" for kind in kinds]
        d = len(kinds)
        def draw(count):
            return np.stack([rng.integers(0, 3, count) * 1.0 if c else rng.random(count) for c in categories], axis=1)
        x, y = draw(n), rng.normal(0, 1, n)
        theta = np.concatenate([rng.uniform(-1.5, 1, d), [rng.uniform(-1, 1), rng.uniform(-5, -1), rng.uniform(-3, 0)]])
        gradient = []
        for i in range(d + 3):
            step = theta.astype(complex)
            step[i] += 1e-30j
            gradient.append(likelihood(step, x, y, categories).imag / 1e-30)
        lengths, (signal, noise, trend) = np.exp(theta[:-3]), np.exp(theta[-3:])
        t = terms(x, x, categories)
        inverse = np.linalg.inv(kernel(x, x, categories, lengths, signal) + noise * np.eye(n) + trend * (t @ t.T))
        yield f"size {n} {d}\ncategories " + " ".join("01"[c] for c in categories)
        yield f"theta {bits(theta)}\npoints {bits(x)}\nvalues {bits(y)}"
        yield f"likelihood {bits(likelihood(theta, x, y, categories))}\ngradient {bits(gradient)}"
        for point in draw(6):
            own = terms(point[None], x, categories)[0]
            k = kernel(point[None], x, categories, lengths, signal)[0] + trend * (t @ own)
            prior = signal + trend * (own @ own)
            yield f"at {bits(point)}\nmean {bits(k @ inverse @ y)}\nvariance {bits(prior - k @ inverse @ k)}"


def rosenbrock(x):
    return optimize.rosen(x)


def quadratic(x):
    scale = 10.0 ** np.arange(len(x))
    return 0.5 * np.sum(scale * (x - 0.3) ** 2)


def quartic(x):
    return np.sum((x - 0.25) ** 4) + 0.1 * np.sum(x) ** 2


def minima():
    for name, function, bounds, start in [
        ("rosenbrock", rosenbrock, [(-2, 2)] * 2, [-1.2, 1]),
        ("rosenbrock", rosenbrock, [(-2, 0.5)] * 2, [-1.2, 1]),
        ("rosenbrock", rosenbrock, [(1.2, 2)] * 3, [2, 2, 2]),
        ("rosenbrock", rosenbrock, [(-2, 2)] * 6, [0.5] * 6),
        ("quadratic", quadratic, [(-1, 1)] * 5, [1] * 5),
        ("quadratic", quadratic, [(0.5, 1)] + [(-1, 1)] * 3 + [(-1, 0)], [0.9, -1, -1, -1, -1]),
        ("quartic", quartic, [(-1, 1)] * 4, [1, -1, 0.5, 0]),
        ("quartic", quartic, [(0.2, 1)] * 4, [1, 1, 1, 1]),
    ]:
        found = optimize.minimize(function, start, method="L-BFGS-B", bounds=bounds,
                                  options={"maxiter": 10_000, "maxfun": 100_000, "ftol": 1e-16, "gtol": 1e-10})
        lower, upper = zip(*bounds)
        yield f"{name} {len(start)} {bits(lower, upper, start)} {bits(found.fun)} {bits(found.x)}"


for name, lines in [("warp", warps()), ("model", models()), ("minima", minima())]:
    (HERE / f"{name}.txt").write_text("\n".join(lines) + "\n")
