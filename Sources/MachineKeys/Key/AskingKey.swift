import KioskDevices
import KioskDomain
public import PKIX

/// The file of a key that asks for a certificate: kept before the first try, so that an answer that is lost is asked for
/// again by the same key.
public struct AskingKey: Sendable {
    private let path: String
    private let keys: KeyMaker

    /// - Parameter path: of the file.
    public init(path: String, keys: KeyMaker) {
        self.path = path
        self.keys = keys
    }

    /// The key kept, else a new one; one that its TPM does not know any more never got as far as to ask.
    ///
    /// - Throws: ``KioskDevices/Failure`` as ``MachineKey/sign(_:)`` and ``KeyMaker/make()``, or ``PrivateFileError``.
    public func request() async throws -> (key: any MachineKey, request: CertificationRequest) {
        if let kept = try PrivateFile.read(path) {
            let key = try keys.key(in: Array(kept))
            do throws(Failure) {
                return (key, try await key.request())
            } catch {
                guard error.code == .tpmKeyLost else { throw error }
            }
        }
        let key = try await keys.make()
        try PrivateFile.write(path, Array(key.kept.utf8))
        return (key, try await key.request())
    }
}
