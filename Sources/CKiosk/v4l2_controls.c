#include "v4l2_camera.h"

#include <errno.h>
#include <linux/videodev2.h>
#include <string.h>

// A wish: a camera that lacks a control, or refuses, keeps its own way.
static void choose(ck_v4l2_camera *camera, uint32_t identifier, int32_t value)
{
    struct v4l2_control control = {.id = identifier};
    if (camera->choice_count == CK_V4L2_CHOICES) return;
    if (ck_v4l2_call(camera->descriptor, VIDIOC_G_CTRL, &control)) return;
    ck_v4l2_choice choice = {.identifier = identifier, .before = control.value};
    control.value = value;
    if (ck_v4l2_call(camera->descriptor, VIDIOC_S_CTRL, &control)) return;
    // As the driver has taken it: it holds a value within the limits and on the steps of its control.
    choice.chosen = control.value;
    camera->choices[camera->choice_count++] = choice;
}

void ck_v4l2_choose_controls(ck_v4l2_camera *camera)
{
    choose(camera, V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_APERTURE_PRIORITY);
    // "Exposure, Dynamic Framerate": else many cameras fall to a few frames a second in the dark.
    choose(camera, V4L2_CID_EXPOSURE_AUTO_PRIORITY, 0);
    choose(camera, V4L2_CID_POWER_LINE_FREQUENCY, V4L2_CID_POWER_LINE_FREQUENCY_50HZ);
    // The person stands at one distance: a lens that hunts spoils frames. One that is only stopped stays wherever it was,
    // so it follows by itself until somebody has said where it belongs; its place is set when it no longer follows.
    choose(camera, V4L2_CID_FOCUS_AUTO, camera->wish.has_focus ? 0 : 1);
    if (camera->wish.has_focus) choose(camera, V4L2_CID_FOCUS_ABSOLUTE, camera->wish.focus);
}

void ck_v4l2_restore_controls(ck_v4l2_camera *camera)
{
    while (camera->choice_count > 0) {
        const ck_v4l2_choice *choice = &camera->choices[--camera->choice_count];
        struct v4l2_control control = {.id = choice->identifier, .value = choice->before};
        ck_v4l2_call(camera->descriptor, VIDIOC_S_CTRL, &control);
    }
}

size_t ck_v4l2_choices(const ck_v4l2_camera *camera, ck_v4l2_choice *choices, size_t capacity)
{
    size_t count = camera->choice_count < capacity ? camera->choice_count : capacity;
    if (count) memcpy(choices, camera->choices, count * sizeof *choices);
    return count;
}

void ck_v4l2_set_before(ck_v4l2_camera *camera, uint32_t identifier, int32_t before)
{
    for (unsigned index = 0; index < camera->choice_count; index++)
        if (camera->choices[index].identifier == identifier) camera->choices[index].before = before;
}

static void describe(const ck_v4l2_camera *camera, const struct v4l2_queryctrl *query, ck_v4l2_control *control)
{
    memset(control, 0, sizeof *control);
    control->identifier = query->id;
    control->type = query->type;
    memcpy(control->name, query->name, sizeof control->name - 1);
    control->minimum = query->minimum;
    control->maximum = query->maximum;
    control->step = query->step;
    control->standard = query->default_value;
    control->is_fixed =
        (query->flags & (V4L2_CTRL_FLAG_READ_ONLY | V4L2_CTRL_FLAG_INACTIVE | V4L2_CTRL_FLAG_GRABBED)) != 0;
    struct v4l2_control value = {.id = query->id};
    control->has_value = ck_v4l2_call(camera->descriptor, VIDIOC_G_CTRL, &value) == 0;
    control->value = value.value;
    for (unsigned index = 0; index < camera->choice_count; index++) {
        if (camera->choices[index].identifier != query->id) continue;
        control->has_chosen = 1;
        control->chosen = camera->choices[index].chosen;
    }
}

size_t ck_v4l2_controls(const ck_v4l2_camera *camera, ck_v4l2_control *controls, size_t capacity)
{
    size_t count = 0;
    struct v4l2_queryctrl query = {.id = V4L2_CTRL_FLAG_NEXT_CTRL};
    // The identifiers grow with each step; a driver that goes round in circles is stopped by the bound.
    for (unsigned step = 0; step < 256 && count < capacity; step++) {
        if (ck_v4l2_call(camera->descriptor, VIDIOC_QUERYCTRL, &query)) break;
        int is_value = query.type == V4L2_CTRL_TYPE_INTEGER || query.type == V4L2_CTRL_TYPE_BOOLEAN ||
                       query.type == V4L2_CTRL_TYPE_MENU || query.type == V4L2_CTRL_TYPE_INTEGER_MENU;
        if (is_value && !(query.flags & V4L2_CTRL_FLAG_DISABLED)) describe(camera, &query, &controls[count++]);
        query.id |= V4L2_CTRL_FLAG_NEXT_CTRL;
    }
    return count;
}

int ck_v4l2_menu_name(const ck_v4l2_camera *camera, uint32_t identifier, uint32_t value, char name[33])
{
    struct v4l2_querymenu menu = {.id = identifier, .index = value};
    int problem = ck_v4l2_call(camera->descriptor, VIDIOC_QUERYMENU, &menu);
    if (problem) return problem;
    memcpy(name, menu.name, 32);
    name[32] = 0;
    return 0;
}
