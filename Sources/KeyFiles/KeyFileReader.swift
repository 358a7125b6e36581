import CPKCS12
public import KioskDevices
import KioskDomain
import PKIX

/// Reads PKCS#12 files (RFC 7292): old ones as the national certification authority writes them (SHA-1 MAC, 3DES, RC2)
/// and modern ones (PBES2, RFC 8018).
public enum KeyFileReader {
    /// How opening ended.
    public enum Opening: Sendable {
        /// The keys that we can sign with.
        case opened([KeyFileEntry])
        /// The file is whole, the password another.
        case passwordWrong
    }

    /// Loads what old files need; to be called once, while files can still be opened. False when it is not installed.
    public static func prepare() -> Bool { cpkcs12_prepare() == 1 }

    /// Opens a file.
    ///
    /// - Parameter rounds: of key derivation that the file may cost in all.
    /// - Throws: ``KioskDevices/Failure``: `keyfile.malformed`; `keyfile.password-rules` for an empty password;
    ///   `sign.algorithm-unsupported` when all its keys are of unknown kinds; `internal.error` without memory.
    public static func open(
        _ bytes: [UInt8], password: borrowing SecretBytes, rounds: Int = KeyFileLimits.readRounds
    ) throws(Failure) -> Opening {
        guard bytes.count <= KeyFileLimits.size else { throw Failure(.keyFileMalformed, "\(bytes.count) bytes") }
        guard password.count > 0 else { throw Failure(.keyFilePasswordRules, "empty") }
        let bags = Bags()
        let outcome = password.withBytes { secret in
            cpkcs12_read(
                bytes, bytes.count, secret.assumingMemoryBound(to: CChar.self).baseAddress, secret.count,
                rounds,
                { context, kind, bytes, count, id, idCount, name in
                    guard let context else { return }
                    Unmanaged<Bags>.fromOpaque(context).takeUnretainedValue().take(
                        kind, UnsafeBufferPointer(start: bytes, count: count),
                        UnsafeBufferPointer(start: id, count: idCount), name.map { String(cString: $0) } ?? "")
                }, Unmanaged.passUnretained(bags).toOpaque())
        }
        switch outcome {
        case CPKCS12_DONE: return .opened(try bags.entries())
        case CPKCS12_PASSWORD: return .passwordWrong
        case CPKCS12_UNSUPPORTED: throw Failure(.keyFileMalformed, "protected in a way that is not known here")
        case CPKCS12_COSTLY: throw Failure(.keyFileMalformed, "more bags or rounds than a file may have")
        case CPKCS12_MEMORY: throw Failure(.internalError, "no memory for a key file")
        default: throw Failure(.keyFileMalformed, "not a whole PKCS#12 file")
        }
    }
}

/// What the bags of one file hold. A key is taken over at once, so that its bytes are zeroed before the next.
private final class Bags {
    private struct Key {
        var key: PrivateKey
        var id: [UInt8]
        var name: String
    }

    private var keys: [Key] = []
    private var certificates: [(certificate: Certificate, id: [UInt8], name: String)] = []
    private var problem: Failure?

    func take(
        _ kind: cpkcs12_kind, _ bytes: UnsafeBufferPointer<UInt8>, _ id: UnsafeBufferPointer<UInt8>, _ name: String
    ) {
        var bytes = Array(bytes)
        guard kind == CPKCS12_KEY else {
            // One that cannot be read is of no use for a key; the file is not refused for it.
            if let certificate = try? Certificate(der: bytes) { certificates.append((certificate, Array(id), name)) }
            return
        }
        defer { wipe(&bytes) }
        do throws(Failure) {
            keys.append(Key(key: try PrivateKey(pkcs8: bytes), id: Array(id), name: name))
        } catch {
            problem = problem ?? error
        }
    }

    func entries() throws(Failure) -> [KeyFileEntry] {
        if keys.isEmpty { throw problem ?? Failure(.keyFileMalformed, "no private key in it") }
        return keys.map { key in
            let own = certificate(of: key)
            let name = [key.name, own?.name ?? ""].first { !$0.isEmpty } ?? ""
            return KeyFileEntry(name: name, key: key.key, certificates: own.map { chain(from: $0.certificate) } ?? [])
        }
    }

    /// By the key itself: localKeyID is only a hint, and programs differ in what they put there.
    private func certificate(of key: Key) -> (certificate: Certificate, name: String)? {
        let fitting = certificates.filter { candidate in
            candidate.certificate.publicKey?.algorithm == key.key.algorithm
                && candidate.certificate.subjectPublicKeyInfo.subjectPublicKey
                    == key.key.publicKey.info.subjectPublicKey
        }
        let best = fitting.first { !$0.id.isEmpty && $0.id == key.id } ?? fitting.first
        return best.map { ($0.certificate, $0.name) }
    }

    private func chain(from certificate: Certificate) -> [Certificate] {
        var chain = [certificate]
        while chain.count <= KeyFileLimits.chain, let last = chain.last, !last.isSelfIssued,
            let next = certificates.map(\.certificate).first(where: { above in
                above.subject == last.issuer && !chain.contains(above)
                    && (above.publicKey.map { last.isSigned(by: $0) } ?? false)
            })
        {
            chain.append(next)
        }
        return chain
    }
}
