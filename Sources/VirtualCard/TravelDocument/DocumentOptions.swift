import FoundationEssentials
import Glibc
import KioskDomain
import PKIX
import SmartCard

/// What a virtual document has beside its holder.
public struct DocumentOptions: Sendable {
    /// Nine characters.
    public var number = "900000001"
    /// Its last day, YYMMDD.
    public var expiryDate = "350314"
    /// The card access number, six digits.
    public var can = "381729"
    /// JPEG or JPEG 2000; a small grey picture when nil.
    public var portrait: [UInt8]?
    /// What is wrong with it.
    public var fault: DocumentFault?
    /// Where the certificate of the signing authority is written, for readers that are to trust the document: PEM when the
    /// name ends with `.pem`, else DER.
    public var authorityFile: String?

    /// Every field as given.
    public init(
        number: String = "900000001", expiryDate: String = "350314", can: String = "381729", portrait: [UInt8]? = nil,
        fault: DocumentFault? = nil, authorityFile: String? = nil
    ) {
        self.number = number
        self.expiryDate = expiryDate
        self.can = can
        self.portrait = portrait
        self.fault = fault
        self.authorityFile = authorityFile
    }
}

extension VirtualTravelDocument {
    /// A new document at each start, signed by an authority that is thrown away with it.
    static func make(_ person: Personalisation) throws -> VirtualTravelDocument {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let authority = try DocumentAuthority(now: UnixTime(milliseconds: Int64(time.tv_sec) * 1000))
        if let path = person.document.authorityFile {
            let certificate = authority.certificate
            let bytes = path.hasSuffix(".pem") ? Array(certificate.pem.utf8) : certificate.der
            try Data(bytes).write(to: URL(filePath: path))
        }
        return try VirtualTravelDocument(
            DocumentPersonalisation(
                name: person.holder.name, iin: person.holder.iin, documentNumber: person.document.number,
                expiryDate: person.document.expiryDate, can: person.document.can,
                portrait: person.document.portrait, authority: authority, fault: person.document.fault))
    }
}
