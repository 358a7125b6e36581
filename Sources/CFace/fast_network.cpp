#include "fast_network.hpp"

#include "convolve.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>
#include <sys/mman.h>

namespace kface {
namespace {

// Means that dlib takes from red, green and blue.
constexpr float means[3] = {122.782f, 117.001f, 104.298f};
constexpr long lane = 16;
// Floats of one run: the chip, the first convolution and the planes of all levels.
constexpr size_t memory_floats = 1 << 20;
// Channels of each level from the picture upwards, and how many blocks of it keep the size.
struct level {
    long channels;
    int kept;
    bool halved;
};
constexpr level levels[] = {{32, 3, false}, {64, 3, true}, {128, 2, true}, {256, 2, true}, {256, 0, true}};

size_t convolutions_of_levels()
{
    size_t count = 1;
    for (const level &one : levels) count += 2 * (one.kept + (one.halved ? 1 : 0));
    return count;
}

long halved(long side, long window) { return (side - window) / 2 + 1; }

} // namespace

packed_convolution::packed_convolution(const convolution_weights &w)
    : outputs(w.outputs), inputs(w.inputs), window(w.window), stride(w.stride)
{
    if (outputs <= 0 || outputs % lane || inputs <= 0) throw std::invalid_argument("channels");
    const long taps = window * window;
    filters.resize(static_cast<size_t>(outputs) * inputs * taps);
    biases.resize(outputs);
    size_t place = 0;
    for (long panel = 0; panel < outputs; panel += lane)
        for (long tap = 0; tap < taps; tap++)
            for (long input = 0; input < inputs; input++)
                for (long output = panel; output < panel + lane; output++)
                    filters[place++] = w.gamma[output] * w.filters[(output * inputs + input) * taps + tap];
    for (long output = 0; output < outputs; output++)
        biases[output] = w.beta[output] + (w.biases ? w.gamma[output] * w.biases[output] : 0);
}

bool fast_network::is_supported() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

fast_network::fast_network(
    const std::vector<convolution_weights> &weights, const float *numbers, size_t count)
    : convolutions(weights.begin(), weights.end()), last(numbers, numbers + count)
{
    bool fits = convolutions.size() == convolutions_of_levels() && count == static_cast<size_t>(levels[4].channels * outputs);
    long channels = 3;
    for (size_t i = 0; fits && i < convolutions.size(); i++) {
        const packed_convolution &one = convolutions[i];
        fits = one.inputs == channels && one.window == (i == 0 ? 7 : 3) && one.stride <= 2;
        channels = one.outputs;
    }
    if (!fits) throw std::invalid_argument("another network");
    void *start = mmap(
        nullptr, memory_floats * sizeof(float), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) throw std::bad_alloc();
    memory = static_cast<float *>(start);
    (void)mlock(memory, memory_floats * sizeof(float));
    madvise(memory, memory_floats * sizeof(float), MADV_DONTDUMP);
}

fast_network::~fast_network() { munmap(memory, memory_floats * sizeof(float)); }

plane fast_network::take(long side, long channels)
{
    const size_t count = static_cast<size_t>(side + 2) * (side + 2) * channels;
    if (taken + count > memory_floats) throw std::bad_alloc();
    plane made{side, channels, memory + taken};
    taken += (count + lane - 1) / lane * lane;
    return made;
}

// Channels of the chip side by side, as dlib's input layer scales them, then the first convolution and its pooling.
plane fast_network::first_level()
{
    const plane picture{chip, 3, memory};
    const packed_convolution &first = next();
    const plane wide = take((chip - first.window) / first.stride + 1, first.outputs);
    convolve(first, picture, 0, wide, nullptr, true);
    const plane pooled = take(halved(wide.side, 3), wide.channels);
    for (long y = 0; y < pooled.side; y++)
        for (long x = 0; x < pooled.side; x++) {
            float *to = pooled.at(y, x);
            for (int dy = 0; dy < 3; dy++)
                for (int dx = 0; dx < 3; dx++) {
                    const float *from = wide.at(2 * y + dy, 2 * x + dx);
                    for (long c = 0; c < wide.channels; c++) to[c] = std::max(to[c], from[c]);
                }
        }
    return pooled;
}

// Blocks whose input is added to their output.
plane fast_network::keep_level(plane in, int blocks)
{
    if (blocks == 0) return in;
    const plane middle = take(in.side, in.channels);
    plane out = take(in.side, in.channels);
    for (int i = 0; i < blocks; i++) {
        convolve(next(), in, 1, middle, nullptr, true);
        convolve(next(), middle, 1, out, &in, true);
        std::swap(in, out);
    }
    return in;
}

// The block between two levels: what is added to its output is its input at half the size. Where one of the two is
// smaller, or has fewer channels, dlib takes zeros.
plane fast_network::halve(const plane &in)
{
    const packed_convolution &first = next(), &second = next();
    const long small = halved(in.side, 3), pooled = halved(in.side, 2);
    const plane middle = take(small, first.outputs), block = take(small, second.outputs);
    convolve(first, in, 0, middle, nullptr, true);
    convolve(second, middle, 1, block, nullptr, false);
    const plane out = take(std::max(small, pooled), second.outputs);
    for (long y = 0; y < out.side; y++)
        for (long x = 0; x < out.side; x++) {
            float *to = out.at(y, x);
            if (y < small && x < small) std::copy_n(block.at(y, x), block.channels, to);
            if (y < pooled && x < pooled)
                for (long c = 0; c < in.channels; c++)
                    to[c] += (in.at(2 * y, 2 * x)[c] + in.at(2 * y, 2 * x + 1)[c] + in.at(2 * y + 1, 2 * x)[c] +
                                 in.at(2 * y + 1, 2 * x + 1)[c]) / 4;
            for (long c = 0; c < out.channels; c++) to[c] = std::max(to[c], 0.0f);
        }
    return out;
}

void fast_network::begin(const uint8_t *rgb, size_t stride)
{
    taken = used_convolutions = 0;
    const plane picture = take(chip, 3);
    for (long y = 0; y < chip; y++) {
        float *to = picture.at(y, 0);
        for (long i = 0; i < 3 * chip; i++) to[i] = (rgb[y * stride + i] - means[i % 3]) / 256;
    }
}

void fast_network::describe(const uint8_t *rgb, size_t stride, float numbers[outputs])
{
    begin(rgb, stride);
    plane top = keep_level(first_level(), levels[0].kept);
    for (size_t i = 1; i < std::size(levels); i++) top = keep_level(halve(top), levels[i].kept);
    std::fill_n(numbers, outputs, 0.0f);
    for (long c = 0; c < top.channels; c++) {
        float sum = 0;
        for (long y = 0; y < top.side; y++)
            for (long x = 0; x < top.side; x++) sum += top.at(y, x)[c];
        const float mean = sum / static_cast<float>(top.side * top.side);
        for (long i = 0; i < outputs; i++) numbers[i] += mean * last[c * outputs + i];
    }
    explicit_bzero(memory, taken * sizeof(float));
}

} // namespace kface
