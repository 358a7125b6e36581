/// A private key, wherever it lives: PIV, PKCS#15, PKCS#11, file (DESIGN 2).
public protocol SigningKey: Sendable {
    /// DER: the key's certificate, then what is known of its chain.
    var certificates: [[UInt8]] { get }

    /// Signs digests, in their order. One PIN serves all where the medium allows it.
    ///
    /// - Parameter progress: told after each; answers the task's cancellation.
    /// - Throws: a `CodedError`.
    func sign(_ digests: [DigestToSign], progress: SigningClient.Progress?) async throws -> [[UInt8]]
}

/// A key of a PKCS#12 file that kiosk-sign holds open.
public struct FileKey: SigningKey {
    /// Names the open file.
    public let file: Int
    /// Names the key in it.
    public let index: Int
    /// DER: the key's certificate, then as much of its chain as the file holds.
    public let certificates: [[UInt8]]
    private let client: SigningClient

    /// One of the keys that ``SigningClient/openKeyFile(_:password:)`` gave.
    public init(_ key: KeyFileContents.Key, of contents: KeyFileContents, client: SigningClient) {
        file = contents.file
        index = key.index
        certificates = key.certificates.map(\.der.bytes)
        self.client = client
    }

    /// Signs in the helper.
    public func sign(_ digests: [DigestToSign], progress: SigningClient.Progress?) async throws -> [[UInt8]] {
        try await client.sign(file: file, key: index, digests, progress: progress)
    }
}
