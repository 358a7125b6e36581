#include "CPictureWarp.h"

void picture_warp_draw(
    const uint8_t *source, int source_width, int source_height, uint8_t *canvas, int width, int height, int left,
    int right, const picture_warp *warp)
{
    for (int y = 0; y < height; y++) {
        for (int x = left; x < right && x < width; x++) {
            double sx = warp->a * x + warp->b * y + warp->c;
            double sy = warp->d * x + warp->e * y + warp->f;
            if (sx < 0 || sy < 0 || sx >= source_width - 1 || sy >= source_height - 1) continue;
            int column = (int)sx, row = (int)sy;
            double fx = sx - column, fy = sy - row;
            const uint8_t *upper = source + ((size_t)row * source_width + column) * 3;
            const uint8_t *lower = upper + (size_t)source_width * 3;
            uint8_t *target = canvas + ((size_t)y * width + x) * 3;
            for (int channel = 0; channel < 3; channel++) {
                double top = upper[channel] * (1 - fx) + upper[channel + 3] * fx;
                double bottom = lower[channel] * (1 - fx) + lower[channel + 3] * fx;
                double value = (top * (1 - fy) + bottom * fy) * warp->gain;
                target[channel] = value > 255 ? 255 : (uint8_t)value;
            }
        }
    }
}
