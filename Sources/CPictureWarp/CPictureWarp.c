#include "CPictureWarp.h"

#include <math.h>
#include <stdbool.h>

typedef struct {
    double x, y;
} place;

// The mesh on which the head's shape is worked out; between its points it is interpolated.
enum { cell = 8, columns = 2048 / cell + 2 };

// How far a point of the face stands in front of the eyes, all in eye distances: the round of the face and the nose.
static double depth(double x, double y)
{
    double nose = 0.65 * exp(-(x * x) / 0.1 - (y - 0.62) * (y - 0.62) / 0.2);
    return nose - 0.35 * x * x - 0.08 * (y - 0.5) * (y - 0.5);
}

// 1 on the head, 0 away from it.
static double belongs(double x, double y)
{
    double radius = sqrt(x * x / 1.7 + (y - 0.35) * (y - 0.35) / 3.2);
    if (radius <= 1) return 1;
    if (radius >= 1.6) return 0;
    double share = (1.6 - radius) / 0.6;
    return share * share * (3 - 2 * share);
}

// Where the point of the face that is seen at `seen` was before the turn: solved by steps, as the shape says forward.
static place before(place seen, const picture_head *head)
{
    double cosine = cos(head->turn), sine = sin(head->turn);
    place at = seen;
    for (int step = 0; step < 12; step++) {
        double share = belongs(at.x, at.y), z = depth(at.x, at.y), scale = 1 + head->nearer * z;
        // The head turns about an axis behind the eyes.
        double x = (at.x * cosine + (z + 0.5) * sine) * scale, y = at.y * scale;
        place next = {seen.x - share * (x - at.x), seen.y - share * (y - at.y)};
        at.x = (at.x + next.x) / 2;
        at.y = (at.y + next.y) / 2;
    }
    return at;
}

// One row of the mesh: how far to look beside each of its points, in pixels of the canvas.
static void work_out(place *row, int count, double y, const picture_head *head)
{
    for (int index = 0; index < count; index++) {
        place seen = {(index * cell - head->x) / head->eyes, (y - head->y) / head->eyes};
        place at = before(seen, head);
        row[index] = (place){(at.x - seen.x) * head->eyes, (at.y - seen.y) * head->eyes};
    }
}

static void draw_pixel(
    const uint8_t *source, int source_width, int source_height, uint8_t *target, double x, double y,
    const picture_warp *warp)
{
    double sx = warp->a * x + warp->b * y + warp->c;
    double sy = warp->d * x + warp->e * y + warp->f;
    if (!(sx >= 0 && sy >= 0 && sx < source_width - 1 && sy < source_height - 1)) return;
    int column = (int)sx, row = (int)sy;
    double fx = sx - column, fy = sy - row;
    const uint8_t *upper = source + ((size_t)row * source_width + column) * 3;
    const uint8_t *lower = upper + (size_t)source_width * 3;
    for (int channel = 0; channel < 3; channel++) {
        double top = upper[channel] * (1 - fx) + upper[channel + 3] * fx;
        double bottom = lower[channel] * (1 - fx) + lower[channel + 3] * fx;
        double value = (top * (1 - fy) + bottom * fy) * warp->gain;
        target[channel] = value > 255 ? 255 : (uint8_t)value;
    }
}

void picture_warp_draw(
    const uint8_t *source, int source_width, int source_height, uint8_t *canvas, int width, int height, int left,
    int right, const picture_warp *warp, const picture_head *head)
{
    int count = (width + cell - 1) / cell + 1;
    bool shaped = head && head->eyes > 0 && count <= columns;
    place upper[columns], lower[columns];
    for (int y = 0; y < height; y++) {
        if (shaped && y % cell == 0) {
            work_out(upper, count, y, head);
            work_out(lower, count, y + cell, head);
        }
        double down = (double)(y % cell) / cell;
        for (int x = left; x < right && x < width; x++) {
            double dx = 0, dy = 0;
            if (shaped) {
                int at = x / cell;
                double along = (double)(x % cell) / cell;
                double a = (1 - along) * (1 - down), b = along * (1 - down), c = (1 - along) * down, d = along * down;
                dx = a * upper[at].x + b * upper[at + 1].x + c * lower[at].x + d * lower[at + 1].x;
                dy = a * upper[at].y + b * upper[at + 1].y + c * lower[at].y + d * lower[at + 1].y;
            }
            draw_pixel(
                source, source_width, source_height, canvas + ((size_t)y * width + x) * 3, x + dx, y + dy, warp);
        }
    }
}
