#define _GNU_SOURCE
#include "v4l2_camera.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

// No camera packs a picture of use into less.
enum { SMALLEST_JPEG = 512 };

int ck_v4l2_call(int descriptor, unsigned long request, void *argument)
{
    int result;
    do {
        result = ioctl(descriptor, request, argument);
    } while (result < 0 && errno == EINTR);
    return result < 0 ? errno : 0;
}

// MJPEG before JPEG before YUYV; 0 for none of them.
static uint32_t offered_pixels(int descriptor)
{
    static const uint32_t wanted[] = {V4L2_PIX_FMT_MJPEG, V4L2_PIX_FMT_JPEG, V4L2_PIX_FMT_YUYV};
    unsigned best = 3;
    struct v4l2_fmtdesc format = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    for (; format.index < 256 && ck_v4l2_call(descriptor, VIDIOC_ENUM_FMT, &format) == 0; format.index++)
        for (unsigned rank = 0; rank < best; rank++)
            if (format.pixelformat == wanted[rank]) best = rank;
    return best < 3 ? wanted[best] : 0;
}

static void set_rate(ck_v4l2_camera *camera)
{
    struct v4l2_streamparm rate = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    rate.parm.capture.timeperframe.numerator = 1;
    rate.parm.capture.timeperframe.denominator = camera->wish.frames_per_second;
    camera->format.frames_per_second = 0;
    if (ck_v4l2_call(camera->descriptor, VIDIOC_S_PARM, &rate)) return;
    const struct v4l2_fract *time = &rate.parm.capture.timeperframe;
    if (time->numerator) camera->format.frames_per_second = time->denominator / time->numerator;
}

static int set_format(ck_v4l2_camera *camera)
{
    struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    format.fmt.pix.width = camera->wish.width;
    format.fmt.pix.height = camera->wish.height;
    format.fmt.pix.pixelformat = camera->pixels;
    format.fmt.pix.field = V4L2_FIELD_ANY;
    int problem = ck_v4l2_call(camera->descriptor, VIDIOC_S_FMT, &format);
    if (problem) return problem;
    if (format.fmt.pix.pixelformat != camera->pixels) return EPROTONOSUPPORT;
    int is_jpeg = camera->pixels != V4L2_PIX_FMT_YUYV;
    camera->format = (ck_v4l2_format){
        .width = format.fmt.pix.width,
        .height = format.fmt.pix.height,
        .bytes_per_line = is_jpeg ? 0 : format.fmt.pix.bytesperline,
        .is_jpeg = is_jpeg,
    };
    set_rate(camera);
    return 0;
}

static int is_camera(int descriptor, struct v4l2_capability *capability)
{
    int problem = ck_v4l2_call(descriptor, VIDIOC_QUERYCAP, capability);
    if (problem) return problem == EINVAL ? ENOTTY : problem;
    uint32_t abilities = capability->capabilities & V4L2_CAP_DEVICE_CAPS ? capability->device_caps
                                                                         : capability->capabilities;
    return abilities & V4L2_CAP_VIDEO_CAPTURE && abilities & V4L2_CAP_STREAMING ? 0 : ENOTTY;
}

// Whoever sets a format at uvcvideo may alone set one until the buffers are given back, also when there are none: without
// this a camera that only rests here could be used by no other program.
static void give_buffers_back(ck_v4l2_camera *camera)
{
    struct v4l2_requestbuffers none = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    ck_v4l2_call(camera->descriptor, VIDIOC_REQBUFS, &none);
}

int ck_v4l2_open(const char *path, const ck_v4l2_wish *wish, ck_v4l2_camera **camera)
{
    int descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return errno;
    struct v4l2_capability capability = {0};
    int problem = is_camera(descriptor, &capability);
    struct ck_v4l2_camera *made = problem ? NULL : calloc(1, sizeof *made);
    if (!made) {
        close(descriptor);
        return problem ? problem : ENOMEM;
    }
    made->descriptor = descriptor;
    made->wish = *wish;
    memcpy(made->name, capability.card, sizeof made->name - 1);
    memcpy(made->driver, capability.driver, sizeof made->driver - 1);
    made->pixels = offered_pixels(descriptor);
    if (made->pixels == V4L2_PIX_FMT_YUYV) ck_v4l2_fit_raw_size(made);
    problem = made->pixels ? set_format(made) : EPROTONOSUPPORT;
    give_buffers_back(made);
    if (problem) {
        ck_v4l2_close(made);
        return problem;
    }
    ck_v4l2_choose_controls(made);
    *camera = made;
    return 0;
}

const char *ck_v4l2_name(const ck_v4l2_camera *camera) { return camera->name; }
const char *ck_v4l2_driver(const ck_v4l2_camera *camera) { return camera->driver; }
ck_v4l2_format ck_v4l2_current_format(const ck_v4l2_camera *camera) { return camera->format; }

