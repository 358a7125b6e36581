extension PKCS15Card {
    /// Signs a digest: MANAGE SECURITY ENVIRONMENT (SET for a digital signature; ISO/IEC 7816-4, 11.5.11), then PERFORM
    /// SECURITY OPERATION (COMPUTE DIGITAL SIGNATURE; 7816-8, 11.7).
    ///
    /// The input's form is the card's own word (`supportedAlgorithms`); a card that says nothing gets `DigestInfo` for
    /// RSA and the bare digest for EC, which is what most take.
    func sign(_ key: CardKey, _ digest: MessageDigest) throws(CardError) -> [UInt8] {
        guard let entry = entry(key) else { throw .unsupported("a key that is not on this card") }
        let algorithm = algorithm(entry, digest)
        try enterKey(entry)
        try manage(entry, algorithm)
        let answer = try files.send(
            CommandAPDU(
                ins: 0x2A, p1: 0x9E, p2: 0x9A, data: try input(key, algorithm, digest),
                expectedLength: files.limits.answer))
        guard answer.status == .success else {
            throw .refused(answer.status, step: "PERFORM SECURITY OPERATION")
        }
        let signature = try SignatureForm.check(answer.data, key.algorithm)
        if let publicKey = key.publicKey, !publicKey.isSignature(signature, of: digest) {
            throw .badAnswer("the key \(hex(entry.identifier)) is not its certificate's")
        }
        return signature
    }

    // Mechanisms of PKCS#11 v3.0 as `AlgorithmInfo` names them.
    private enum Mechanism {
        static let rsaPKCS1 = 0x01
        static let rsaRaw = 0x03
        static let ecdsa = 0x1041
        static let hashed: [Int: MessageDigest.Function] = [
            0x40: .sha256, 0x41: .sha384, 0x42: .sha512, 0x1044: .sha256, 0x1045: .sha384, 0x1046: .sha512,
        ]
    }

    /// The algorithm to name: one that wants what every digest can be made to, else one for this hash function.
    private func algorithm(_ entry: PKCS15Key, _ digest: MessageDigest) -> PKCS15Token.Algorithm? {
        let all = directory.token.algorithms.filter { one in
            one.signs && (entry.algorithms.isEmpty || entry.algorithms.contains(one.reference))
        }
        let wanted = entry.kind == .rsa ? [Mechanism.rsaPKCS1, Mechanism.rsaRaw] : [Mechanism.ecdsa]
        for mechanism in wanted { if let match = all.first(where: { $0.mechanism == mechanism }) { return match } }
        return all.first { one in
            // The numbers from 1000 on are those of ECDSA.
            Mechanism.hashed[one.mechanism] == digest.function && (one.mechanism < 0x1000) == (entry.kind == .rsa)
        }
    }

    private func input(
        _ key: CardKey, _ algorithm: PKCS15Token.Algorithm?, _ digest: MessageDigest
    ) throws(CardError) -> [UInt8] {
        if let algorithm, Mechanism.hashed[algorithm.mechanism] != nil { return digest.bytes }
        switch key.algorithm {
        case .ecP256: return digest.ecdsaInput(length: 32)
        case .ecP384: return digest.ecdsaInput(length: 48)
        case .rsa(let bits):
            guard let block = digest.rsaBlock(length: bits / 8) else { throw .unsupported("so long a digest") }
            return algorithm?.mechanism == Mechanism.rsaRaw ? block : digest.digestInfo
        }
    }

    /// The references are those of the application or of the key's own file.
    private func enterKey(_ entry: PKCS15Key) throws(CardError) {
        guard entry.reference == nil, let path = entry.path else { return }
        guard try PKCS15Reader(files: files).select(path, in: directory.application) != nil else {
            throw .badAnswer("the key's file does not exist")
        }
    }

    private func manage(_ entry: PKCS15Key, _ algorithm: PKCS15Token.Algorithm?) throws(CardError) {
        var parts: [TLV] = []
        if let reference = algorithm?.cardReference { parts.append(TLV(0x80, [reference])) }
        if let reference = entry.reference {
            parts.append(TLV(0x84, [reference]))
        } else if let file = entry.path?.files.last {
            parts.append(TLV(0x81, [UInt8(file >> 8), UInt8(file & 0xFF)]))
        }
        let answer = try files.send(
            CommandAPDU(ins: 0x22, p1: 0x41, p2: 0xB6, data: parts.flatMap(\.encoded)))
        guard answer.status == .success else {
            throw .refused(answer.status, step: "MANAGE SECURITY ENVIRONMENT")
        }
    }
}
