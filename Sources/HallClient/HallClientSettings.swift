public import KioskDevices
import KioskDomain
public import MachineKeys

/// Where the hall is, and what this machine has to join it.
public struct HallClientSettings: Sendable {
    /// Such as `https://hall:8543`; no path.
    public var address: String
    /// The hall's port for machines without a certificate.
    public var enrolmentPort: Int
    /// PEM file of the hall's authority; empty where the code's fingerprint pins it.
    public var authorityFile: String
    /// File with the one-time code; empty for none.
    public var codeFile: String
    /// Where key, certificate and the hall's authority are kept (mode 0600).
    public var folder: String
    /// Says where the keys are to live.
    public var keys: KeyMaker
    /// For one call, from sending to the last byte.
    public var timeout = Duration.seconds(3)
    /// An event stream that says nothing for so long is taken for cut.
    public var silence = Duration.seconds(10)

    /// - Throws: `configuration.invalid` for an address that is not https with a host.
    public init(
        address: String, enrolmentPort: Int, authorityFile: String = "", codeFile: String = "", folder: String,
        keys: KeyMaker = .files
    ) throws(Failure) {
        guard let place = HallAddress(address) else {
            throw Failure(.configurationInvalid, "hall.address is https://host:port")
        }
        self.address = place.text
        self.enrolmentPort = enrolmentPort
        self.authorityFile = authorityFile
        self.codeFile = codeFile
        self.folder = folder
        self.keys = keys
    }

    /// The address for machines without a certificate.
    var enrolmentAddress: String {
        HallAddress(address).map { "https://\($0.host):\(enrolmentPort)" } ?? address
    }
}

/// `https://host:port`, nothing else.
public struct HallAddress: Sendable, Hashable {
    /// Name, IPv4 address, or IPv6 address in brackets.
    public var host: String
    /// 1 to 65535.
    public var port: Int

    /// Nil when the text is none.
    public init?(_ text: String) {
        guard text.hasPrefix("https://") else { return nil }
        let rest = text.dropFirst(8)
        guard let colon = rest.lastIndex(of: ":"), let port = Int(rest[rest.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        let host = rest[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        guard !host.isEmpty, !host.contains(where: { "/?#@ ".contains($0) }), isBracketed || !host.contains(":")
        else { return nil }
        self.host = String(host)
        self.port = port
    }

    /// As in a configuration.
    public var text: String { "https://\(host):\(port)" }
}
