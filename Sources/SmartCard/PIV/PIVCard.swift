/// A card with a PIV application (NIST SP 800-73-4), selected. Use it inside one transaction on the reader's executor:
/// each method is one step, nothing is repeated by itself, and no state but the card's own is kept.
public struct PIVCard {
    let channel: any CardChannel

    /// Selects the PIV application; nil when the card has none.
    ///
    /// - Throws: ``CardError`` when the exchange fails; ``CardError/badAnswer(_:)`` when the application property
    ///   template (part 2, 3.1.1) is broken.
    public static func select(on channel: any CardChannel) throws(CardError) -> PIVCard? {
        let answer = try channel.send(
            CommandAPDU(ins: 0xA4, p1: 0x04, p2: 0x00, data: applicationIdentifier, expectedLength: 256))
        switch answer.status {
        case .success: break
        case .notFound, .functionNotSupported, .instructionNotSupported, .wrongLength, .incorrectParameters: return nil
        default: throw .refused(answer.status, step: "SELECT PIV")
        }
        guard try TLV.find([0x61], in: answer.data) != nil else {
            throw .badAnswer("no application property template")
        }
        return PIVCard(channel: channel)
    }

    /// The right-truncated AID of PIV: every version answers it.
    public static let applicationIdentifier: [UInt8] = [0xA0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00]

    /// Reads a data object without PIN (GET DATA, part 2, 3.1.2): the content of its template 53 or 7E; nil when the
    /// card does not have it or it is empty.
    public func read(_ object: PIVObject) throws(CardError) -> [UInt8]? {
        let tag = TLV.bytes(ofTag: object.tag)
        let answer = try channel.send(
            CommandAPDU(ins: 0xCB, p1: 0x3F, p2: 0xFF, data: TLV(0x5C, tag).encoded, expectedLength: 256))
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

    /// The certificate of a slot, DER, without PIN; nil when the slot has none.
    ///
    /// - Throws: ``CardError/unsupported(_:)`` for a compressed one (CertInfo bit 1, part 1, appendix A).
    public func certificate(_ slot: PIVSlot) throws(CardError) -> [UInt8]? {
        guard let object = try read(slot.certificateObject),
            let certificate = try TLV.find([0x70], in: object), !certificate.isEmpty
        else { return nil }
        let info = try TLV.find([0x71], in: object)?.first ?? 0
        guard info & 0x03 == 0 else { throw .unsupported("a compressed certificate in slot \(hex([slot.rawValue]))") }
        return certificate
    }
}
