// The network of dlib's face recognition example (ResNet-29, 128 outputs); the weights fit no other.
#pragma once

#include <dlib/dnn.h>

#include "fast_network.hpp"

#include <memory>
#include <vector>

namespace kface {

template <template <int, template <typename> class, int, typename> class Block, int N,
    template <typename> class Norm, typename Below>
using residual = dlib::add_prev1<Block<N, Norm, 1, dlib::tag1<Below>>>;

template <template <int, template <typename> class, int, typename> class Block, int N,
    template <typename> class Norm, typename Below>
using residual_down =
    dlib::add_prev2<dlib::avg_pool<2, 2, 2, 2, dlib::skip1<dlib::tag2<Block<N, Norm, 2, dlib::tag1<Below>>>>>>;

template <int N, template <typename> class Norm, int Stride, typename Below>
using block = Norm<dlib::con<N, 3, 3, 1, 1, dlib::relu<Norm<dlib::con<N, 3, 3, Stride, Stride, Below>>>>>;

template <int N, typename Below> using keep = dlib::relu<residual<block, N, dlib::affine, Below>>;
template <int N, typename Below> using halve = dlib::relu<residual_down<block, N, dlib::affine, Below>>;

template <typename Below> using level0 = halve<256, Below>;
template <typename Below> using level1 = keep<256, keep<256, halve<256, Below>>>;
template <typename Below> using level2 = keep<128, keep<128, halve<128, Below>>>;
template <typename Below> using level3 = keep<64, keep<64, keep<64, halve<64, Below>>>>;
template <typename Below> using level4 = keep<32, keep<32, keep<32, Below>>>;

using descriptor_net = dlib::loss_metric<dlib::fc_no_bias<128,
    dlib::avg_pool_everything<level0<level1<level2<level3<level4<dlib::max_pool<3, 3, 2, 2,
        dlib::relu<dlib::affine<dlib::con<32, 7, 7, 2, 2, dlib::input_rgb_image_sized<150>>>>>>>>>>>>>;

// Finds the weights in dlib's layers, from the last to the first.
class weight_collector {
public:
    std::vector<convolution_weights> convolutions;
    const float *last = nullptr;
    size_t last_count = 0;

    template <typename Layer> void operator()(size_t, Layer &) { }

    template <long Outputs, long Rows, long Columns, int StepY, int StepX, int PadY, int PadX>
    void operator()(size_t, dlib::con_<Outputs, Rows, Columns, StepY, StepX, PadY, PadX> &layer)
    {
        const dlib::tensor &numbers = layer.get_layer_params();
        const long biases = layer.bias_is_disabled() ? 0 : Outputs;
        const long filters = static_cast<long>(numbers.size()) - biases;
        convolutions.push_back({Outputs, filters / (Outputs * Rows * Columns), Rows, StepY, numbers.host(),
            biases ? numbers.host() + filters : nullptr, gamma, beta});
    }

    void operator()(size_t, dlib::affine_ &layer)
    {
        gamma = layer.get_gamma().host();
        beta = layer.get_beta().host();
    }

    template <unsigned long Outputs, dlib::fc_bias_mode Bias>
    void operator()(size_t, dlib::fc_<Outputs, Bias> &layer)
    {
        last = layer.get_layer_params().host();
        last_count = layer.get_layer_params().size();
    }

private:
    const float *gamma = nullptr, *beta = nullptr;
};

/// The same network without dlib's tensors.
inline std::unique_ptr<fast_network> make_fast(descriptor_net &net)
{
    weight_collector weights;
    dlib::visit_computational_layers(net, [&](size_t index, auto &layer) { weights(index, layer); });
    std::reverse(weights.convolutions.begin(), weights.convolutions.end());
    return std::make_unique<fast_network>(weights.convolutions, weights.last, weights.last_count);
}

} // namespace kface
