import PKIX

/// The URIs of the algorithms: what NCALayer writes, what RFC 9231 lists, and the spellings met in Kazakhstan.
enum XMLAlgorithms {
    private static let more = "http://www.w3.org/2001/04/xmldsig-more#"
    private static let encryption = "http://www.w3.org/2001/04/xmlenc#"
    private static let kazakhstan = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:"

    static let enveloped = Namespace.signature + "enveloped-signature"

    private static let signatures: [(uri: String, algorithm: SignatureAlgorithm)] = [
        (more + "rsa-sha256", .rsaSHA256), (more + "rsa-sha384", .rsaSHA384), (more + "rsa-sha512", .rsaSHA512),
        (more + "ecdsa-sha256", .ecdsaSHA256), (more + "ecdsa-sha384", .ecdsaSHA384),
        (more + "ecdsa-sha512", .ecdsaSHA512),
        (kazakhstan + "gostr34102015-gostr34112015-512", .gost2015_512),
        (kazakhstan + "gostr34102015-gostr34112015-256", .gost2015_256),
        (more + "gost34310-gost34311", .gost2004),
    ]

    private static let digests: [(uri: String, algorithm: DigestAlgorithm)] = [
        (encryption + "sha256", .sha256), (more + "sha384", .sha384), (encryption + "sha512", .sha512),
        (kazakhstan + "gostr34112015-512", .streebog512), (kazakhstan + "gostr34112015-256", .streebog256),
        (more + "gost34311", .gost34311),
    ]

    /// The URI that we write; nil for an algorithm that XML signatures of ours do not use.
    static func uri(of algorithm: SignatureAlgorithm) -> String? {
        signatures.first { $0.algorithm == algorithm }?.uri
    }

    /// The URI that we write.
    static func uri(of algorithm: DigestAlgorithm) -> String? { digests.first { $0.algorithm == algorithm }?.uri }

    /// What a URI means; nil for algorithms that we do not accept, SHA-1 among them.
    static func signature(_ uri: String) -> SignatureAlgorithm? {
        spellings(uri).lazy.compactMap { uri in signatures.first { $0.uri == uri }?.algorithm }.first
    }

    /// What a URI means; nil for algorithms that we do not accept.
    static func digest(_ uri: String) -> DigestAlgorithm? {
        spellings(uri).lazy.compactMap { uri in digests.first { $0.uri == uri }?.algorithm }.first
    }

    /// Both families of KZ names have been seen with either beginning (complaints: NCANode#192).
    private static func spellings(_ uri: String) -> [String] {
        for (one, other) in [(more, kazakhstan), (kazakhstan, more)] where uri.hasPrefix(one + "gost") {
            return [uri, other + uri.dropFirst(one.count)]
        }
        return [uri]
    }
}
