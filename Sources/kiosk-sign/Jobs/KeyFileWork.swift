import HelperProtocol
import KeyFiles
import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1

/// What is done with key files.
enum KeyFileWork {
    private static let mostKeys = 8

    static func open(
        _ documents: [[UInt8]], password: consuming SecretBytes, _ holdings: inout Holdings
    ) throws(Failure) -> SigningAnswer {
        guard let bytes = documents.first, documents.count == 1 else {
            throw Failure(.keyFileMalformed, "one document is wanted")
        }
        switch try KeyFileReader.open(bytes, password: password) {
        case .passwordWrong: return .passwordWrong
        case .opened(let entries):
            let keys = entries.enumerated().map { index, entry in
                KeyFileContents.Key(
                    index: index, name: entry.name, certificates: entry.certificates.map { CertificateSummary($0) })
            }
            return .keyFile(KeyFileContents(file: try holdings.keep(.file(entries)), keys: keys))
        }
    }

    static func sign(
        _ file: Int, _ key: Int, _ digests: [DigestToSign], _ holdings: Holdings, _ exchange: Exchange
    ) throws -> SigningAnswer {
        guard case .file(let entries) = holdings[file], entries.indices.contains(key) else {
            throw Failure(.signKeyMissing, "no such open key")
        }
        var signatures: [Blob] = []
        for (index, digest) in digests.enumerated() {
            let signature = try entries[key].key.sign(digest: digest.digest.bytes, algorithm: digest.scheme.algorithm)
            signatures.append(Blob(signature))
            try exchange.step(index + 1, of: digests.count)
        }
        return .signatures(signatures)
    }

    static func makeKeys(
        _ order: MakeKeysOrder, password: consuming SecretBytes, _ holdings: inout Holdings, _ exchange: Exchange
    ) throws -> SigningAnswer {
        if let refusal = KeyFilePasswordRules().refusal(of: password) {
            throw Failure(.keyFilePasswordRules, refusal.rawValue)
        }
        guard !order.keys.isEmpty, order.keys.count <= mostKeys else {
            throw Failure(.signKeyMissing, "\(order.keys.count) keys")
        }
        var keys: [(key: PrivateKey, name: String)] = []
        var requests: [Blob] = []
        for (index, wish) in order.keys.enumerated() {
            let key = try PrivateKey.generate(wish.algorithm.algorithm)
            let request = try CertificationRequest.signed(subject: try name(wish.subject), publicKey: key.publicKey) {
                digest throws(Failure) in try key.sign(digest: digest)
            }
            keys.append((key, wish.name))
            requests.append(Blob(request.der))
            try exchange.step(index + 1, of: order.keys.count)
        }
        let file = try holdings.keep(.newFile(Holdings.NewFile(password: password, keys: keys)))
        return .keysMade(file: file, requests: requests)
    }

    private static func name(_ attributes: [SubjectAttribute]) throws(Failure) -> DistinguishedName {
        guard attributes.count <= 32 else { throw Failure(.certificateMalformed, "too long a name") }
        var list: [DistinguishedName.Attribute] = []
        for attribute in attributes {
            guard let type = try? ASN1ObjectIdentifier(dotRepresentation: attribute.type[...]) else {
                throw Failure(.certificateMalformed, "attribute of a name")
            }
            list.append(.init(type, attribute.value))
        }
        return DistinguishedName(list)
    }

    static func finish(
        _ file: Int, _ certificates: [[Blob]], _ holdings: inout Holdings
    ) throws(Failure) -> [UInt8] {
        guard case .newFile(let new) = holdings[file] else { throw Failure(.signKeyMissing, "no such new file") }
        guard certificates.count == new.keys.count else {
            throw Failure(.certificatePurpose, "\(certificates.count) certificates for \(new.keys.count) keys")
        }
        var entries: [KeyFileEntry] = []
        for (pair, blobs) in zip(new.keys, certificates) {
            entries.append(
                KeyFileEntry(name: pair.name, key: pair.key, certificates: try Gathering.read(blobs)))
        }
        let bytes = try KeyFileWriter.write(entries, password: new.password)
        holdings.release(file)
        return bytes
    }

    /// Nil when the password is another. The chain that stood there stays, as far as it is the new certificate's.
    static func add(
        _ der: [UInt8], to documents: [[UInt8]], password: consuming SecretBytes
    ) throws(Failure) -> [UInt8]? {
        guard let bytes = documents.first, documents.count == 1 else {
            throw Failure(.keyFileMalformed, "one document is wanted")
        }
        let certificate = try Certificate(der: der)
        guard case .opened(var entries) = try KeyFileReader.open(bytes, password: password) else { return nil }
        guard let index = entries.firstIndex(where: { $0.isOwn(certificate) }) else {
            throw Failure(.certificateMismatch, "no key of the file is the certificate's")
        }
        let chain = entries[index].certificates.dropFirst()
        let keeps = chain.first.map { $0.subject == certificate.issuer } ?? false
        entries[index].certificates = [certificate] + (keeps ? Array(chain) : [])
        return try KeyFileWriter.write(entries, password: password)
    }
}
