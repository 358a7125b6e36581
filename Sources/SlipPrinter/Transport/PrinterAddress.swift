/// Where a printer is.
public enum PrinterAddress: Sendable, Hashable, LosslessStringConvertible {
    /// A character device of usblp, best by its udev link: `device:/dev/psc-kiosk/printer`.
    case device(path: String)
    /// A USB printer by what it is, wherever it is plugged in: `usb:serial=ABC`, `usb:port=1-1.2`.
    case usb(USBSelector)
    /// A raw TCP port, mostly 9100: `tcp:192.0.2.7:9100`. The host is a number: a name server may hang, and a printer
    /// has a fixed address.
    case tcp(host: String, port: UInt16)
    /// A serial line, eight bits, no parity, RTS/CTS: `serial:/dev/ttyS0:115200`.
    case serial(path: String, baud: Int)
    /// A print queue of CUPS or of the printer itself: `ipp:127.0.0.1:631/ipp/print`. It carries bytes and proves
    /// nothing: every slip that goes this way stays unconfirmed.
    case ipp(host: String, port: UInt16, path: String)

    /// Reads the forms above; nil for everything else. `localhost` and IPv6 in brackets are fine.
    public init?(_ description: String) {
        guard let colon = description.firstIndex(of: ":") else { return nil }
        let rest = description[description.index(after: colon)...]
        switch description[..<colon] {
        case "device":
            guard Self.isPath(rest) else { return nil }
            self = .device(path: String(rest))
        case "usb":
            guard let selector = USBSelector(rest) else { return nil }
            self = .usb(selector)
        case "tcp":
            guard let (host, port) = Self.hostAndPort(rest) else { return nil }
            self = .tcp(host: host, port: port)
        case "serial":
            guard let end = rest.lastIndex(of: ":"), Self.isPath(rest[..<end]),
                let baud = Int(rest[rest.index(after: end)...]), SerialLine.speeds[baud] != nil
            else { return nil }
            self = .serial(path: String(rest[..<end]), baud: baud)
        case "ipp":
            guard let slash = rest.firstIndex(of: "/"), let (host, port) = Self.hostAndPort(rest[..<slash]),
                rest[slash...].utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else { return nil }
            self = .ipp(host: host, port: port, path: String(rest[slash...]))
        default: return nil
        }
    }

    /// As it is written in the configuration.
    public var description: String {
        switch self {
        case .device(let path): "device:\(path)"
        case .usb(let selector): "usb:\(selector)"
        case .tcp(let host, let port): "tcp:\(Self.written(host)):\(port)"
        case .serial(let path, let baud): "serial:\(path):\(baud)"
        case .ipp(let host, let port, let path): "ipp:\(Self.written(host)):\(port)\(path)"
        }
    }

    /// Host and port as a URI writes them (RFC 3986 section 3.2.2).
    static func written(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

    private static func isPath(_ text: Substring) -> Bool { text.hasPrefix("/") && text.count > 1 }

    private static func hostAndPort(_ text: Substring) -> (String, UInt16)? {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if host == "localhost" { host = "127.0.0.1" }
        guard !host.isEmpty, host.allSatisfy({ $0.isHexDigit || $0 == "." || $0 == ":" }) else { return nil }
        return (host, port)
    }
}

/// Which of the USB printers.
public enum USBSelector: Sendable, Hashable, CustomStringConvertible {
    /// By the serial number that the device tells. Some makers give all of their printers the same one.
    case serial(String)
    /// By the socket it is plugged into, as sysfs names it: `1-1.2`.
    case port(String)

    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let value = String(parts[1])
        switch String(parts[0]) {
        case "serial": self = .serial(value)
        case "port": self = .port(value)
        default: return nil
        }
    }

    /// As it is written behind `usb:`.
    public var description: String {
        switch self {
        case .serial(let serial): "serial=\(serial)"
        case .port(let port): "port=\(port)"
        }
    }
}
