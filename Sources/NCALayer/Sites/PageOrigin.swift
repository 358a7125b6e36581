/// Who is on the other end of a connection, as far as its `Origin` header says (RFC 6454, section 7).
public enum PageOrigin: Sendable, Hashable, CustomStringConvertible {
    /// A page of a site: `https://host` or `https://host:port`, in lower case.
    case site(String)
    /// `null`: a page from a file, or one in a sandbox.
    case opaque
    /// No such header: no browser.
    case none

    /// Reads the header; nil when it is no serialised origin (RFC 6454, section 6.2), or longer than 255 bytes.
    public init?(header: String?) {
        guard let header else {
            self = .none
            return
        }
        if header == "null" {
            self = .opaque
            return
        }
        guard let site = Self.site(header) else { return nil }
        self = .site(site)
    }

    /// What screens and logs call it.
    public var description: String {
        switch self {
        case .site(let site): site
        case .opaque: "null"
        case .none: "-"
        }
    }

    private static func site(_ text: String) -> String? {
        guard text.utf8.count <= 255, let colon = text.firstIndex(of: ":") else { return nil }
        let scheme = text[..<colon].lowercased()
        let rest = text[colon...]
        guard rest.hasPrefix("://"), !scheme.isEmpty, scheme.utf8.allSatisfy(isSchemeByte) else { return nil }
        let host = rest.dropFirst(3).lowercased()
        guard !host.isEmpty, host.utf8.allSatisfy(isHostByte) else { return nil }
        return "\(scheme)://\(host)"
    }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// Letters, digits and what stands in names, ports and IPv6 addresses; no path, no user, no percent sign.
    private static func isHostByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || ".-_:[]".utf8.contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

extension PageOrigin {
    /// The reverse of ``description``.
    public init?(name: String) { self.init(header: name == "-" ? nil : name) }
}
