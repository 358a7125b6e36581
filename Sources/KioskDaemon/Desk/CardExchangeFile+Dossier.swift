import CMS
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTime
import PortalContract

/// What the portal shows of an application, held against what its applicant signed: an officer certifies the one by the other.
extension CardExchangeFile {
    /// - Throws: `exchange.disagrees`; `portal.bad-answer` for what is no application.
    func dossier(
        of slip: String, with pictures: Set<ExchangePicture>, _ zone: CentreZone
    ) throws(Failure) -> ExchangeDossier {
        guard let iin = try? IIN(text: iin), let born = CivilDate(iso: birthDate), let until = CivilDate(iso: expiresOn)
        else { throw Failure(.portalAnswer, "an application without its applicant") }
        try mustAgree(slip)
        return ExchangeDossier(
            slip: slip, stage: application.stage, annulment: application.annulment, fee: application.fee,
            submittedOn: zone.day(UnixTime(milliseconds: application.submittedAtMilliseconds)), iin: iin, name: name,
            birthDate: born, documentNumber: documentNumber, expiresOn: until, digest: digest,
            findings: checks.compactMap { check in
                ExchangeFinding.Subject(rawValue: check.subject.rawValue).map {
                    ExchangeFinding($0, passed: check.passed)
                }
            }, pictures: pictures)
    }

    /// Whether the signature holds under the authorities is the portal's to say; what it covers is seen here.
    private func mustAgree(_ slip: String) throws(Failure) {
        guard application.slip == slip else { throw Failure(.exchangeDisagrees, "another slip") }
        guard ContentDigest.hex(of: signature) == digest else { throw Failure(.exchangeDisagrees, "digest") }
        guard let content = try? CMSDocument(Array(signature)).content,
            let said = try? ContractJSON.decode(CardExchangeStatement.self, from: Data(content))
        else { throw Failure(.exchangeDisagrees, "something else is signed") }
        guard said.iin == iin, said.documentNumber == documentNumber else {
            throw Failure(.exchangeDisagrees, "another person or card is signed")
        }
        for (picture, digest) in [(photo, said.photo), (specimen, said.specimen)] {
            guard let picture else { continue }
            guard ContentDigest.hex(of: picture) == digest else {
                throw Failure(.exchangeDisagrees, "another picture is signed")
            }
        }
    }

    /// Those that are what their names say; nothing else reaches a browser.
    var shownPictures: [ExchangePicture: ShownPicture] {
        var shown: [ExchangePicture: ShownPicture] = [:]
        for (kind, data) in [(ExchangePicture.photo, photo), (.registerPhoto, registerPhoto)] {
            guard let data, data.starts(with: [0xFF, 0xD8, 0xFF]) else { continue }
            shown[kind] = ShownPicture(bytes: WipedBytes(Array(data)), mediaType: "image/jpeg")
        }
        for (kind, data) in [(ExchangePicture.specimen, specimen), (.registerSpecimen, registerSpecimen)] {
            guard let data, data.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { continue }
            shown[kind] = ShownPicture(bytes: WipedBytes(Array(data)), mediaType: "image/png")
        }
        return shown
    }
}
