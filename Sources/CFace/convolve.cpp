#include "convolve.hpp"

#include <immintrin.h>

#define KFACE_AVX2 __attribute__((target("avx2,fma")))

namespace kface {
namespace {

constexpr long lane = 16;
// Six pixels by sixteen outputs: twelve sums, two weights and one number fill the registers.
constexpr long together = 6;

struct group {
    const float *from[together];
    float *to[together];
    const float *added[together];
    long count = 0;
};

// Sums of `count` pixels for sixteen outputs. The numbers under the window lie in `rows` runs of `run` floats.
template <long count> KFACE_AVX2 void tile(
    const group &pixels, size_t row, long rows, long run, const float *weights, const float *biases, long first,
    bool rectified)
{
    __m256 sums[count][2];
    for (long i = 0; i < count; i++) {
        sums[i][0] = _mm256_loadu_ps(biases + first);
        sums[i][1] = _mm256_loadu_ps(biases + first + 8);
    }
    for (long r = 0; r < rows; r++) {
        const float *from[count];
        for (long i = 0; i < count; i++) from[i] = pixels.from[i] + r * row;
        for (long k = 0; k < run; k++, weights += lane) {
            const __m256 low = _mm256_loadu_ps(weights), high = _mm256_loadu_ps(weights + 8);
            for (long i = 0; i < count; i++) {
                const __m256 number = _mm256_broadcast_ss(from[i] + k);
                sums[i][0] = _mm256_fmadd_ps(number, low, sums[i][0]);
                sums[i][1] = _mm256_fmadd_ps(number, high, sums[i][1]);
            }
        }
    }
    const __m256 zero = _mm256_setzero_ps();
    for (long i = 0; i < count; i++)
        for (long half = 0; half < 2; half++) {
            __m256 sum = sums[i][half];
            if (pixels.added[i]) sum = _mm256_add_ps(sum, _mm256_loadu_ps(pixels.added[i] + first + 8 * half));
            _mm256_storeu_ps(pixels.to[i] + first + 8 * half, rectified ? _mm256_max_ps(sum, zero) : sum);
        }
}

// One group of pixels for sixteen outputs.
KFACE_AVX2 void panel(
    const packed_convolution &layer, const group &pixels, size_t row, long first, bool rectified)
{
    const long rows = layer.window, run = layer.window * layer.inputs;
    const float *weights = layer.filters.data() + first * rows * run, *biases = layer.biases.data();
    switch (pixels.count) {
    case 6: tile<6>(pixels, row, rows, run, weights, biases, first, rectified); break;
    case 5: tile<5>(pixels, row, rows, run, weights, biases, first, rectified); break;
    case 4: tile<4>(pixels, row, rows, run, weights, biases, first, rectified); break;
    case 3: tile<3>(pixels, row, rows, run, weights, biases, first, rectified); break;
    case 2: tile<2>(pixels, row, rows, run, weights, biases, first, rectified); break;
    default: tile<1>(pixels, row, rows, run, weights, biases, first, rectified);
    }
}

} // namespace

void convolve(
    const packed_convolution &layer, const plane &in, long padding, const plane &out, const plane *added,
    bool rectified)
{
    const long count = out.side * out.side;
    // The weights of sixteen outputs stay in the cache while all pixels pass.
    for (long first = 0; first < layer.outputs; first += lane) {
        group pixels;
        for (long pixel = 0; pixel < count; pixel++) {
            const long y = pixel / out.side, x = pixel % out.side;
            pixels.from[pixels.count] = in.at(y * layer.stride - padding, x * layer.stride - padding);
            pixels.to[pixels.count] = out.at(y, x);
            pixels.added[pixels.count] = added ? added->at(y, x) : nullptr;
            if (++pixels.count < together && pixel < count - 1) continue;
            panel(layer, pixels, in.row(), first, rectified);
            pixels.count = 0;
        }
    }
}

} // namespace kface
