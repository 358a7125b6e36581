import Glibc
import KioskDevices
import KioskDomain

extension PrinterAddress {
    /// Opens the way to the printer.
    /// - Throws: `printer.missing`, `printer.busy`, `printer.no-permission` or `printer.fault`; nothing was printed
    /// then.
    func open(within limit: Duration) throws(Failure) -> PrinterConnection {
        switch self {
        case .device(let path): try Self.openDevice(path)
        case .usb(let selector): try Self.openDevice(try USBDirectory().find(selector).device)
        case .tcp(let host, let port), .ipp(let host, let port, _): try Self.connect(host, port, within: limit)
        case .serial(let path, let baud): try SerialLine.open(path, baud: baud)
        }
    }

    /// True for what a USB cable may leave and come back to.
    var isPluggable: Bool {
        switch self {
        case .device, .usb: true
        case .tcp, .serial, .ipp: false
        }
    }

    private static func openDevice(_ path: String) throws(Failure) -> PrinterConnection {
        let descriptor = Glibc.open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            let number = errno
            guard number == EBUSY else { throw failure(number, "open \(path)") }
            throw Failure(.printerBusy, "open \(path): \(DeviceHolder.describe(path))")
        }
        return PrinterConnection(descriptor: descriptor, isSocket: false)
    }

    private static func connect(
        _ host: String, _ port: UInt16, within limit: Duration
    ) throws(Failure) -> PrinterConnection {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let info = found?.pointee else {
            throw Failure(.configurationInvalid, "no numeric address: tcp:\(host):\(port)")
        }
        defer { freeaddrinfo(found) }
        let flags = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(info.ai_family, flags, 0)
        guard descriptor >= 0 else { throw failure(errno, "socket") }
        let connection = PrinterConnection(descriptor: descriptor, isSocket: true)
        // The last bytes of a slip are small; waiting for company would only delay them.
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        guard Glibc.connect(descriptor, info.ai_addr, info.ai_addrlen) != 0 else { return connection }
        guard errno == EINPROGRESS else { throw failure(errno, "connect \(host):\(port)") }
        guard connection.isWritable(until: .now + limit) else {
            throw Failure(.printerMissing, "connect \(host):\(port): no answer within \(limit)")
        }
        var problem: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &problem, &length)
        guard problem == 0 else { throw failure(problem, "connect \(host):\(port)") }
        return connection
    }

    /// What an errno of `open` or `connect` means for a technician.
    static func failure(_ number: Int32, _ what: String) -> Failure {
        let code: FailureCode =
            switch number {
            case EBUSY: .printerBusy
            case EACCES, EPERM: .printerNoPermission
            case ENOENT, ENXIO, ENODEV, ENOTDIR: .printerMissing
            case ECONNREFUSED, ECONNRESET, EHOSTUNREACH, EHOSTDOWN, ENETUNREACH, ENETDOWN, ETIMEDOUT: .printerMissing
            default: .printerFault
            }
        return Failure(code, "\(what): \(String(cString: strerror(number)))")
    }
}
