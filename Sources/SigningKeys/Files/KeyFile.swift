public import HelperProtocol
public import KioskDevices
import KioskDomain

/// A PKCS#12 file that kiosk-sign holds open; its keys are seen, and can sign, once the password was right.
public actor KeyFile {
    private nonisolated let executor = BlockingExecutor(name: "key-file")
    /// A thread of its own: a stick may hang.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Folder and name of the file.
    public nonisolated let store: KeyFileStore
    /// Without its folder.
    public nonisolated let name: String
    private let client: SigningClient

    /// A file that is not open yet.
    public init(_ name: String, in store: KeyFileStore, client: SigningClient) {
        self.name = name
        self.store = store
        self.client = client
    }

    /// What the password opened.
    public enum Opening: Sendable {
        /// The keys with their certificates, and a session for each.
        case opened([(key: FoundKey, session: any KeySession)])
        /// The password is another. Files count no tries.
        case passwordWrong
    }

    /// Reads the file and opens it in kiosk-sign.
    ///
    /// - Throws: `keyfile.missing`, `keyfile.malformed`, `sign.helper-fault`.
    public func open(_ password: consuming SecretBytes) async throws(Failure) -> Opening {
        do {
            switch try await client.openKeyFile(store.read(name), password: password) {
            case .passwordWrong: return .passwordWrong
            case .opened(let contents): return .opened(contents.keys.compactMap { found($0, contents) })
            }
        } catch {
            throw Failure(coding: error)
        }
    }

    /// Makes a key pair for a file that does not exist yet; nothing is written.
    ///
    /// - Returns: the whole file, encrypted, and DER of the request for a certificate (PKCS#10).
    /// - Throws: `keyfile.password-rules`, `sign.helper-fault`.
    public func prepare(
        _ key: MakeKeysOrder.Key, password: consuming SecretBytes
    ) async throws(Failure) -> (file: [UInt8], request: [UInt8]) {
        do {
            let (handle, requests) = try await client.makeKeys([key], password: password)
            let file = try await client.finishKeyFile(handle, certificates: [[]])
            guard let request = requests.first else { throw Failure(.signHelperFault) }
            return (file, request)
        } catch {
            throw Failure(coding: error)
        }
    }

    /// Puts an issued certificate beside its key; nothing is written.
    ///
    /// - Returns: the whole file, encrypted under the same password; nil when the password is another.
    /// - Throws: `portal.certificate-mismatch` when none of its keys is the certificate's, `keyfile.malformed`.
    public func adding(
        _ certificate: [UInt8], password: consuming SecretBytes
    ) async throws(Failure) -> [UInt8]? {
        do {
            return try await client.addCertificate(certificate, to: store.read(name), password: password)
        } catch {
            throw Failure(coding: error)
        }
    }

    /// Writes the file: whole and durable, or not at all.
    ///
    /// - Parameter replacing: false for a new file, which is refused when there is one of that name.
    /// - Throws: `keyfile.write-failed`.
    public func write(_ bytes: [UInt8], replacing: Bool) throws(Failure) {
        if replacing {
            try store.replace(name, bytes)
        } else {
            try store.write(name, bytes)
        }
    }

    private func found(
        _ key: KeyFileContents.Key, _ contents: KeyFileContents
    ) -> (key: FoundKey, session: any KeySession)? {
        guard let certificate = key.certificates.first else { return nil }
        let found = FoundKey(
            place: .file(name: name, index: key.index), medium: name, kind: .file, storage: "PKCS12",
            certificate: certificate,
            chain: key.certificates.dropFirst().map(\.der.bytes),
            purposes: FoundKey.Purpose.all(of: certificate))
        return (found, FileKeySession(key: FileKey(key, of: contents, client: client), client: client))
    }
}

/// A key of an open file: unlocked already.
private struct FileKeySession: KeySession {
    let key: FileKey
    let client: SigningClient
    var lock: KeyLock { KeyLock(kind: .password, tries: .unknown, length: 1...SecretBytes.capacity) }

    func unlock(_ secret: consuming SecretBytes, confirmedLastTry: Bool) -> UnlockResult { .accepted }
    func unlockOnPad(_ language: Language, confirmedLastTry: Bool) -> UnlockResult { .accepted }

    func sign(
        _ digests: [DigestToSign], progress: @escaping @Sendable (Int) -> Void
    ) async throws(Failure) -> [[UInt8]] {
        do {
            return try await key.sign(digests) { done, _ in progress(done) }
        } catch {
            throw Failure(coding: error)
        }
    }

    func end() async { await client.release([key.file]) }
}
