public import KioskDevices
import KioskDomain

/// How opening a key file ended.
public enum KeyFileOpening: Sendable, Hashable {
    /// The helper holds its keys until `release` or ten minutes without use.
    case opened(KeyFileContents)
    /// The file is whole, the password another. Nothing counts the tries on a file.
    case passwordWrong
}

extension SigningClient {
    /// Opens a PKCS#12 file in the helper; its keys never leave it.
    ///
    /// - Throws: `keyfile.malformed`, `keyfile.password-rules` for an empty password, `sign.helper-fault`.
    public func openKeyFile(
        _ bytes: [UInt8], password: consuming SecretBytes
    ) async throws(SigningFailure) -> KeyFileOpening {
        guard password.count > 0 else { throw SigningFailure(.keyFilePasswordRules, "empty") }
        switch try await ask(.openKeyFile, documents: [bytes], secret: password).answer {
        case .keyFile(let contents): return .opened(contents)
        case .passwordWrong: return .passwordWrong
        default: throw .helper("another answer than to openKeyFile")
        }
    }

    /// Signs digests with a key of an open file.
    ///
    /// - Throws: `sign.key-missing`, `sign.algorithm-unsupported`, `sign.cancelled`, `sign.helper-fault`.
    public func sign(
        file: Int, key: Int, _ digests: [DigestToSign], progress: Progress? = nil
    ) async throws(SigningFailure) -> [[UInt8]] {
        let reply = try await ask(.sign(file: file, key: key, digests: digests), progress: progress)
        guard case .signatures(let list) = reply.answer, list.count == digests.count else {
            throw .helper("another answer than to sign")
        }
        return list.map(\.bytes)
    }

    /// Makes key pairs for a new file in the helper, under a password that ``KeyFilePasswordRules`` accept.
    ///
    /// - Returns: what names the file in ``finishKeyFile(_:certificates:)``, and DER of a request (PKCS#10) a key.
    /// - Throws: `keyfile.password-rules`, `sign.helper-fault`.
    public func makeKeys(
        _ keys: [MakeKeysOrder.Key], password: consuming SecretBytes
    ) async throws(SigningFailure) -> (file: Int, requests: [[UInt8]]) {
        let reply = try await ask(.makeKeys(MakeKeysOrder(keys: keys)), secret: password)
        guard case .keysMade(let file, let requests) = reply.answer, requests.count == keys.count else {
            throw .helper("another answer than to makeKeys")
        }
        return (file, requests.map(\.bytes))
    }

    /// Writes the PKCS#12 file, encrypted (PBES2, AES-256), once its certificates are there.
    ///
    /// - Parameter certificates: for each key its certificate, then the chain.
    /// - Throws: `certificate.malformed`, `certificate.wrong-purpose` when a certificate is another key's.
    public func finishKeyFile(_ file: Int, certificates: [[[UInt8]]]) async throws(SigningFailure) -> [UInt8] {
        let request = SigningRequest.finishKeyFile(file: file, certificates: certificates.map { $0.map(Blob.init) })
        let reply = try await ask(request)
        guard case .documents(1) = reply.answer, let bytes = reply.documents.first else {
            throw .helper("another answer than to finishKeyFile")
        }
        return bytes
    }

    /// Puts an issued certificate beside its key in a PKCS#12 file, matched by the public key.
    ///
    /// - Returns: the file written anew under the same password; nil when the password is another.
    /// - Throws: `portal.certificate-mismatch` when no key of the file is the certificate's, `certificate.malformed`,
    ///   `keyfile.malformed`, `sign.helper-fault`.
    public func addCertificate(
        _ certificate: [UInt8], to bytes: [UInt8], password: consuming SecretBytes
    ) async throws(SigningFailure) -> [UInt8]? {
        guard password.count > 0 else { throw SigningFailure(.keyFilePasswordRules, "empty") }
        let reply = try await ask(.addCertificate(Blob(certificate)), documents: [bytes], secret: password)
        switch reply.answer {
        case .passwordWrong: return nil
        case .documents(1):
            if let file = reply.documents.first { return file }
            throw .helper("no file to addCertificate")
        default: throw .helper("another answer than to addCertificate")
        }
    }
}
