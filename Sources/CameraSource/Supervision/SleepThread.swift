import Glibc

/// Pauses the calling thread, which must not be one of the shared pool.
func sleepThread(_ duration: Duration) {
    let parts = duration.components
    var pause = timespec(tv_sec: Int(parts.seconds), tv_nsec: Int(parts.attoseconds / 1_000_000_000))
    var left = timespec()
    while nanosleep(&pause, &left) != 0, errno == EINTR { pause = left }
}
