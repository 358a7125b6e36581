/// A card with a PIV application (NIST SP 800-73-4), selected. Use it inside one transaction on the reader's executor:
/// each method is one step, nothing is repeated by itself, and no state but the card's own is kept.
public struct PIVCard {
    let channel: any CardChannel
    let limits: APDULimits

    /// Selects the PIV application; nil when the card has none.
    ///
    /// - Parameter limits: what card and reader take in one APDU.
    /// - Throws: ``CardError`` when the exchange fails; ``CardError/badAnswer(_:)`` when the application property
    ///   template (part 2, 3.1.1) is broken.
    public static func select(
        on channel: any CardChannel, within limits: APDULimits = .short
    ) throws(CardError) -> PIVCard? {
        let answer = try channel.send(
            CommandAPDU(ins: 0xA4, p1: 0x04, p2: 0x00, data: applicationIdentifier, expectedLength: 256))
        switch answer.status {
        case .success: break
        case _ where answer.status.saysNoSuchApplication: return nil
        default: throw .refused(answer.status, step: "SELECT PIV")
        }
        guard try TLV.find([0x61], in: answer.data) != nil else {
            throw .badAnswer("no application property template")
        }
        return PIVCard(channel: channel, limits: limits)
    }

    /// The right-truncated AID of PIV: every version answers it.
    public static let applicationIdentifier: [UInt8] = [0xA0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00]

    /// Reads a data object without PIN (GET DATA, part 2, 3.1.2): the content of its template 53 or 7E; nil when the
    /// card does not have it or it is empty.
    public func read(_ object: PIVObject) throws(CardError) -> [UInt8]? {
        let tag = TLV.bytes(ofTag: object.tag)
        let answer = try channel.send(
            CommandAPDU(
                ins: 0xCB, p1: 0x3F, p2: 0xFF, data: TLV(0x5C, tag).encoded, expectedLength: limits.answer),
            within: limits)
        switch answer.status {
        case .success: break
        case .notFound, .referenceNotFound: return nil
        default: throw .refused(answer.status, step: "GET DATA \(hex(tag))")
        }
        let template: UInt32 = object == .discovery ? 0x7E : 0x53
        guard let content = try TLV.find([template], in: answer.data) else {
            throw .badAnswer("GET DATA without template")
        }
        return content.isEmpty ? nil : content
    }

    /// The card's GUID out of its CHUID; nil when the card has none.
    public func cardID() throws(CardError) -> CardID? {
        guard let identifier = try read(.holderUniqueIdentifier) else { return nil }
        return try TLV.find([0x34], in: identifier).flatMap(CardID.init)
    }

    /// Name and IIN of the holder where the card gives them without PIN (``PIVObject/virtualHolder``).
    public func holder() throws(CardError) -> CardHolder? {
        guard let object = try read(.virtualHolder), let name = try TLV.find([0x01], in: object),
            let iin = try TLV.find([0x02], in: object)
        else { return nil }
        return CardHolder(name: String(decoding: name, as: UTF8.self), iin: String(decoding: iin, as: UTF8.self))
    }

    /// The certificate of a slot, DER, without PIN; nil when the slot has none. A compressed one (CertInfo, part 1,
    /// appendix A) is unpacked.
    public func certificate(_ slot: PIVSlot) throws(CardError) -> [UInt8]? {
        guard let object = try read(slot.certificateObject),
            let certificate = try TLV.find([0x70], in: object), !certificate.isEmpty
        else { return nil }
        // Bits 1 and 2 of CertInfo: 00 plain, 01 gzip; the others are reserved.
        switch (try TLV.find([0x71], in: object)?.first ?? 0) & 0x03 {
        case 0x00: return certificate
        case 0x01: return try GZIP.unpack(certificate)
        default: throw .unsupported("the packing of the certificate in slot \(hex([slot.rawValue]))")
        }
    }

    /// Which PIN the application asks for first (discovery object, part 1, 3.3.2): its own unless the card says that the
    /// card-wide one comes first.
    public func primaryPIN() throws(CardError) -> PINReference {
        guard let object = try read(.discovery), let policy = try TLV.find([0x5F2F], in: object), policy.count == 2
        else { return .pin }
        return policy[0] & 0x20 != 0 && policy[1] == 0x20 ? .global : .pin
    }

    /// How many retired key management slots hold a certificate on the card, 0 to 20 (key history, part 1, 3.3.3).
    public func retiredCertificateCount() throws(CardError) -> Int {
        guard let history = try read(.keyHistory), let count = try TLV.find([0xC1], in: history)?.first else {
            return 0
        }
        return min(Int(count), PIVSlot.retired.count)
    }
}

extension StatusWord {
    /// The answers to SELECT by name of cards that do not have the application.
    var saysNoSuchApplication: Bool {
        let known: [StatusWord] = [
            .notFound, .functionNotSupported, .instructionNotSupported, .wrongLength, .incorrectParameters,
            .classNotSupported, .conditionsNotSatisfied, .fileInvalidated,
        ]
        return known.contains(self)
    }
}
