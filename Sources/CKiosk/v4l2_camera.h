#pragma once
#include "CKioskV4L2.h"

// What the files of the camera share; not seen outside.

enum { CK_V4L2_BUFFERS = 4 };

struct ck_v4l2_camera {
    int descriptor;
    int streaming;
    char name[33];
    char driver[17];
    uint32_t pixels;
    ck_v4l2_wish wish;
    ck_v4l2_format format;
    unsigned choice_count;
    ck_v4l2_choice choices[CK_V4L2_CHOICES];
    unsigned count;
    struct {
        void *start;
        size_t length;
    } buffers[CK_V4L2_BUFFERS];
};

int ck_v4l2_call(int descriptor, unsigned long request, void *argument);
/// Makes the wished size one that a camera without MJPEG gives fast enough.
void ck_v4l2_fit_raw_size(ck_v4l2_camera *camera);
void ck_v4l2_choose_controls(ck_v4l2_camera *camera);
void ck_v4l2_restore_controls(ck_v4l2_camera *camera);
