#pragma once
#include <stddef.h>
#include <stdint.h>

/// A camera behind V4L2, streaming JPEG frames by mapped buffers. One thread at a time. Each function answers 0 or an
/// errno value.
typedef struct ck_v4l2_camera ck_v4l2_camera;

/// Opens a capture device and asks for MJPEG of about this size and rate.
/// ENOTTY: not a camera. EPROTONOSUPPORT: it offers no MJPEG. EBUSY, EACCES, ENOENT, ENODEV as usual.
int ck_v4l2_open(
    const char *path, uint32_t width, uint32_t height, uint32_t frames_per_second, ck_v4l2_camera **camera);

/// What the device calls itself, and its driver; valid until it is closed.
const char *ck_v4l2_name(const ck_v4l2_camera *camera);
const char *ck_v4l2_driver(const ck_v4l2_camera *camera);

/// Maps the buffers and starts streaming.
int ck_v4l2_start(ck_v4l2_camera *camera);

/// Lends the newest whole frame and gives older ones back to the driver. ETIMEDOUT: none in time. ENODEV: the camera is
/// gone. The frame must be released before the next call.
int ck_v4l2_newest(
    ck_v4l2_camera *camera, int timeout_milliseconds, const uint8_t **bytes, size_t *count, uint32_t *index);

/// Zeroes a lent frame and gives it back to the driver.
int ck_v4l2_release(ck_v4l2_camera *camera, uint32_t index);

/// Stops, zeroes all buffers and closes.
void ck_v4l2_close(ck_v4l2_camera *camera);
