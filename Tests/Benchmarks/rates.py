"""Error rates of the matcher on the AT&T faces of the test data, by `kiosk-vision evaluate`."""

import json
import os
import subprocess

BEGIN, END = "<!-- made by make bench: kiosk-vision evaluate --split -->", "<!-- end -->"


def measure(options):
    data = os.environ.get("KIOSK_TEST_DATA")
    faces = f"{data}/faces/att"
    if not data or not os.path.isdir(faces):
        return {"skipped": "KIOSK_TEST_DATA names no folder with faces/att"}
    words = [f"{options.programs}/kiosk-vision", "evaluate", faces, "--models", options.models, "--population",
             "AT&T face set"]
    whole = json.loads(subprocess.check_output([*words, "--json"], text=True, stderr=subprocess.DEVNULL))
    split = subprocess.check_output([*words, "--split"], text=True, stderr=subprocess.DEVNULL)
    report, acquired = whole["report"], whole["acquisition"]
    fused = next(one for one in report["fusions"] if one["frames"] == whole["frames"])["atThreshold"]
    return {
        "people": report["people"], "used": acquired["used"], "pictures": acquired["pictures"],
        "frames": whole["frames"], "threshold": whole["threshold"], "falseNonMatches": fused["falseNonMatches"],
        "falseMatches": fused["falseMatches"], "split": split.splitlines(),
    }


def row(name, goal, rate):
    limits = rate["clustered"]
    return (
        f"| {name} | {goal} | {rate['errors']} of {rate['trials']} ({rate['rate'] * 100:.2f} %) | "
        f"{limits['lower'] * 100:.2f} to {limits['upper'] * 100:.2f} %, {rate['method']} |")


def lines(result):
    """The section of docs/benchmarks.md."""
    text = ["", "## Errors of the matcher", ""]
    if "skipped" in result:
        return [*text, f"Skipped: {result['skipped']}."]
    text += [
        f"AT&T faces, {result['people']} people, {result['used']} of {result['pictures']} pictures with a face, mean of "
        f"{result['frames']} frames against 1",
        f"picture at {result['threshold']} (`kiosk-vision evaluate`). The threshold comes from the same collection; on people "
        "that it was not", "tuned on: docs/calibration.md.", "",
        "| What | Goal | Counted | 95 % limits |", "|---|---|---|---|",
        row("false non-matches", "≤ 1 %", result["falseNonMatches"]),
        row("false matches", "none", result["falseMatches"])]
    return text


def keep(path, result):
    """Puts the table of people it was not tuned on into its place in docs/calibration.md."""
    if "skipped" in result:
        return
    with open(path) as file:
        text = file.read()
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    with open(path, "w") as file:
        file.write(before + BEGIN + "\n" + "\n".join(result["split"]) + "\n" + END + after)
