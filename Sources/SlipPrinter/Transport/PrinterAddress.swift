/// Where a printer is: `device:/dev/…` (usblp, best by its udev link) or `tcp:host:port`.
public enum PrinterAddress: Sendable, Hashable, LosslessStringConvertible {
    /// A character device.
    case device(path: String)
    /// A raw TCP port, mostly 9100. The host is a number: a name server may hang, and a printer has a fixed address.
    case tcp(host: String, port: UInt16)

    /// Reads `device:/dev/…` and `tcp:host:port`; nil for everything else. `localhost` and IPv6 in brackets are fine.
    public init?(_ description: String) {
        if description.hasPrefix("device:") {
            let path = String(description.dropFirst("device:".count))
            guard path.hasPrefix("/"), path.count > 1 else { return nil }
            self = .device(path: path)
        } else if description.hasPrefix("tcp:") {
            let rest = description.dropFirst("tcp:".count)
            guard let colon = rest.lastIndex(of: ":"), let port = UInt16(rest[rest.index(after: colon)...]), port > 0
            else { return nil }
            var host = String(rest[..<colon])
            if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
            if host == "localhost" { host = "127.0.0.1" }
            guard !host.isEmpty, host.allSatisfy({ $0.isHexDigit || $0 == "." || $0 == ":" }) else { return nil }
            self = .tcp(host: host, port: port)
        } else {
            return nil
        }
    }

    /// As it is written in the configuration.
    public var description: String {
        switch self {
        case .device(let path): "device:\(path)"
        case .tcp(let host, let port): host.contains(":") ? "tcp:[\(host)]:\(port)" : "tcp:\(host):\(port)"
        }
    }
}
