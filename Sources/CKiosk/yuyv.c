#include "CKioskV4L2.h"

#include <errno.h>

static uint8_t held(int32_t value)
{
    return value < 0 ? 0 : value > 255 ? 255 : (uint8_t)value;
}

int ck_yuyv_to_rgb(
    const uint8_t *yuyv, size_t count, uint32_t width, uint32_t height, uint32_t bytes_per_line, uint8_t *rgb)
{
    enum { LARGEST = 16384 };
    if (width == 0 || height == 0 || width > LARGEST || height > LARGEST) return EINVAL;
    if (bytes_per_line < 2 * width || bytes_per_line > 8 * LARGEST) return EINVAL;
    if (count < (size_t)(height - 1) * bytes_per_line + 2 * (size_t)width) return EINVAL;
    for (uint32_t row = 0; row < height; row++) {
        size_t line = (size_t)row * bytes_per_line;
        for (uint32_t column = 0; column < width; column++) {
            // Two pixels share their colours; of a last odd one the second colour may be missing.
            size_t pair = line + 4 * (size_t)(column / 2);
            int32_t light = 298 * (yuyv[line + 2 * (size_t)column] - 16);
            int32_t blue = yuyv[pair + 1] - 128;
            int32_t red = pair + 3 < count ? yuyv[pair + 3] - 128 : 0;
            *rgb++ = held((light + 409 * red + 128) / 256);
            *rgb++ = held((light - 100 * blue - 208 * red + 128) / 256);
            *rgb++ = held((light + 516 * blue + 128) / 256);
        }
    }
    return 0;
}
