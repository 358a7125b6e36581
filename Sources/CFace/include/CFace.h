/// Face detection, landmarks and descriptors of dlib behind a plain C ABI. No C++ exception crosses it: every function
/// answers with a `kface_status` or with nothing.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One detector with its models. Not thread-safe: one thread at a time.
typedef struct kface_engine kface_engine;

enum {
    KFACE_OK = 0,
    KFACE_BAD_ARGUMENT = 1,
    /// The model that the call needs is not loaded.
    KFACE_NO_MODEL = 2,
    /// The bytes are not the model that they claim to be.
    KFACE_BAD_MODEL = 3,
    /// An exception inside dlib, out of memory among them.
    KFACE_INTERNAL = 4,
};
typedef int32_t kface_status;

/// Pixels, both ends inside the box.
typedef struct {
    int32_t left, top, right, bottom;
    /// Distance from the decision border of the detector; 0 is its default border, a clean face is about 2.
    double score;
} kface_box;

/// The five points of dlib's model, in pixels: outer and inner corner of the eye on the right of the picture,
/// outer and inner corner of the eye on its left, base of the nose.
typedef struct {
    float x[5];
    float y[5];
} kface_points;

/// 8-bit pixels, borrowed for the time of a call. `stride` is in bytes.
typedef struct {
    const uint8_t *pixels;
    int32_t width, height;
    size_t stride;
} kface_picture;

/// A detector without any model file (the HOG filters are compiled in); NULL when memory is short.
kface_engine *kface_create(void);
void kface_destroy(kface_engine *engine);

/// Loads the 5-point shape predictor, or the ResNet, from the bytes of its file. The network runs by code of our own
/// where the processor has AVX2 and FMA, else, and when `portable`, by dlib's.
kface_status kface_load_landmarks(kface_engine *engine, const uint8_t *bytes, size_t count);
kface_status kface_load_descriptor(kface_engine *engine, const uint8_t *bytes, size_t count, bool portable);

/// Finds faces in `region` of a gray picture, scaled first by `scale` (1 = as it is). Boxes are in pixels of the whole
/// picture, best score first. At most `capacity` are written; `found` tells how many.
kface_status kface_detect(
    kface_engine *engine, const kface_picture *gray, kface_box region, double scale, kface_box *boxes,
    int32_t capacity, int32_t *found);

/// The five points of the face in `box` of a gray picture.
kface_status kface_landmarks(
    kface_engine *engine, const kface_picture *gray, const kface_box *box, kface_points *points);

/// The 128 numbers of the face in `box` of an RGB picture, from an aligned chip of 150 pixels.
kface_status kface_describe(
    kface_engine *engine, const kface_picture *rgb, const kface_box *box, float descriptor[128]);

/// Overwrites what detector and network keep of the last face: the features of the picture, and the layers, which hold on to
/// the chip and what they made of it.
kface_status kface_forget(kface_engine *engine);

/// "dlib 19.24.0"; static storage.
const char *kface_version(void);

#ifdef __cplusplus
}
#endif
