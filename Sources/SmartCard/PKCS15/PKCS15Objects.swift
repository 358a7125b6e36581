/// Reads the entries of the directories. What is no entry is nil: the caller notes it and goes on.
enum PKCS15Objects {
    /// The parts that every object has (7816-15, 8.2.7 `CIO`): common attributes, class attributes, and type attributes
    /// under [1]; subclass attributes under [0] are passed over.
    private struct Parts {
        var common: PKCS15Common
        var classAttributes: [TLV]
        var typeAttributes: [TLV]

        init?(_ element: TLV) {
            let parts = element.children
            guard parts.count >= 2, parts[0].tag == 0x30, parts[1].tag == 0x30,
                let type = parts.first(where: { $0.tag == 0xA1 })?.children.first, type.tag == 0x30
            else { return nil }
            common = PKCS15Common(parts[0].children)
            classAttributes = parts[1].children
            typeAttributes = type.children
        }
    }

    /// `PrivateKeyType`: RSA is a SEQUENCE, EC [0]; others are passed over.
    static func privateKey(_ element: TLV) -> PKCS15Key? {
        guard element.tag == 0x30 || element.tag == 0xA0, let parts = Parts(element),
            let identifier = parts.classAttributes.first, identifier.tag == 0x04,
            let usage = parts.classAttributes.dropFirst().first, usage.tag == 0x03
        else { return nil }
        let kind: PKCS15Key.Kind = element.tag == 0x30 ? .rsa : .ec
        let length = parts.typeAttributes.dropFirst().first { $0.tag == 0x02 }?.integer
        guard kind == .ec || length.map({ (1024...8192).contains($0) && $0 % 8 == 0 }) == true else { return nil }
        return PKCS15Key(
            common: parts.common, kind: kind, identifier: identifier.value, usage: BitString(usage.value),
            reference: parts.classAttributes.first { $0.tag == 0x02 }?.referenceByte,
            path: parts.typeAttributes.first.flatMap { PKCS15Path($0) }, modulusLength: kind == .rsa ? length : nil,
            algorithms: parts.classAttributes.first { $0.tag == 0xA1 }?.children.compactMap(\.integer) ?? [],
            isNative: parts.classAttributes.first { $0.tag == 0x01 }?.value.first != 0)
    }

    /// `PublicKeyType`: RSA is a SEQUENCE, EC [0].
    static func publicKey(_ element: TLV) -> PKCS15PublicKey? {
        guard element.tag == 0x30 || element.tag == 0xA0, let parts = Parts(element),
            let identifier = parts.classAttributes.first, identifier.tag == 0x04,
            let value = parts.typeAttributes.first.flatMap(value)
        else { return nil }
        return PKCS15PublicKey(identifier: identifier.value, value: value)
    }

    /// `CertificateType`: X.509 is a SEQUENCE; others are passed over.
    static func certificate(_ element: TLV) -> PKCS15Certificate? {
        guard element.tag == 0x30, let parts = Parts(element), let identifier = parts.classAttributes.first,
            identifier.tag == 0x04, let value = parts.typeAttributes.first.flatMap(value)
        else { return nil }
        return PKCS15Certificate(
            common: parts.common, identifier: identifier.value,
            isAuthority: parts.classAttributes.first { $0.tag == 0x01 }?.value.first.map { $0 != 0 } ?? false,
            value: value)
    }

    /// `AuthenticationType`: a password is a SEQUENCE; others are passed over.
    static func pin(_ element: TLV) -> PKCS15PIN? {
        guard element.tag == 0x30, let parts = Parts(element) else { return nil }
        var rest = parts.typeAttributes[...]
        guard let flags = rest.popFirst(), flags.tag == 0x03, let type = rest.popFirst(), type.tag == 0x0A,
            let encoding = encoding(type.integer), let minimum = rest.popFirst()?.integer,
            let stored = rest.popFirst()?.integer
        else { return nil }
        let bits = BitString(flags.value)
        let maximum = rest.first.flatMap { $0.tag == 0x02 ? $0.integer : nil } ?? stored
        let reference = rest.first { $0.tag == 0x80 }?.referenceByte ?? 0
        let padding = rest.first { $0.tag == 0x04 }?.value.first
        return PKCS15PIN(
            common: parts.common, authID: parts.classAttributes.first { $0.tag == 0x04 }?.value, flags: bits,
            format: PINFormat(
                reference: reference, encoding: encoding, minimum: minimum, maximum: maximum,
                // needs-padding: without it the stored length is a bound, not what is sent.
                storedLength: bits.isSet(5) ? stored : 0, padding: bits.isSet(5) ? padding ?? 0xFF : nil),
            path: rest.first { $0.tag == 0x30 }.flatMap { PKCS15Path($0) })
    }

    /// EF.TokenInfo: version, serial number, then optional parts by their tags.
    static func token(_ bytes: [UInt8]) -> PKCS15Token? {
        guard let whole = TLV.parseFile(bytes).elements.first, whole.tag == 0x30 else { return nil }
        let parts = whole.children
        guard parts.count >= 2, parts[0].tag == 0x02, parts[1].tag == 0x04 else { return nil }
        var token = PKCS15Token(serial: parts[1].value)
        token.label = parts.first { $0.tag == 0x80 }?.text ?? ""
        token.algorithms = parts.first { $0.tag == 0xA2 }?.children.compactMap(algorithm) ?? []
        return token
    }

    private static func algorithm(_ element: TLV) -> PKCS15Token.Algorithm? {
        let parts = element.children
        guard parts.count >= 4, let reference = parts[0].integer, let mechanism = parts[1].integer else { return nil }
        let operations = parts.first { $0.tag == 0x03 }.map { BitString($0.value) }
        return PKCS15Token.Algorithm(
            reference: reference, mechanism: mechanism,
            cardReference: parts.dropFirst(4).last { $0.tag == 0x02 }?.referenceByte,
            signs: operations?.isSet(1) ?? true)
    }

    private static func encoding(_ type: Int?) -> PINFormat.Encoding? {
        switch type {
        case 0: .bcd
        case 1: .digits
        case 2: .text
        case 3: .halfNibbleBCD
        default: nil
        }
    }

    /// A path is a SEQUENCE that begins with an OCTET STRING; [0] is the value itself.
    private static func value(_ element: TLV) -> PKCS15Value? {
        if element.tag == 0xA0 { return .direct(element.value) }
        return PKCS15Path(element).map(PKCS15Value.indirect)
    }
}

extension PKCS15Common {
    /// Every part is optional: label, flags, authentication identifier, consent, access rules.
    init(_ parts: [TLV]) {
        label = parts.first { $0.tag == 0x0C }?.text ?? ""
        authID = parts.first { $0.tag == 0x04 }?.value
        userConsent = parts.first { $0.tag == 0x02 }?.integer
    }
}
