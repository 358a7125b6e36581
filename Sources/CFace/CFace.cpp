#include "CFace.h"

#include "dlib_network.hpp"

#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/image_transforms.h>
#include <dlib/revision.h>

#include <cmath>
#include <cstring>
#include <malloc.h>
#include <memory>
#include <new>
#include <streambuf>

extern "C" void openblas_set_num_threads(int);

#define KFACE_TEXT2(x) #x
#define KFACE_TEXT(x) KFACE_TEXT2(x)

namespace {

constexpr long chip_size = 150;
constexpr double chip_padding = 0.25;

// Lends bytes to a stream without a copy.
struct lent_bytes : std::streambuf {
    lent_bytes(const uint8_t *bytes, size_t count)
    {
        char *start = const_cast<char *>(reinterpret_cast<const char *>(bytes));
        setg(start, start, start + count);
    }
};

// A view of a borrowed picture in the form that dlib's generic image interface wants.
template <typename Pixel> struct view {
    const kface_picture *picture;
};

template <typename Pixel> long num_rows(const view<Pixel> &v) { return v.picture->height; }
template <typename Pixel> long num_columns(const view<Pixel> &v) { return v.picture->width; }
template <typename Pixel> long width_step(const view<Pixel> &v) { return static_cast<long>(v.picture->stride); }
template <typename Pixel> const void *image_data(const view<Pixel> &v) { return v.picture->pixels; }
template <typename Pixel> void *image_data(view<Pixel> &v) { return const_cast<uint8_t *>(v.picture->pixels); }

dlib::rectangle rectangle_of(const kface_box &box) { return dlib::rectangle(box.left, box.top, box.right, box.bottom); }

bool valid(const kface_picture *picture, size_t bytes_per_pixel)
{
    return picture && picture->pixels && picture->width > 0 && picture->height > 0 && picture->width <= 16384 &&
           picture->height <= 16384 && picture->stride >= static_cast<size_t>(picture->width) * bytes_per_pixel;
}

bool valid(const kface_box *box)
{
    return box && box->right > box->left && box->bottom > box->top && box->left > -100000 && box->top > -100000 &&
           box->right < 100000 && box->bottom < 100000;
}

// Runs the network on a chip without a face and gives the sum of the outputs.
float run_blank(kface::descriptor_net &net)
{
    dlib::matrix<dlib::rgb_pixel> chip(chip_size, chip_size);
    chip = dlib::rgb_pixel(128, 128, 128);
    return dlib::sum(net(chip));
}

float run_blank(kface::fast_network &net)
{
    const std::vector<uint8_t> chip(3 * chip_size * chip_size, 128);
    float numbers[kface::fast_network::outputs];
    net.describe(chip.data(), 3 * chip_size, numbers);
    float sum = 0;
    for (float number : numbers) sum += number;
    return sum;
}

// Zeroes the pixels of a dlib picture when it goes out of scope.
template <typename Picture> struct wiped {
    Picture picture;
    ~wiped()
    {
        if (dlib::image_data(picture) && dlib::num_rows(picture) > 0)
            explicit_bzero(dlib::image_data(picture), dlib::width_step(picture) * dlib::num_rows(picture));
    }
};

template <typename Body> kface_status guarded(kface_status problem, Body body)
{
    try {
        return body();
    } catch (const std::bad_alloc &) {
        return KFACE_INTERNAL;
    } catch (...) {
        return problem;
    }
}

} // namespace

namespace dlib {
template <typename Pixel> struct image_traits<view<Pixel>> { typedef Pixel pixel_type; };
template <typename Pixel> struct image_traits<const view<Pixel>> { typedef Pixel pixel_type; };
} // namespace dlib

// dlib keeps its detector packed; to unpack it takes most of the time in which an engine is made.
static const dlib::frontal_face_detector &unpacked_detector()
{
    static const dlib::frontal_face_detector unpacked = dlib::get_frontal_face_detector();
    return unpacked;
}

struct kface_engine {
    std::unique_ptr<dlib::frontal_face_detector> detector =
        std::make_unique<dlib::frontal_face_detector>(unpacked_detector());
    std::unique_ptr<dlib::shape_predictor> landmarks;
    // The one or the other, by what the processor can do.
    std::unique_ptr<kface::descriptor_net> net;
    std::unique_ptr<kface::fast_network> fast;
};

kface_engine *kface_create(void)
{
    try {
        // A second BLAS thread spins while the other core is busy and makes a descriptor ten times slower.
        openblas_set_num_threads(1);
        return new kface_engine();
    } catch (...) {
        return nullptr;
    }
}

void kface_destroy(kface_engine *engine) { delete engine; }

kface_status kface_load_landmarks(kface_engine *engine, const uint8_t *bytes, size_t count)
{
    if (!engine || !bytes) return KFACE_BAD_ARGUMENT;
    return guarded(KFACE_BAD_MODEL, [&]() -> kface_status {
        lent_bytes buffer(bytes, count);
        std::istream stream(&buffer);
        auto loaded = std::make_unique<dlib::shape_predictor>();
        dlib::deserialize(*loaded, stream);
        if (loaded->num_parts() != 5) return KFACE_BAD_MODEL;
        engine->landmarks = std::move(loaded);
        return KFACE_OK;
    });
}

