#define _GNU_SOURCE
#include "CKioskV4L2.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BUFFERS = 4, SMALLEST_FRAME = 512 };

struct ck_v4l2_camera {
    int descriptor;
    int streaming;
    char name[33];
    char driver[17];
    unsigned count;
    struct {
        void *start;
        size_t length;
    } buffers[BUFFERS];
};

static int call(int descriptor, unsigned long request, void *argument)
{
    int result;
    do {
        result = ioctl(descriptor, request, argument);
    } while (result < 0 && errno == EINTR);
    return result < 0 ? errno : 0;
}

static int offers_mjpeg(int descriptor)
{
    struct v4l2_fmtdesc format = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    while (call(descriptor, VIDIOC_ENUM_FMT, &format) == 0) {
        if (format.pixelformat == V4L2_PIX_FMT_MJPEG || format.pixelformat == V4L2_PIX_FMT_JPEG)
            return (int)format.pixelformat;
        format.index++;
    }
    return 0;
}

// Wishes: a camera that lacks a control keeps its own way.
static void set_control(int descriptor, uint32_t identifier, int32_t value)
{
    struct v4l2_control control = {.id = identifier, .value = value};
    call(descriptor, VIDIOC_S_CTRL, &control);
}

static int configure(int descriptor, uint32_t width, uint32_t height, uint32_t rate)
{
    int pixels = offers_mjpeg(descriptor);
    if (!pixels) return EPROTONOSUPPORT;
    struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    format.fmt.pix.width = width;
    format.fmt.pix.height = height;
    format.fmt.pix.pixelformat = (uint32_t)pixels;
    format.fmt.pix.field = V4L2_FIELD_ANY;
    int problem = call(descriptor, VIDIOC_S_FMT, &format);
    if (problem) return problem;
    if (format.fmt.pix.pixelformat != (uint32_t)pixels) return EPROTONOSUPPORT;
    struct v4l2_streamparm rate_wish = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    rate_wish.parm.capture.timeperframe.numerator = 1;
    rate_wish.parm.capture.timeperframe.denominator = rate;
    call(descriptor, VIDIOC_S_PARM, &rate_wish);
    set_control(descriptor, V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_APERTURE_PRIORITY);
    // Else many cameras fall to a few frames a second in the dark.
    set_control(descriptor, V4L2_CID_EXPOSURE_AUTO_PRIORITY, 0);
    set_control(descriptor, V4L2_CID_POWER_LINE_FREQUENCY, V4L2_CID_POWER_LINE_FREQUENCY_50HZ);
    return 0;
}

int ck_v4l2_open(
    const char *path, uint32_t width, uint32_t height, uint32_t frames_per_second, ck_v4l2_camera **camera)
{
    int descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return errno;
    struct v4l2_capability capability = {0};
    int problem = call(descriptor, VIDIOC_QUERYCAP, &capability);
    if (problem == EINVAL) problem = ENOTTY;
    if (!problem) {
        uint32_t abilities = capability.capabilities & V4L2_CAP_DEVICE_CAPS ? capability.device_caps
                                                                           : capability.capabilities;
        if (!(abilities & V4L2_CAP_VIDEO_CAPTURE) || !(abilities & V4L2_CAP_STREAMING)) problem = ENOTTY;
    }
    if (!problem) problem = configure(descriptor, width, height, frames_per_second);
    struct ck_v4l2_camera *made = problem ? NULL : calloc(1, sizeof *made);
    if (!made) {
        close(descriptor);
        return problem ? problem : ENOMEM;
    }
    made->descriptor = descriptor;
    memcpy(made->name, capability.card, sizeof made->name - 1);
    memcpy(made->driver, capability.driver, sizeof made->driver - 1);
    *camera = made;
    return 0;
}

const char *ck_v4l2_name(const ck_v4l2_camera *camera) { return camera->name; }
const char *ck_v4l2_driver(const ck_v4l2_camera *camera) { return camera->driver; }

static int queue(ck_v4l2_camera *camera, uint32_t index)
{
    struct v4l2_buffer buffer = {
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP, .index = index};
    return call(camera->descriptor, VIDIOC_QBUF, &buffer);
}

static int map(ck_v4l2_camera *camera, uint32_t index)
{
    struct v4l2_buffer buffer = {
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP, .index = index};
    int problem = call(camera->descriptor, VIDIOC_QUERYBUF, &buffer);
    if (problem) return problem;
    void *start =
        mmap(NULL, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED, camera->descriptor, buffer.m.offset);
    if (start == MAP_FAILED) return errno;
    madvise(start, buffer.length, MADV_DONTDUMP);
    camera->buffers[index].start = start;
    camera->buffers[index].length = buffer.length;
    camera->count = index + 1;
    return queue(camera, index);
}

int ck_v4l2_start(ck_v4l2_camera *camera)
{
    struct v4l2_requestbuffers wish = {
        .count = BUFFERS, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    int problem = call(camera->descriptor, VIDIOC_REQBUFS, &wish);
    if (problem) return problem;
    if (wish.count < 2) return ENOMEM;
    for (uint32_t index = 0; index < wish.count && index < BUFFERS && !problem; index++) problem = map(camera, index);
    if (problem) return problem;
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    problem = call(camera->descriptor, VIDIOC_STREAMON, &type);
    camera->streaming = !problem;
    return problem;
}

static int usable(const ck_v4l2_camera *camera, const struct v4l2_buffer *buffer)
{
    return !(buffer->flags & V4L2_BUF_FLAG_ERROR) && buffer->bytesused >= SMALLEST_FRAME &&
           buffer->index < camera->count && buffer->bytesused <= camera->buffers[buffer->index].length;
}

int ck_v4l2_newest(
    ck_v4l2_camera *camera, int timeout_milliseconds, const uint8_t **bytes, size_t *count, uint32_t *index)
{
    struct pollfd entry = {.fd = camera->descriptor, .events = POLLIN};
    int ready = poll(&entry, 1, timeout_milliseconds);
    if (ready < 0) return errno == EINTR ? ETIMEDOUT : errno;
    if (ready == 0) return ETIMEDOUT;
    if (entry.revents & (POLLERR | POLLHUP | POLLNVAL)) return ENODEV;
    int have = 0;
    for (;;) {
        struct v4l2_buffer buffer = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
        int problem = call(camera->descriptor, VIDIOC_DQBUF, &buffer);
        if (problem == EAGAIN) return have ? 0 : ETIMEDOUT;
        if (problem) return problem == EIO || problem == EINVAL ? ENODEV : problem;
        if (!usable(camera, &buffer)) {
            queue(camera, buffer.index);
            continue;
        }
        // A newer one: the older goes back unseen.
        if (have) queue(camera, *index);
        have = 1;
        *index = buffer.index;
        *bytes = camera->buffers[buffer.index].start;
        *count = buffer.bytesused;
    }
}

int ck_v4l2_release(ck_v4l2_camera *camera, uint32_t index)
{
    if (index >= camera->count) return EINVAL;
    explicit_bzero(camera->buffers[index].start, camera->buffers[index].length);
    return queue(camera, index);
}

void ck_v4l2_close(ck_v4l2_camera *camera)
{
    if (camera->streaming) {
        int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        call(camera->descriptor, VIDIOC_STREAMOFF, &type);
    }
    for (unsigned index = 0; index < camera->count; index++) {
        explicit_bzero(camera->buffers[index].start, camera->buffers[index].length);
        munmap(camera->buffers[index].start, camera->buffers[index].length);
    }
    close(camera->descriptor);
    free(camera);
}
