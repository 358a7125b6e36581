#include "CFacePack.h"

#ifdef KPACK_OPENCV
#include <cstring>
#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>
#include <string>
#include <vector>

struct kpack_network {
    cv::dnn::Net net;
    std::vector<std::string> names;
    std::vector<cv::Mat> outputs;
};

namespace {
// Figures of a face are not left in memory that is given back.
void wipe(std::vector<cv::Mat> &mats) {
    for (cv::Mat &mat : mats)
        if (mat.isContinuous()) std::memset(mat.data, 0, mat.total() * mat.elemSize());
    mats.clear();
}
}  // namespace

extern "C" kpack_network *kpack_load(const uint8_t *bytes, size_t count) {
    kpack_network *network = nullptr;
    try {
        // A second thread only waits for the first on a busy machine.
        cv::setNumThreads(1);
        network = new kpack_network;
        network->net = cv::dnn::readNetFromONNX(reinterpret_cast<const char *>(bytes), count);
        if (network->net.empty()) throw std::string("empty");
        network->net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        network->net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
        network->names = network->net.getUnconnectedOutLayersNames();
        return network;
    } catch (...) {
        delete network;
        return nullptr;
    }
}

extern "C" int kpack_run(kpack_network *network, const float *planes, int channels, int height, int width) {
    try {
        const int shape[4] = {1, channels, height, width};
        cv::Mat input(4, shape, CV_32F);
        std::memcpy(input.data, planes, input.total() * sizeof(float));
        wipe(network->outputs);
        network->net.setInput(input);
        std::vector<cv::Mat> outputs;
        network->net.forward(outputs, network->names);
        for (const cv::Mat &output : outputs) {
            if (output.type() != CV_32F) return -1;
            // The network keeps its own matrices for the next run: ours are copies.
            network->outputs.push_back(output.clone());
        }
        std::memset(input.data, 0, input.total() * sizeof(float));
        return 0;
    } catch (...) {
        return -1;
    }
}

extern "C" int kpack_outputs(const kpack_network *network) { return static_cast<int>(network->outputs.size()); }

extern "C" const char *kpack_name(const kpack_network *network, int output) {
    if (output < 0 || output >= kpack_outputs(network)) return nullptr;
    return network->names[static_cast<size_t>(output)].c_str();
}

extern "C" size_t kpack_size(const kpack_network *network, int output) {
    if (output < 0 || output >= kpack_outputs(network)) return 0;
    return network->outputs[static_cast<size_t>(output)].total();
}

extern "C" int kpack_copy(const kpack_network *network, int output, float *figures, size_t room) {
    if (output < 0 || output >= kpack_outputs(network) || room != kpack_size(network, output)) return -1;
    std::memcpy(figures, network->outputs[static_cast<size_t>(output)].data, room * sizeof(float));
    return 0;
}

extern "C" void kpack_free(kpack_network *network) {
    if (network == nullptr) return;
    try {
        wipe(network->outputs);
    } catch (...) {
    }
    delete network;
}
#endif
