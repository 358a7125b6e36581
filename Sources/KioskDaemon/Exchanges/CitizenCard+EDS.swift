import KioskDomain
import PKIX
import SmartCard
import SwiftASN1

/// The signature certificate of a person's own EDS, and its key on the card.
struct PersonalEDS: Sendable {
    let iin: IIN
    let name: String
    let certificate: Certificate
    let key: CardKey
}

extension CitizenCard {
    /// Of the card that ``report()`` read: a key that signs, with a certificate that holds at `now` and names a person (NCA
    /// profile: `serialNumber` of the subject). Nil when it has none.
    func eds(at now: UnixTime) -> PersonalEDS? {
        for held in signers(at: now) {
            guard let key = held.key, let certificate = try? Certificate(der: held.der),
                certificate.notBefore <= now, now <= certificate.notAfter,
                certificate.subject.first(.NameAttributes.organizationName) == nil,
                let number = certificate.subject.first(.NameAttributes.serialNumber), number.hasPrefix("IIN"),
                let iin = try? IIN(text: String(number.dropFirst(3)))
            else { continue }
            return PersonalEDS(
                iin: iin, name: certificate.subject.first(.NameAttributes.commonName) ?? iin.masked,
                certificate: certificate, key: key)
        }
        return nil
    }
}
