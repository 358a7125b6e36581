"""Face figures: a 720p frame to its descriptor beside its peers, turn by turn, and what a watching kiosk costs."""

import glob
import os
import socket
import statistics
import subprocess
import tempfile
import time

ROUNDS = 9


class Child:
    """A warm program that answers each line with a line."""

    def __init__(self, words, **more):
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, **more)

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"{self.process.args[0]} gave no answer to {line}")
        return answer.strip()

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)


def peers():
    """The interpreter of the environment that .ci/face-peers made, or why there is none."""
    path = os.environ.get("KIOSK_FACE_PEERS", ".build/face-peers") + "/bin/python"
    if not os.path.exists(path):
        return None, "no environment with face_recognition: run .ci/face-peers (builds dlib, about 16 minutes)"
    test = subprocess.run([path, "-c", "import cv2, dlib, face_recognition"], capture_output=True, text=True)
    if test.returncode != 0:
        return None, "the environment with face_recognition is broken: " + test.stderr.strip().splitlines()[-1]
    return path, None


def bare_loop(folder):
    """The C++ loop, compiled once for each state of its source; or why it cannot be had."""
    source = os.path.join(os.path.dirname(__file__), "face_loop.cpp")
    program = os.path.join(folder, "face_loop")
    if not os.path.exists(program) or os.path.getmtime(program) < os.path.getmtime(source):
        built = subprocess.run(
            ["g++", "-O3", "-DNDEBUG", "-std=c++17", source, "-o", program, "-ldlib", "-lopenblas", "-lturbojpeg",
             "-lm"], capture_output=True, text=True)
        if built.returncode != 0:
            return None, "the bare C++ loop does not compile: " + built.stderr.strip().splitlines()[-1]
    return program, None


def turns(children, frames):
    """Milliseconds of each child, one frame each in turn, the first round not counted."""
    times = {name: [] for name in children}
    for number in range(ROUNDS + 1):
        for name, (child, word) in children.items():
            answer = child.ask(f"{word}{frames[number % len(frames)]}")
            if number > 0:
                times[name].append(float(answer))
    return {name: round(statistics.median(values), 1) for name, values in times.items()}


def start_to_ready(options, frames, portrait):
    """Milliseconds from the start of kiosk-vision until it says that it can match."""
    times = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="kf-") as folder:
            path = f"{folder}/v.sock"
            began = time.monotonic()
            process = subprocess.Popen(
                [f"{options.programs}/kiosk-vision", "serve", "--socket", path, "--source", f"folder:{frames}?fps=15",
                 "--models", options.models], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                link.settimeout(10)
                while True:
                    try:
                        link.connect(path)
                        break
                    except OSError:
                        if process.poll() is not None or time.monotonic() - began > 10:
                            raise SystemExit("kiosk-vision did not start") from None
                        time.sleep(0.002)
                link.recv(1)
                times.append((time.monotonic() - began) * 1000)
                link.close()
            finally:
                process.kill()
                process.wait()
    return round(statistics.median(times))


def measure(options):
    portrait = f"{options.models}/obama.jpg"
    skipped = []
    result = {"skipped": skipped, "rounds": ROUNDS}
    with tempfile.TemporaryDirectory(prefix="kf-") as folder:
        bench = f"{options.programs}/face-bench"
        subprocess.run([bench, "make-frames", portrait, folder], check=True)
        frames = sorted(glob.glob(f"{folder}/*.jpg"))
        ours = Child([bench, "loop", "--models", options.models, "--portrait", portrait, "--frames", folder])
        children = {"ours": (ours, "frame ")}
        loop, reason = bare_loop(options.programs)
        if loop:
            bare = Child([loop, f"{options.models}/shape_predictor_5_face_landmarks.dat",
                          f"{options.models}/dlib_face_recognition_resnet_model_v1.dat"])
            children["bare"] = (bare, "")
        else:
            skipped.append(reason)
        python, reason = peers()
        if python:
            other = Child([python, f"{os.path.dirname(os.path.abspath(__file__))}/face_peers.py"])
            children["face_recognition"] = (other, "face_recognition ")
            children["howdy"] = (other, "howdy ")
        else:
            skipped.append(reason)
        result["frameToDescriptorMilliseconds"] = turns(children, frames)
        for child in {id(child): child for child, _ in children.values()}.values():
            if child is not ours:
                child.close()
        followed = [[float(value) for value in ours.ask("follow").split()] for _ in range(ROUNDS)]
        result["searchingMilliseconds"] = round(statistics.median(row[0] for row in followed), 1)
        result["trackingMilliseconds"] = round(statistics.median(statistics.median(row[1:]) for row in followed), 1)
        result["coreShareAt15"] = round(float(ours.ask("watch 10")), 3)
        result["decisionMilliseconds"] = round(statistics.median(float(ours.ask("decide")) for _ in range(ROUNDS)))
        ours.close()
        result["startMilliseconds"] = start_to_ready(options, folder, portrait)
    return result


def lines(result):
    """The section of docs/benchmarks.md."""
    times = result["frameToDescriptorMilliseconds"]
    ours = times["ours"]
    text = [
        "", "## Camera and face", "",
        "`face-bench` runs the classes of kiosk-vision on 1280 by 720 JPEG frames with a face of about 300 pixels, one",
        "BLAS thread each. To a descriptor is from the bytes of the frame: decode, search, landmarks, quality,",
        f"colours, aligned chip, network. All are warm and take turns; medians of {result['rounds']}. The bare loop is",
        "`Tests/Benchmarks/face_loop.cpp` (turbojpeg and dlib, no quality rules); face_recognition has its defaults;",
        "the Howdy loop is written after Howdy's steps in `Tests/Benchmarks/face_peers.py`.", "",
        "| What | Goal | Measured |", "|---|---|---|",
        f"| 720p frame → descriptor | ≤ 50 ms | {ours} ms |",
    ]
    for name, title, goal in (
            ("bare", "by the bare C++ loop", "ours ≤ 1.15 ×"),
            ("face_recognition", "by face_recognition", "≥ 10 × ours"),
            ("howdy", "by the Howdy loop", "≥ 3 × ours")):
        if name in times:
            ratio = ours / times[name] if name == "bare" else times[name] / ours
            text.append(f"| the same {title} | {goal} | {times[name]} ms, {ratio:.2f} × |")
    text += [
        f"| a frame judged, face searched for | ≤ 25 ms | {result['searchingMilliseconds']} ms |",
        f"| a frame judged, face followed | ≤ 10 ms | {result['trackingMilliseconds']} ms |",
        f"| one core at 15 frames/s | ≤ 40 % | {result['coreShareAt15'] * 100:.0f} % |",
        f"| first good frame → decision, six frames fused | ≤ 700 ms | {result['decisionMilliseconds']} ms |",
        f"| kiosk-vision: process start → ready to match | ≤ 700 ms | {result['startMilliseconds']} ms |",
    ]
    text += [f"\nSkipped: {reason}." for reason in result["skipped"]]
    return text
