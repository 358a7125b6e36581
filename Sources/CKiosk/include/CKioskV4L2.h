#pragma once
#include <stddef.h>
#include <stdint.h>

/// A camera behind V4L2, streaming frames by four mapped buffers. One thread at a time. Each function answers 0 or an errno
/// value.
typedef struct ck_v4l2_camera ck_v4l2_camera;

/// How the driver gives pictures.
typedef struct ck_v4l2_format {
    uint32_t width;
    uint32_t height;
    /// Of YUYV; 0 for JPEG.
    uint32_t bytes_per_line;
    /// 1 for JPEG frames, 0 for YUYV.
    int is_jpeg;
    /// Frames a second as the driver promises them; 0 when it does not say.
    uint32_t frames_per_second;
} ck_v4l2_format;

/// One control of the device, as the driver describes it.
typedef struct ck_v4l2_control {
    uint32_t identifier;
    /// As V4L2 numbers them: 1 integer, 2 boolean, 3 menu, 9 integer menu.
    uint32_t type;
    char name[33];
    int32_t minimum;
    int32_t maximum;
    int32_t step;
    int32_t standard;
    int32_t value;
    /// 0 when the value cannot be read.
    int has_value;
    /// The driver does not let it be set at present.
    int is_fixed;
    /// What this program has set, when it has.
    int32_t chosen;
    int has_chosen;
} ck_v4l2_control;

/// A control that was set when the device was opened, and is set back when it is closed.
typedef struct ck_v4l2_choice {
    uint32_t identifier;
    int32_t before;
    int32_t chosen;
} ck_v4l2_choice;

/// More are never set.
enum { CK_V4L2_CHOICES = 5 };

/// What is asked of a camera.
typedef struct ck_v4l2_wish {
    uint32_t width;
    uint32_t height;
    uint32_t frames_per_second;
    /// 0: the camera focuses by itself.
    int has_focus;
    /// Where the lens stays, in the camera's own steps.
    int32_t focus;
} ck_v4l2_wish;

/// One size that a camera offers.
typedef struct ck_v4l2_size {
    uint32_t width;
    uint32_t height;
    /// The most that the driver promises at this size; 0 when it does not say.
    uint32_t frames_per_second;
} ck_v4l2_size;

/// Of the sizes that are no greater than the wish the greatest that comes at its rate or faster; when none does, the one
/// that comes fastest; the wish itself when nothing is offered within it. Raw pictures (YUYV) need it: 1280 by 720 of them
/// come about ten times a second over USB 2.
ck_v4l2_size ck_v4l2_choose_size(const ck_v4l2_size *offered, size_t count, ck_v4l2_size wish);

/// Opens a capture device without streaming: asks for MJPEG, else YUYV, of about this size and rate, and sets exposure,
/// mains frequency and focus as a kiosk wants them. Other programs may use the device until a stream is started.
/// ENOTTY: not a camera. EPROTONOSUPPORT: neither MJPEG nor YUYV. EBUSY, EACCES, ENOENT, ENODEV as usual.
int ck_v4l2_open(const char *path, const ck_v4l2_wish *wish, ck_v4l2_camera **camera);

/// What the device calls itself, and its driver; valid until it is closed.
const char *ck_v4l2_name(const ck_v4l2_camera *camera);
const char *ck_v4l2_driver(const ck_v4l2_camera *camera);
ck_v4l2_format ck_v4l2_current_format(const ck_v4l2_camera *camera);

/// Asks the driver whether the device is still there: ENODEV when it is not.
int ck_v4l2_check(ck_v4l2_camera *camera);

/// Asks for the format again (another program may have changed it), maps the buffers and starts streaming. ENOSPC: the bus
/// has no room for the stream.
int ck_v4l2_start(ck_v4l2_camera *camera);

/// Frames that were passed over.
typedef struct ck_v4l2_skipped {
    uint64_t error_buffers;
    uint64_t short_frames;
} ck_v4l2_skipped;

/// Lends the newest whole frame and gives older ones back to the driver. ETIMEDOUT: none in time. ENODEV: the camera is
/// gone. EIO: it is there, but its stream has ended. The frame must be released before the next call.
int ck_v4l2_newest(
    ck_v4l2_camera *camera, int timeout_milliseconds, const uint8_t **bytes, size_t *count, uint32_t *index,
    ck_v4l2_skipped *skipped);

/// Zeroes a lent frame and gives it back to the driver.
int ck_v4l2_release(ck_v4l2_camera *camera, uint32_t index);

/// Ends streaming, zeroes and gives back the buffers; the device stays open.
void ck_v4l2_stop(ck_v4l2_camera *camera);

/// Stops, sets the controls back to what they were, and closes.
void ck_v4l2_close(ck_v4l2_camera *camera);

/// The device's controls, `capacity` at most; answers how many.
size_t ck_v4l2_controls(const ck_v4l2_camera *camera, ck_v4l2_control *controls, size_t capacity);

/// What was set, `capacity` at most; answers how many.
size_t ck_v4l2_choices(const ck_v4l2_camera *camera, ck_v4l2_choice *choices, size_t capacity);

/// What a control that was set is set back to, when somebody knows better than the camera said. Others are left alone.
void ck_v4l2_set_before(ck_v4l2_camera *camera, uint32_t identifier, int32_t before);

/// The name of one value of a menu control. EINVAL: there is none.
int ck_v4l2_menu_name(const ck_v4l2_camera *camera, uint32_t identifier, uint32_t value, char name[33]);

/// YUYV (4:2:2, ITU-R BT.601, limited range) to RGB, three bytes a pixel without gaps. A last odd column is a pixel like
/// the others. EINVAL when size, line length and `count` do not fit each other.
int ck_yuyv_to_rgb(
    const uint8_t *yuyv, size_t count, uint32_t width, uint32_t height, uint32_t bytes_per_line, uint8_t *rgb);
