#pragma once
#include <stddef.h>
#include <stdint.h>

/// How a picture is placed on a canvas: a point (x, y) of the canvas shows the point
/// (a*x + b*y + c, d*x + e*y + f) of the source; the canvas is multiplied by `gain`.
typedef struct {
    double a, b, c, d, e, f;
    double gain;
} picture_warp;

/// A head on the canvas that is not seen as in the source: turned, or nearer. `x`, `y` is the middle between its eyes and
/// `eyes` their distance, in pixels of the canvas, as they would be without a turn. `turn` is in radians, positive
/// towards the right of the canvas; `nearer` is how much larger what stands one eye distance in front of the eyes looks
/// than the eyes do, beyond what the source shows.
typedef struct {
    double x, y, eyes;
    double turn, nearer;
} picture_head;

/// Draws an RGB source on an RGB canvas, bilinear; points outside the source stay as they are.
/// `left` and `right` bound the columns that are drawn. With `head` the source is laid over a simple head before.
void picture_warp_draw(
    const uint8_t *source, int source_width, int source_height, uint8_t *canvas, int width, int height, int left,
    int right, const picture_warp *warp, const picture_head *head);
