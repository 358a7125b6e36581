import FoundationEssentials

/// Bytes within a message, as Base64: certificates, digests, signatures. Documents travel as frames of their own.
public struct Blob: Sendable, Hashable, Codable {
    /// The bytes.
    public var bytes: [UInt8]

    /// These bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// From Base64 text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let data = Data(base64Encoded: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not Base64")
        }
        bytes = Array(data)
    }

    /// As Base64 text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(base64)
    }

    /// Base64 in one line.
    public var base64: String { Data(bytes).base64EncodedString() }

    /// PEM (RFC 7468): Base64 in lines of 64 between the marks of `label`, such as `CERTIFICATE`.
    public func pem(_ label: String) -> String {
        let text = Data(bytes).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN \(label)-----\n\(text)\n-----END \(label)-----\n"
    }
}
