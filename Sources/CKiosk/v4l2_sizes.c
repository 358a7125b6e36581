#include "v4l2_camera.h"

#include <linux/videodev2.h>

enum { MOST_SIZES = 64, MOST_INTERVALS = 64 };

// Below it raw pictures would make the person wait, and the parallax of a turn would be seen too seldom.
enum { LEAST_RAW_RATE = 15 };

// By the shortest time that the driver names for one frame of a size; 0 when it names none.
static uint32_t greatest_rate(const ck_v4l2_camera *camera, uint32_t width, uint32_t height)
{
    uint32_t rate = 0;
    struct v4l2_frmivalenum interval = {.pixel_format = camera->pixels, .width = width, .height = height};
    for (; interval.index < MOST_INTERVALS; interval.index++) {
        if (ck_v4l2_call(camera->descriptor, VIDIOC_ENUM_FRAMEINTERVALS, &interval)) break;
        int is_one = interval.type == V4L2_FRMIVAL_TYPE_DISCRETE;
        const struct v4l2_fract *time = is_one ? &interval.discrete : &interval.stepwise.min;
        uint64_t numerator = time->numerator, denominator = time->denominator;
        // Rounded: cameras count in units of 100 ns, which 15 a second is no multiple of.
        uint64_t frames = numerator ? (denominator + numerator / 2) / numerator : 0;
        if (frames > rate && frames < 1000) rate = (uint32_t)frames;
        if (!is_one) break;
    }
    return rate;
}

static int is_better(const ck_v4l2_size *one, const ck_v4l2_size *other, uint32_t least)
{
    int fast = one->frames_per_second >= least, other_fast = other->frames_per_second >= least;
    if (fast != other_fast) return fast;
    if (!fast && one->frames_per_second != other->frames_per_second)
        return one->frames_per_second > other->frames_per_second;
    return (uint64_t)one->width * one->height > (uint64_t)other->width * other->height;
}

ck_v4l2_size ck_v4l2_choose_size(const ck_v4l2_size *offered, size_t count, ck_v4l2_size wish)
{
    const ck_v4l2_size *best = NULL;
    for (size_t index = 0; index < count; index++) {
        const ck_v4l2_size *size = &offered[index];
        if (!size->width || !size->height || size->width > wish.width || size->height > wish.height) continue;
        if (!best || is_better(size, best, wish.frames_per_second)) best = size;
    }
    return best ? *best : wish;
}

void ck_v4l2_fit_raw_size(ck_v4l2_camera *camera)
{
    ck_v4l2_size offered[MOST_SIZES];
    size_t count = 0;
    struct v4l2_frmsizeenum size = {.pixel_format = camera->pixels};
    for (; size.index < MOST_SIZES; size.index++) {
        if (ck_v4l2_call(camera->descriptor, VIDIOC_ENUM_FRAMESIZES, &size)) break;
        // A driver that names a range gives what it is asked for; cameras at USB name each size.
        if (size.type != V4L2_FRMSIZE_TYPE_DISCRETE) return;
        offered[count++] = (ck_v4l2_size){
            .width = size.discrete.width,
            .height = size.discrete.height,
            .frames_per_second = greatest_rate(camera, size.discrete.width, size.discrete.height),
        };
    }
    ck_v4l2_size wish = {
        .width = camera->wish.width, .height = camera->wish.height, .frames_per_second = LEAST_RAW_RATE};
    ck_v4l2_size chosen = ck_v4l2_choose_size(offered, count, wish);
    camera->wish.width = chosen.width;
    camera->wish.height = chosen.height;
}
