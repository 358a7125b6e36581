import KioskDomain
import SmartCard
import Testing

@testable import TravelDocument
@testable import VirtualCard

/// Documents of a person that does not exist.
enum TestDocument {
    static let now = UnixTime(milliseconds: 1_790_000_000_000)
    static let iin = "850315300019"
    static let can = "381729"
    static let documentNumber = "012345678"
    static let zone = zone()
    static let otherZone = String(decoding: zone(number: "876543210"), as: UTF8.self)

    static func zonePassword() -> DocumentPassword? {
        DocumentPassword(documentNumber: documentNumber, birthDate: "850315", expiryDate: "350314")
    }

    /// A zone of a person that does not exist.
    static func zone(
        issuer: String = "KAZ", number: String = documentNumber, optionalData: String = iin
    ) -> [UInt8] {
        MRZMaker.td1(
            issuer: issuer, documentNumber: number, optionalData: optionalData, birthDate: "850315", sex: "M",
            expiryDate: "350314", name: "DEMO<<PERSON<1")
    }

    /// Without a security object: for access and secure messaging alone.
    static func make(offers: [PACEInfo]) throws -> VirtualTravelDocument {
        let secrets = DocumentSecrets(
            zone: try #require(zonePassword()), can: DocumentPassword(can: can))
        let files = DocumentFiles(
            master: offers.isEmpty ? [:] : [0x1C: DocumentContent.cardAccess(offers)],
            application: [0x1E: DocumentContent.common, 0x01: DocumentContent.group1(zone)])
        return VirtualTravelDocument(files, secrets: secrets)
    }

    /// A whole document.
    static func make(
        _ authority: DocumentAuthority, offers: [PACEInfo] = VirtualTravelDocument.usualOffers,
        portrait: [UInt8]? = nil, fault: DocumentFault? = nil, extendedLength: Bool = false
    ) throws -> VirtualTravelDocument {
        let person = DocumentPersonalisation(
            name: "Demo Person 1", iin: iin, documentNumber: documentNumber, can: can, portrait: portrait,
            authority: authority, fault: fault)
        return try VirtualTravelDocument(person, offers: offers, extendedLength: extendedLength)
    }

    /// The same with other files of the application.
    static func make(
        _ authority: DocumentAuthority, changing change: (inout [UInt8: [UInt8]]) throws -> Void
    ) throws -> VirtualTravelDocument {
        let whole = try make(authority, offers: [])
        var files = whole.files
        try change(&files.application)
        return VirtualTravelDocument(files, secrets: whole.secrets)
    }

    /// Reads with the zone's password, trusting `authority`.
    static func read(
        _ channel: any CardChannel, trusting authority: DocumentAuthority?, limits: APDULimits = .short,
        password: DocumentPassword? = nil
    ) throws -> ChipReadingResult {
        let password = try #require(password ?? zonePassword())
        return try TravelDocumentReader(
            channel: channel, limits: limits, authorities: authority.map { [$0.certificate] } ?? [], now: now
        ).read(with: password)
    }
}

extension ChipReadingResult {
    /// The reading; the test ends without one.
    func reading(_ location: SourceLocation = #_sourceLocation) throws -> ChipReading {
        guard case .read(let reading) = self else {
            Issue.record("no reading: \(self)", sourceLocation: location)
            throw CardError.closed
        }
        return reading
    }
}
