#!/usr/bin/env python3
"""descriptors.py FACE_BENCH PYTHON MODELS FOLDER: the greatest difference of a number, ours and face_recognition's.

Pictures are decoded by one decoder for both and put into FOLDER as PNG, so that the matcher is compared and not the
JPEG library; with less than a megapixel, so that both search the same pixels.
"""

import glob
import json
import os
import subprocess
import sys

LIMIT = 1e-5
DECODE = """
import cv2, sys
picture = cv2.imread(sys.argv[1])
scale = min(1, (900_000 / (picture.shape[0] * picture.shape[1])) ** 0.5)
cv2.imwrite(sys.argv[2], cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
"""
PEERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "face_peers.py")


def numbers(words):
    run = subprocess.run(words, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def main():
    bench, python, models, folder = sys.argv[1:]
    pictures = []
    for source in sorted(glob.glob(f"{models}/*.jpg")):
        pictures.append(f"{folder}/{os.path.basename(source)[:-4]}.png")
        subprocess.run([python, "-c", DECODE, source, pictures[-1]], check=True)
    ours = numbers([bench, "descriptors", "--models", models, *pictures])
    theirs = numbers([python, PEERS, "descriptors", *pictures])
    if not pictures or len(ours) != len(pictures) or len(theirs) != len(pictures):
        raise SystemExit("not every picture has a descriptor")
    worst = 0.0
    for picture, one, other in zip(pictures, ours, theirs):
        difference = max(abs(a - b) for a, b in zip(one, other))
        worst = max(worst, difference)
        print(f"{os.path.basename(picture)}: {difference:.2e}")
    print(f"{len(pictures)} pictures, greatest difference {worst:.2e}, limit {LIMIT:.0e}")
    return worst >= LIMIT


if __name__ == "__main__":
    sys.exit(main())
