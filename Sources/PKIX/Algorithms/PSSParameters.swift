import SwiftASN1

/// RSASSA-PSS-params (RFC 4055, 3.1).
extension SignatureAlgorithm {
    var pssParameters: [UInt8] {
        let hash = digestAlgorithm.identifier.der
        let mask = AlgorithmIdentifier(Standard.mgf1, parameters: hash).der
        return DEREncoding.sequence(
            DEREncoding.explicit(0, hash), DEREncoding.explicit(1, mask),
            DEREncoding.explicit(2, DEREncoding.integer(digestAlgorithm.length)))
    }

    /// Whether these parameters name our digest for message and mask alike, and a salt of its length.
    func readsPSS(_ parameters: [UInt8]?) -> Bool {
        guard let parameters,
            let given = try? Self.fieldsOfPSS(parameters),
            DigestAlgorithm(given.hash) == digestAlgorithm,
            given.mask.algorithm == Standard.mgf1,
            let inner = given.mask.parameters, let node = try? DER.parse(inner),
            let maskHash = try? AlgorithmIdentifier(node)
        else { return false }
        return DigestAlgorithm(maskHash) == digestAlgorithm && given.salt == digestAlgorithm.length
    }

    private static func fieldsOfPSS(
        _ parameters: [UInt8]
    ) throws -> (hash: AlgorithmIdentifier, mask: AlgorithmIdentifier, salt: Int) {
        // The defaults of the fields are SHA-1, which we do not take here: so each must be there.
        var reader = try ElementReader(der: parameters[...], limit: DERLimits.certificate)
        guard let hash = try reader.optional(explicit: 0), let mask = try reader.optional(explicit: 1),
            let salt = try reader.optional(explicit: 2)
        else { throw EncodingProblem.structure }
        return (try AlgorithmIdentifier(hash), try AlgorithmIdentifier(mask), try salt.number())
    }
}
