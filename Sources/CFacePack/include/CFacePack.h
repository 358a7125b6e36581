#pragma once
// Networks in ONNX form, run by OpenCV's dnn module. Built only with the trait ONNXPack; without it there is nothing here.
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One network with the outputs of its last run. One thread at a time.
typedef struct kpack_network kpack_network;

/// Reads a network; NULL when OpenCV cannot. The bytes are not needed afterwards.
kpack_network *kpack_load(const uint8_t *bytes, size_t count);

/// Runs it on one picture of planes, channels * height * width figures. 0, or -1 when OpenCV refuses.
int kpack_run(kpack_network *network, const float *planes, int channels, int height, int width);

/// Outputs of the last run; 0 before it.
int kpack_outputs(const kpack_network *network);

/// Name and number of figures of an output; NULL and 0 for one that is not there.
const char *kpack_name(const kpack_network *network, int output);
size_t kpack_size(const kpack_network *network, int output);

/// Copies the figures of an output, kpack_size of them; -1 when the room is another.
int kpack_copy(const kpack_network *network, int output, float *figures, size_t room);

/// Frees it, figures zeroed first. NULL is fine.
void kpack_free(kpack_network *network);

#ifdef __cplusplus
}
#endif
