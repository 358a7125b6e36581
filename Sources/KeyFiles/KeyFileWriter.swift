import CPKCS12
public import KioskDevices
import KioskDomain
import PKIX

/// Writes PKCS#12 files (RFC 7292): keys and certificates encrypted with AES-256 (PBES2, RFC 8018), MAC with SHA-256,
/// never anything in clear.
public enum KeyFileWriter {
    /// The whole file.
    ///
    /// - Parameters:
    ///   - entries: each key with its certificate and chain, or without any while the certificate is awaited.
    ///   - password: the caller has judged it; an empty one is refused.
    ///   - rounds: of key derivation, for each part.
    /// - Throws: ``KioskDevices/Failure``: `keyfile.password-rules` for an empty password, `certificate.wrong-purpose`
    ///   when a certificate is not its key's, `internal.error` without memory or random numbers.
    public static func write(
        _ entries: [KeyFileEntry], password: borrowing SecretBytes, rounds: Int32 = KeyFileLimits.writeRounds
    ) throws(Failure) -> [UInt8] {
        guard password.count > 0 else { throw Failure(.keyFilePasswordRules, "empty") }
        let writer = password.withBytes { secret in
            cpkcs12_writer_new(secret.assumingMemoryBound(to: CChar.self).baseAddress, secret.count, rounds)
        }
        guard let writer else { throw Failure(.internalError, "no memory for a key file") }
        defer { cpkcs12_writer_free(writer) }
        var written: Set<Certificate> = []
        for entry in entries {
            let own = entry.certificates.first
            guard own.map(entry.isOwn) ?? true else {
                throw Failure(.certificatePurpose, "a certificate of another key")
            }
            let id = entry.key.publicKey.info.keyIdentifier
            try check(
                entry.key.withPKCS8 { bytes in
                    cpkcs12_writer_key(
                        writer, bytes.assumingMemoryBound(to: UInt8.self).baseAddress, bytes.count, id, id.count,
                        entry.name)
                })
            guard let own else { continue }
            written.insert(own)
            try check(cpkcs12_writer_certificate(writer, own.der, own.der.count, id, id.count, entry.name))
        }
        for certificate in entries.flatMap({ $0.certificates.dropFirst() }) where written.insert(certificate).inserted {
            try check(cpkcs12_writer_certificate(writer, certificate.der, certificate.der.count, nil, 0, nil))
        }
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        try check(cpkcs12_writer_finish(writer, &bytes, &count))
        defer { cpkcs12_free(bytes) }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    private static func check(_ outcome: cpkcs12_outcome) throws(Failure) {
        switch outcome {
        case CPKCS12_DONE: return
        case CPKCS12_MALFORMED: throw Failure(.certificateMalformed, "not to be put into a key file")
        default: throw Failure(.internalError, "no memory or random numbers for a key file")
        }
    }
}