int ck_v4l2_check(ck_v4l2_camera *camera)
{
    struct v4l2_capability capability = {0};
    return ck_v4l2_call(camera->descriptor, VIDIOC_QUERYCAP, &capability);
}

static int queue(ck_v4l2_camera *camera, uint32_t index)
{
    struct v4l2_buffer buffer = {
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP, .index = index};
    return ck_v4l2_call(camera->descriptor, VIDIOC_QBUF, &buffer);
}

static int map(ck_v4l2_camera *camera, uint32_t index)
{
    struct v4l2_buffer buffer = {
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP, .index = index};
    int problem = ck_v4l2_call(camera->descriptor, VIDIOC_QUERYBUF, &buffer);
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

static int start_stream(ck_v4l2_camera *camera)
{
    int problem = set_format(camera);
    if (problem) return problem;
    struct v4l2_requestbuffers wish = {
        .count = CK_V4L2_BUFFERS, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    problem = ck_v4l2_call(camera->descriptor, VIDIOC_REQBUFS, &wish);
    if (problem) return problem;
    camera->streaming = 1;
    if (wish.count < 2) return ENOMEM;
    for (uint32_t index = 0; index < wish.count && index < CK_V4L2_BUFFERS && !problem; index++)
        problem = map(camera, index);
    if (problem) return problem;
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    return ck_v4l2_call(camera->descriptor, VIDIOC_STREAMON, &type);
}

int ck_v4l2_start(ck_v4l2_camera *camera)
{
    if (camera->streaming) return 0;
    int problem = start_stream(camera);
    if (problem) ck_v4l2_stop(camera);
    return problem;
}

static int usable(ck_v4l2_camera *camera, const struct v4l2_buffer *buffer, ck_v4l2_skipped *skipped)
{
    if (buffer->index >= camera->count) return 0;
    if (buffer->flags & V4L2_BUF_FLAG_ERROR) {
        skipped->error_buffers++;
        return 0;
    }
    uint64_t least = SMALLEST_JPEG;
    if (!camera->format.is_jpeg) least = (uint64_t)camera->format.bytes_per_line * camera->format.height;
    if (buffer->bytesused >= least && buffer->bytesused <= camera->buffers[buffer->index].length) return 1;
    skipped->short_frames++;
    return 0;
}

// The stream has ended: is the device still there?
static int ended(ck_v4l2_camera *camera) { return ck_v4l2_check(camera) ? ENODEV : EIO; }

int ck_v4l2_newest(
    ck_v4l2_camera *camera, int timeout_milliseconds, const uint8_t **bytes, size_t *count, uint32_t *index,
    ck_v4l2_skipped *skipped)
{
    struct pollfd entry = {.fd = camera->descriptor, .events = POLLIN};
    int ready = poll(&entry, 1, timeout_milliseconds);
    if (ready < 0) return errno == EINTR ? ETIMEDOUT : errno;
    if (ready == 0) return ETIMEDOUT;
    if (entry.revents & (POLLERR | POLLHUP | POLLNVAL)) return ended(camera);
    int have = 0;
    // Each round takes one of four buffers; a driver that is faster than we are is not chased for ever.
    for (int round = 0; round < 64; round++) {
        struct v4l2_buffer buffer = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
        int problem = ck_v4l2_call(camera->descriptor, VIDIOC_DQBUF, &buffer);
        if (problem == EAGAIN) break;
        if (problem) return ended(camera);
        if (!usable(camera, &buffer, skipped)) {
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
    return have ? 0 : ETIMEDOUT;
}

int ck_v4l2_release(ck_v4l2_camera *camera, uint32_t index)
{
    if (index >= camera->count) return EINVAL;
    explicit_bzero(camera->buffers[index].start, camera->buffers[index].length);
    return queue(camera, index);
}

void ck_v4l2_stop(ck_v4l2_camera *camera)
{
    if (!camera->streaming) {
        // A start may have failed behind the format.
        give_buffers_back(camera);
        return;
    }
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    ck_v4l2_call(camera->descriptor, VIDIOC_STREAMOFF, &type);
    for (unsigned index = 0; index < camera->count; index++) {
        explicit_bzero(camera->buffers[index].start, camera->buffers[index].length);
        munmap(camera->buffers[index].start, camera->buffers[index].length);
    }
    camera->count = 0;
    // Without buffers another program may use the device between sessions.
    give_buffers_back(camera);
    camera->streaming = 0;
}

void ck_v4l2_close(ck_v4l2_camera *camera)
{
    ck_v4l2_stop(camera);
    ck_v4l2_restore_controls(camera);
    close(camera->descriptor);
    free(camera);
}
