"""A second kioskd in the folder of a demonstration: a terminal without a hall, with a state folder of its own."""

import os
import re

import desk


def configuration(folder, name, printer=None):
    """Writes `name`.yaml, made from the demonstration's; `printer` is a device in place of its own.

    Returns its path and the port of its screens."""
    with open(f"{folder}/kioskd.yaml") as file:
        text = file.read()
    state, port = f"{folder}/{name}-kiosk", desk.free_port()
    # The code of the demonstration's hall is used up.
    text = re.sub(r"(?m)^hall:\n(?:  .*\n)*", "", text)
    text = re.sub(r"(?m)^(  folder:).*$", rf"\1 {state}", text)
    text = re.sub(r"(?m)^(screens:\n(?:  .*\n)*?  port:).*$", rf"\1 {port}", text)
    text = re.sub(r"(?m)^(door:\n(?:  .*\n)*?  port:).*$", rf"\1 {desk.free_port()}", text)
    text = re.sub(r"/(control|vision|sign|token)\.sock", rf"/{name}-\1.sock", text)
    if printer:
        text = re.sub(r"(?m)^(printer:\n(?:  .*\n)*?  device:).*$", rf'\1 "{printer}"', text)
    path = f"{folder}/{name}.yaml"
    with open(path, "w") as file:
        file.write(text)
    os.makedirs(state, mode=0o700, exist_ok=True)
    return path, port
