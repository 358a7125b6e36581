"""Debian's Chromium opens /sign-test over the real door and sends every request; the local authority stands in the NSS
database of HOME, and no certificate error is overlooked."""

import argparse
import json
import os
import sys
import tempfile

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--untrusted", action="store_true", help="only tell what the browser says of the certificate")
    arguments = parser.parse_args()
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=options + ["--disable-dev-shm-usage"],
            ignore_https_errors=False)
        try:
            answer = {"error": refusal(context, arguments.base)} if arguments.untrusted else visit(context, arguments.base)
        finally:
            context.close()
    print(json.dumps(answer, ensure_ascii=False))
    return 0


def refusal(context, base):
    try:
        context.new_page().goto(base + "/sign-test")
    except Exception as error:
        return str(error).splitlines()[0]
    return ""


def visit(context, base):
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.goto(base + "/sign-test?lang=en")
    page.wait_for_selector("#state[data-state=open]")
    axe = Axe().run(page, options=RULES).response["violations"]
    for language in ("kk", "ru", "en"):
        page.click(f"[data-language={language}]")
        if page.evaluate("document.documentElement.lang") != language or not page.inner_text("h1"):
            errors.append(f"language {language}")
    page.click("#all")
    page.wait_for_selector("html[data-all=done]", timeout=60_000)
    replies = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('section[data-method]')]"
        ".map((s) => [s.dataset.method, s.querySelector('output').textContent]))")
    status = context.new_page()
    status.goto(base + "/")
    axe += Axe().run(status, options=RULES).response["violations"]
    return {
        "state": page.inner_text("#state"), "replies": replies, "errors": errors, "title": status.title(),
        "axe": [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in axe],
    }


if __name__ == "__main__":
    sys.exit(main())
