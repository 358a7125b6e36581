import KioskDomain
import KioskTime
import PKIX
import SmartCard
import SwiftASN1

extension CardReport {
    /// What the card said, in the words of the rules.
    init(_ contents: CardContents, _ certificates: [HeldCertificate], _ status: PINStatus) {
        self.init(
            certificates: certificates,
            pin: SecretStanding(status.pin), puk: status.pukFormat.map { _ in SecretStanding(status.puk) },
            canChange: status.canChange,
            canRenew: contents.certificates.contains { $0.key?.place == .piv(.signature) },
            pinLength: status.format.minimum...status.format.maximum,
            pukLength: status.pukFormat.map { $0.minimum...$0.maximum } ?? 6...8)
    }
}

extension CardContents {
    /// The holder's EDS by its dates. Certificates without a key on the card, and of other uses, are left out.
    func held(at now: UnixTime, in zone: CentreZone) -> [(der: [UInt8], held: HeldCertificate)] {
        certificates.compactMap { certificate in
            let uses = EDSKey.allCases.filter { certificate.key?.purposes.contains($0.purpose) == true }
            guard !uses.isEmpty else { return nil }
            // What cannot be read is judged where it is used.
            let read = try? Certificate(der: certificate.der)
            var held = HeldCertificate(
                uses: uses, notBefore: certificate.outline.notBefore, notAfter: certificate.outline.notAfter,
                // An organisation's names one (E3).
                now: now, isPersonal: read?.subject.first(.NameAttributes.organizationName) == nil,
                // A card without such a key has nothing to log in with, whatever its certificates allow (L1).
                signsLogIn: certificate.key?.place == .piv(.authentication), day: zone.day)
            held.template = CertificateTemplate(
                extendedKeyUsages: read?.extensions.extendedKeyUsage?.map(\.dotted) ?? [])
            return (certificate.der, held)
        }
    }
}

extension EDSKey {
    fileprivate var purpose: CardKeyPurpose {
        switch self {
        case .authentication: .authentication
        case .signature: .signature
        }
    }
}

extension SecretStanding {
    fileprivate init(_ counter: PINCounter) {
        self =
            switch counter {
            case .remaining(let tries): .remaining(tries)
            case .unknown: .unknown
            case .blocked: .blocked
            }
    }
}
