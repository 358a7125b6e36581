// The bare loop: a 720p JPEG frame to a descriptor by turbojpeg and dlib, nothing else. For face.py to hold the own
// code of kiosk-vision against. Usage: face_loop LANDMARKS NETWORK; each line of input names a frame, each line of
// output is milliseconds.
#include <dlib/dnn.h>
#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <turbojpeg.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>

extern "C" void openblas_set_num_threads(int);

template <template <int, template <typename> class, int, typename> class B, int N, template <typename> class A,
    typename S>
using residual = dlib::add_prev1<B<N, A, 1, dlib::tag1<S>>>;
template <template <int, template <typename> class, int, typename> class B, int N, template <typename> class A,
    typename S>
using residual_down = dlib::add_prev2<dlib::avg_pool<2, 2, 2, 2, dlib::skip1<dlib::tag2<B<N, A, 2, dlib::tag1<S>>>>>>;
template <int N, template <typename> class A, int D, typename S>
using block = A<dlib::con<N, 3, 3, 1, 1, dlib::relu<A<dlib::con<N, 3, 3, D, D, S>>>>>;
template <int N, typename S> using same = dlib::relu<residual<block, N, dlib::affine, S>>;
template <int N, typename S> using down = dlib::relu<residual_down<block, N, dlib::affine, S>>;
template <typename S> using l0 = down<256, S>;
template <typename S> using l1 = same<256, same<256, down<256, S>>>;
template <typename S> using l2 = same<128, same<128, down<128, S>>>;
template <typename S> using l3 = same<64, same<64, same<64, down<64, S>>>>;
template <typename S> using l4 = same<32, same<32, same<32, S>>>;
using network = dlib::loss_metric<dlib::fc_no_bias<128, dlib::avg_pool_everything<l0<l1<l2<l3<l4<dlib::max_pool<3, 3,
    2, 2, dlib::relu<dlib::affine<dlib::con<32, 7, 7, 2, 2, dlib::input_rgb_image_sized<150>>>>>>>>>>>>>;

template <typename Pixel> static void decode(
    tjhandle handle, const std::string &jpeg, int format, int divisor, dlib::array2d<Pixel> &picture)
{
    const auto *bytes = reinterpret_cast<const unsigned char *>(jpeg.data());
    int width = 0, height = 0, sampling = 0, colours = 0;
    if (tjDecompressHeader3(handle, bytes, jpeg.size(), &width, &height, &sampling, &colours))
        throw dlib::error("header");
    width = (width + divisor - 1) / divisor;
    height = (height + divisor - 1) / divisor;
    picture.set_size(height, width);
    auto *target = reinterpret_cast<unsigned char *>(&picture[0][0]);
    if (tjDecompress2(handle, bytes, jpeg.size(), target, width, picture.width_step(), height, format, 0))
        throw dlib::error("picture");
}

int main(int, char **names)
{
    openblas_set_num_threads(1);
    auto detector = dlib::get_frontal_face_detector();
    dlib::shape_predictor landmarks;
    network net;
    dlib::deserialize(names[1]) >> landmarks;
    dlib::deserialize(names[2]) >> net;
    tjhandle handle = tjInitDecompress();
    std::string path;
    while (std::getline(std::cin, path)) {
        std::ifstream file(path, std::ios::binary);
        const std::string jpeg((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        const auto start = std::chrono::steady_clock::now();
        dlib::array2d<unsigned char> gray;
        decode(handle, jpeg, TJPF_GRAY, 2, gray);
        const auto faces = detector(gray);
        if (faces.empty()) return 1;
        const auto &found = faces[0];
        dlib::array2d<dlib::rgb_pixel> rgb;
        decode(handle, jpeg, TJPF_RGB, 1, rgb);
        const dlib::rectangle box(
            found.left() * 2, found.top() * 2, found.right() * 2 + 1, found.bottom() * 2 + 1);
        dlib::matrix<dlib::rgb_pixel> chip;
        dlib::extract_image_chip(rgb, dlib::get_face_chip_details(landmarks(rgb, box), 150, 0.25), chip);
        const dlib::matrix<float, 0, 1> descriptor = net(chip);
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
        if (descriptor.size() != 128) return 1;
        std::cout << took.count() << std::endl;
    }
}
