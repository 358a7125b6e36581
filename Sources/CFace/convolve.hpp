#pragma once

#include "fast_network.hpp"

namespace kface {

/// One convolution over a whole plane. `padding` 0 begins with the first pixel, 1 with the border before it. `added` is
/// a plane like `out`, added before negative numbers become zero (`rectified`). Needs AVX2 and FMA.
void convolve(
    const packed_convolution &layer, const plane &in, long padding, const plane &out, const plane *added,
    bool rectified);

} // namespace kface
