import FoundationEssentials
import SmartCard

extension VirtualCardState {
    /// A card with an EC key in slot 9A and its certificate: whoever has it and knows its PIN can be let in somewhere
    /// (RULES R4), once that certificate is known there.
    ///
    /// - Throws: ``CardError/pinEmpty`` or ``CardError/pinLength`` for a PIN or PUK that cannot be entered.
    init(signingIn person: Personalisation) throws {
        try self.init(person)
        let slot = PIVSlot.authentication
        let key = try VirtualKey.generate(.eccP256)
        let certificate = VirtualCertificate(
            subject: person.holder, key: key, authority: try VirtualKey.generate(.eccP256), binds: false)
        keys[slot.rawValue] = key
        // SP 800-73-4 part 1, table 10: the certificate, CertInfo 00 for a plain one, and an empty error code.
        let content = [TLV(0x70, try certificate.encoded()), TLV(0x71, [0x00]), TLV(0xFE, [UInt8]())]
        objects[slot.certificateObject.tag] = Data(content.flatMap(\.encoded))
    }
}
