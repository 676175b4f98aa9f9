# SPDX-License-Identifier: Apache-2.0
"""Looks at a TensorBoard with a browser: what its HParams table and its list of runs show, as JSON, and two pictures.

Usage: tensorboard.py URL FOLDER ROWS    (ROWS: how many trials there must be before it looks)
"""
import json
import os
import sys

from playwright.sync_api import sync_playwright

url, folder, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")

# TensorBoard's parts hide behind shadow roots, one in another.
TEXTS = """
() => {
  const texts = [];
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE && node.parentElement?.getClientRects().length) {
      const text = node.textContent.trim();
      if (text) texts.push(text);
    }
    if (node.nodeName === "STYLE" || node.nodeName === "SCRIPT") return;
    if (node.shadowRoot) visit(node.shadowRoot);
    node.childNodes.forEach(visit);
  };
  visit(document.body);
  return texts;
}
"""


def texts(page, expected, count):
    """All that can be read on the page, once `expected` stands there so often."""
    page.wait_for_function(
        f"([word, count]) => ({TEXTS.strip()})().filter((text) => text.includes(word)).length >= count",
        arg=[expected, count], timeout=60_000)
    return page.evaluate(TEXTS)


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"])
    page = browser.new_page(viewport={"width": 1600, "height": 1100})
    seen = {}
    for name, address in [("hparams", f"{url}#hparams"), ("runs", f"{url}#timeseries")]:
        page.goto("about:blank")
        page.goto(address)
        seen[name] = texts(page, "trial-", rows)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=os.path.join(folder, f"tensorboard-{name}.png"))
    browser.close()
json.dump(seen, sys.stdout)
