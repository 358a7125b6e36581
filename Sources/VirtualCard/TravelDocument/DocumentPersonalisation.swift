public import KioskDevices
import KioskDomain
import SmartCard
package import TravelDocument

/// What makes a new virtual document somebody's.
public struct DocumentPersonalisation: Sendable {
    /// Name in Latin letters; others become filler.
    public var name: String
    /// Goes into the optional data of the zone; date of birth and sex are taken from it.
    public var iin: String
    /// Nine characters.
    public var documentNumber: String
    /// YYMMDD.
    public var expiryDate: String
    /// The card access number, six digits.
    public var can: String
    /// JPEG or JPEG 2000; a small grey picture when nil.
    public var portrait: [UInt8]?
    /// Who signs it.
    public var authority: DocumentAuthority
    /// What is wrong with it.
    public var fault: DocumentFault?

    /// Makes a personalisation.
    public init(
        name: String, iin: String, documentNumber: String = "900000001", expiryDate: String = "350314",
        can: String = "381729", portrait: [UInt8]? = nil, authority: DocumentAuthority, fault: DocumentFault? = nil
    ) {
        self.name = name
        self.iin = iin
        self.documentNumber = documentNumber
        self.expiryDate = expiryDate
        self.can = can
        self.portrait = portrait
        self.authority = authority
        self.fault = fault
    }

    /// YYMMDD.
    public var birthDate: String { String(iin.prefix(6)) }

    /// The machine-readable zone, three lines of 30 characters without separators.
    public var zone: [UInt8] {
        // The seventh digit is even for women (P1).
        let isFemale = (iin.utf8.dropFirst(6).first ?? 0x31) & 1 == 0
        return MRZMaker.td1(
            issuer: "KAZ", documentNumber: documentNumber, optionalData: iin, birthDate: birthDate,
            sex: isFemale ? "F" : "M", expiryDate: expiryDate, name: name)
    }
}

extension VirtualTravelDocument {
    /// Ways of PACE that a document offers unless said otherwise.
    package static let usualOffers = [
        PACEInfo(cipher: .aes128, curve: .brainpoolP256r1), PACEInfo(cipher: .aes256, curve: .brainpoolP384r1),
    ]

    /// Makes a document and signs it.
    ///
    /// - Throws: `document.number` for a number, date or CAN that cannot stand on a document; `internal.error` without
    ///   randomness.
    public init(_ person: DocumentPersonalisation) throws(Failure) {
        try self.init(person, offers: Self.usualOffers)
    }

    /// The same with other ways of PACE, none for a chip with BAC alone.
    package init(
        _ person: DocumentPersonalisation, offers: [PACEInfo], extendedLength: Bool = false
    ) throws(Failure) {
        guard
            let zone = DocumentPassword(
                documentNumber: person.documentNumber, birthDate: person.birthDate, expiryDate: person.expiryDate),
            let can = DocumentPassword(can: person.can)
        else { throw Failure(.documentNumber, "a document number, date or CAN that no document has") }
        let group1 = DocumentContent.group1(person.zone)
        let group2 = DocumentContent.group2(person.portrait ?? DocumentContent.placeholderPicture)
        let securityObject = try Self.securityObject([1: group1, 2: group2], person)
        var master: [UInt8: [UInt8]] = [:]
        if !offers.isEmpty { master[0x1C] = DocumentContent.cardAccess(offers) }
        if extendedLength { master[0x01] = DocumentContent.lengthInformation(command: 0x1000, answer: 0x1000) }
        let files = DocumentFiles(
            master: master,
            application: [0x1E: DocumentContent.common, 0x1D: securityObject, 0x01: group1, 0x02: group2])
        self.init(files, secrets: DocumentSecrets(zone: zone, can: can), fault: person.fault)
    }

    private static func securityObject(
        _ groups: [Int: [UInt8]], _ person: DocumentPersonalisation
    ) throws(Failure) -> [UInt8] {
        switch person.fault {
        case .wrongHash:
            var others = groups
            others[2]?.append(0)
            return try person.authority.securityObject(others)
        case .wrongSignature:
            // The signature's value stands at the end.
            var object = try person.authority.securityObject(groups)
            object[object.count - 1] ^= 1
            return object
        case .tamperedMessage, .mute, nil: return try person.authority.securityObject(groups)
        }
    }
}
