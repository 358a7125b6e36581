// USB printer class under Linux (usblp): the two ioctls, which Swift cannot call because ioctl is variadic.
#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// The port status byte (bit 5 paper out, bit 4 selected, bit 3 not error), or -errno.
int kiosk_usblp_port_status(int fd);

// The IEEE 1284 device ID with its two length bytes; the number of bytes stored, or -errno.
int kiosk_usblp_device_id(int fd, unsigned char *buffer, size_t capacity);

#ifdef __cplusplus
}
#endif
