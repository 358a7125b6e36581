#include "CKioskPrinter.h"

#include <errno.h>
#include <linux/lp.h>
#include <sys/ioctl.h>

// Private to the kernel's usblp.c: no header of the user API carries it.
#define KIOSK_LPIOC_GET_DEVICE_ID(length) _IOC(_IOC_READ, 'P', 1, length)

int kiosk_usblp_port_status(int fd) {
    int status = 0; // LPGETSTATUS copies a whole int out
    if (ioctl(fd, LPGETSTATUS, &status) < 0) return -errno;
    return status & 0xff;
}

int kiosk_usblp_device_id(int fd, unsigned char *buffer, size_t capacity) {
    if (ioctl(fd, KIOSK_LPIOC_GET_DEVICE_ID(capacity), buffer) < 0) return -errno;
    // The first two bytes are the length, big-endian, themselves included.
    size_t length = ((size_t)buffer[0] << 8) | buffer[1];
    if (length < 2) return -EPROTO;
    return (int)(length < capacity ? length : capacity);
}
