import FoundationEssentials
public import HelperProtocol
public import KioskDevices
public import KioskDomain

/// Whom signatures are judged by and where the services are; from the configuration.
public struct SigningSettings: Sendable {
    /// DER of the trusted authorities.
    public var anchors: [[UInt8]] = []
    /// DER of issuing authorities below them.
    public var intermediates: [[UInt8]] = []
    /// Time-stamp service (RFC 3161); empty for none.
    public var timeStampURL = ""
    /// OCSP responder used instead of those that certificates name; empty for those.
    public var ocspURL = ""
    /// Lists used instead of those that certificates name.
    public var crlURLs: [String] = []
    /// Hosts that may be asked beside those of the addresses above.
    public var hosts: [String] = []
    /// Folder where sticks are mounted; key files and documents are looked for there.
    public var mediaFolder = ""

    /// Nobody is trusted and nothing is asked, unless said otherwise.
    public init() {}

    /// Every host that the fetcher may ask.
    public var allHosts: Set<String> {
        let named = ([timeStampURL, ocspURL] + crlURLs).compactMap(Self.host)
        return Set((named + hosts).map { $0.lowercased() })
    }

    /// As kiosk-sign wants it.
    public func trust(_ now: UnixTime, asksRevocation: Bool = true) -> TrustSettings {
        TrustSettings(
            now: now, anchors: anchors, intermediates: intermediates, asksRevocation: asksRevocation,
            ocspURL: ocspURL, crlURLs: crlURLs)
    }

    private static func host(_ url: String) -> String? {
        url.firstRange(of: "://").map { range in
            String(url[range.upperBound...].prefix { $0 != "/" })
        }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The certificates of a PEM file; a missing file has none.
    /// - Throws: `configuration.invalid` for a file that is there and holds none.
    public static func certificates(file: String) throws(Failure) -> [[UInt8]] {
        guard !file.isEmpty else { return [] }
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw Failure(.configurationInvalid, "a file of certificates cannot be read: \(file)")
        }
        let marks = ("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----")
        var found: [[UInt8]] = []
        var rest = text[...]
        while let start = rest.firstRange(of: marks.0), let end = rest[start.upperBound...].firstRange(of: marks.1) {
            let base64 = rest[start.upperBound..<end.lowerBound].filter { !$0.isWhitespace }
            guard let der = Data(base64Encoded: base64) else {
                throw Failure(.configurationInvalid, "a certificate of \(file) is no Base64")
            }
            found.append(Array(der))
            rest = rest[end.upperBound...]
        }
        guard !found.isEmpty else { throw Failure(.configurationInvalid, "no certificate in \(file)") }
        return found
    }
}