kface_status kface_load_descriptor(kface_engine *engine, const uint8_t *bytes, size_t count, bool portable)
{
    if (!engine || !bytes) return KFACE_BAD_ARGUMENT;
    return guarded(KFACE_BAD_MODEL, [&]() -> kface_status {
        lent_bytes buffer(bytes, count);
        std::istream stream(&buffer);
        auto loaded = std::make_unique<kface::descriptor_net>();
        dlib::deserialize(*loaded, stream);
        if (!portable && kface::fast_network::is_supported()) {
            auto fast = kface::make_fast(*loaded);
            loaded.reset();
            // What dlib's own tensors took is given back to the system.
            malloc_trim(0);
            if (!std::isfinite(run_blank(*fast))) return KFACE_BAD_MODEL;
            engine->fast = std::move(fast);
            return KFACE_OK;
        }
        // The first run takes all memory that later ones need: better short of it here than in front of a person.
        if (!std::isfinite(run_blank(*loaded))) return KFACE_BAD_MODEL;
        engine->net = std::move(loaded);
        return KFACE_OK;
    });
}

kface_status kface_detect(
    kface_engine *engine, const kface_picture *gray, kface_box region, double scale, kface_box *boxes,
    int32_t capacity, int32_t *found)
{
    if (!engine || !valid(gray, 1) || !valid(&region) || !boxes || capacity < 1 || !found) return KFACE_BAD_ARGUMENT;
    if (!(scale > 0.01 && scale < 8)) return KFACE_BAD_ARGUMENT;
    *found = 0;
    return guarded(KFACE_INTERNAL, [&]() -> kface_status {
        const view<unsigned char> whole{gray};
        const dlib::rectangle area =
            rectangle_of(region).intersect(dlib::rectangle(0, 0, gray->width - 1, gray->height - 1));
        if (area.is_empty()) return KFACE_BAD_ARGUMENT;
        const auto part = dlib::sub_image(whole, area);
        wiped<dlib::array2d<unsigned char>> held;
        auto &scaled = held.picture;
        if (scale == 1) {
            dlib::assign_image(scaled, part);
        } else {
            scaled.set_size(
                std::max(1L, std::lround(area.height() * scale)), std::max(1L, std::lround(area.width() * scale)));
            dlib::resize_image(part, scaled, dlib::interpolate_bilinear());
        }
        std::vector<dlib::rect_detection> detections;
        (*engine->detector)(scaled, detections);
        for (const auto &detection : detections) {
            if (*found == capacity) break;
            kface_box &box = boxes[(*found)++];
            box.left = static_cast<int32_t>(std::lround(detection.rect.left() / scale) + area.left());
            box.top = static_cast<int32_t>(std::lround(detection.rect.top() / scale) + area.top());
            box.right = static_cast<int32_t>(std::lround(detection.rect.right() / scale) + area.left());
            box.bottom = static_cast<int32_t>(std::lround(detection.rect.bottom() / scale) + area.top());
            box.score = detection.detection_confidence;
        }
        return KFACE_OK;
    });
}

kface_status kface_landmarks(
    kface_engine *engine, const kface_picture *gray, const kface_box *box, kface_points *points)
{
    if (!engine || !valid(gray, 1) || !valid(box) || !points) return KFACE_BAD_ARGUMENT;
    if (!engine->landmarks) return KFACE_NO_MODEL;
    return guarded(KFACE_INTERNAL, [&]() -> kface_status {
        const dlib::full_object_detection shape =
            (*engine->landmarks)(view<unsigned char>{gray}, rectangle_of(*box));
        for (unsigned long i = 0; i < 5; i++) {
            points->x[i] = static_cast<float>(shape.part(i).x());
            points->y[i] = static_cast<float>(shape.part(i).y());
        }
        return KFACE_OK;
    });
}

kface_status kface_describe(
    kface_engine *engine, const kface_picture *rgb, const kface_box *box, float descriptor[128])
{
    if (!engine || !valid(rgb, 3) || !valid(box) || !descriptor) return KFACE_BAD_ARGUMENT;
    if (!engine->landmarks || (!engine->net && !engine->fast)) return KFACE_NO_MODEL;
    return guarded(KFACE_INTERNAL, [&]() -> kface_status {
        const view<dlib::rgb_pixel> picture{rgb};
        const dlib::full_object_detection shape = (*engine->landmarks)(picture, rectangle_of(*box));
        wiped<dlib::matrix<dlib::rgb_pixel>> held;
        auto &chip = held.picture;
        dlib::extract_image_chip(picture, dlib::get_face_chip_details(shape, chip_size, chip_padding), chip);
        if (engine->fast) {
            engine->fast->describe(
                static_cast<const uint8_t *>(dlib::image_data(chip)), dlib::width_step(chip), descriptor);
            return KFACE_OK;
        }
        const auto &numbers = (*engine->net)(chip);
        for (long i = 0; i < 128; i++) descriptor[i] = numbers(i);
        return KFACE_OK;
    });
}

kface_status kface_forget(kface_engine *engine)
{
    if (!engine) return KFACE_BAD_ARGUMENT;
    return guarded(KFACE_INTERNAL, [&]() -> kface_status {
        // A copy has the filters and not the features of the last picture; what is freed is overwritten.
        engine->detector = std::make_unique<dlib::frontal_face_detector>(*engine->detector);
        // The fast network wipes after each run.
        if (!engine->net) return KFACE_OK;
        run_blank(*engine->net);
        return KFACE_OK;
    });
}

const char *kface_version(void)
{
    return "dlib " KFACE_TEXT(DLIB_MAJOR_VERSION) "." KFACE_TEXT(DLIB_MINOR_VERSION) "." KFACE_TEXT(DLIB_PATCH_VERSION);
}
