#pragma once
#include <stddef.h>
#include <stdint.h>

/// How a picture is placed on a canvas: a point (x, y) of the canvas shows the point
/// (a*x + b*y + c, d*x + e*y + f) of the source; the canvas is multiplied by `gain`.
typedef struct {
    double a, b, c, d, e, f;
    double gain;
} picture_warp;

/// Draws an RGB source on an RGB canvas, bilinear; points outside the source stay as they are.
/// `left` and `right` bound the columns that are drawn.
void picture_warp_draw(
    const uint8_t *source, int source_width, int source_height, uint8_t *canvas, int width, int height, int left,
    int right, const picture_warp *warp);
