#!/usr/bin/env python3
"""The peers of the face figures, warm: `face_recognition` with its defaults, and a loop as Howdy runs it.

Runs in a virtual environment with face_recognition, dlib and OpenCV. Each line of input names the peer and a frame;
each line of output is milliseconds from the bytes of the frame to a descriptor. `descriptors PICTURE...` prints the
numbers of each picture instead, for the comparison with ours.
"""

import json
import sys
import time

import cv2
import dlib
import numpy

import face_recognition_models

SHAPE = face_recognition_models.pose_predictor_five_point_model_location()
NETWORK = face_recognition_models.face_recognition_model_location()


def face_recognition_peer():
    import face_recognition

    def run(data):
        frame = cv2.imdecode(numpy.frombuffer(data, numpy.uint8), cv2.IMREAD_COLOR)
        return face_recognition.face_encodings(numpy.ascontiguousarray(frame[:, :, ::-1]))

    return run


def howdy_peer():
    """Reads at full size, equalises (CLAHE), scales to 320 lines, searches enlarged once, describes."""
    detector = dlib.get_frontal_face_detector()
    shape = dlib.shape_predictor(SHAPE)
    network = dlib.face_recognition_model_v1(NETWORK)
    clahe = cv2.createCLAHE(clipLimit=2.0, tileGridSize=(8, 8))

    def run(data):
        frame = cv2.imdecode(numpy.frombuffer(data, numpy.uint8), cv2.IMREAD_COLOR)
        gray = clahe.apply(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY))
        scale = 320 / frame.shape[0]
        frame = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        gray = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        faces = detector(gray, 1)
        return [network.compute_face_descriptor(frame, shape(frame, face), 1) for face in faces]

    return run


def descriptors(pictures):
    """The reference of face_recognition's own way, with its five-point model and HOG boxes without enlarging."""
    detector = dlib.get_frontal_face_detector()
    shape = dlib.shape_predictor(SHAPE)
    network = dlib.face_recognition_model_v1(NETWORK)
    for picture in pictures:
        frame = cv2.imread(picture, cv2.IMREAD_COLOR)[:, :, ::-1].copy()
        box = max(detector(cv2.imread(picture, cv2.IMREAD_GRAYSCALE), 0), key=lambda face: face.area())
        print(json.dumps(list(network.compute_face_descriptor(frame, shape(frame, box)))), flush=True)


def main():
    if sys.argv[1:2] == ["descriptors"]:
        return descriptors(sys.argv[2:])
    peers = {"face_recognition": face_recognition_peer(), "howdy": howdy_peer()}
    for line in sys.stdin:
        peer, path = line.rstrip("\n").split(" ", 1)
        with open(path, "rb") as file:
            data = file.read()
        began = time.monotonic()
        found = peers[peer](data)
        took = (time.monotonic() - began) * 1000
        print(took if len(found) == 1 else "no face", flush=True)


if __name__ == "__main__":
    main()
