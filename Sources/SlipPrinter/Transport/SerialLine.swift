import Glibc
import KioskDevices
import KioskDomain

/// A serial line: eight bits, no parity, one stop bit, RTS/CTS, no translation of bytes.
enum SerialLine {
    /// Bits per second that printers are set to.
    static let speeds: [Int: speed_t] = [
        9600: speed_t(B9600), 19200: speed_t(B19200), 38400: speed_t(B38400), 57600: speed_t(B57600),
        115_200: speed_t(B115200),
    ]

    /// Opens it, keeps other openers of ours out, and sets it up.
    static func open(_ path: String, baud: Int) throws(Failure) -> PrinterConnection {
        let descriptor = Glibc.open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw PrinterAddress.failure(errno, "open \(path)") }
        let connection = PrinterConnection(descriptor: descriptor, isSocket: false)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw Failure(.printerBusy, "\(path): \(DeviceHolder.describe(path))")
        }
        var modes = termios()
        guard tcgetattr(descriptor, &modes) == 0 else {
            throw PrinterAddress.failure(errno, "\(path) is no serial line")
        }
        cfmakeraw(&modes)
        modes.c_cflag |= tcflag_t(CLOCAL | CREAD) | tcflag_t(CRTSCTS)
        let speed = speeds[baud] ?? speed_t(B9600)
        guard cfsetspeed(&modes, speed) == 0, tcsetattr(descriptor, TCSANOW, &modes) == 0 else {
            throw PrinterAddress.failure(errno, "set up \(path)")
        }
        return connection
    }
}
