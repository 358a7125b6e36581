import FoundationEssentials
import GRDB
import KioskDomain
import PKIX
import PortalContract

/// One issued certificate as the database holds it.
struct CertificateRow: Sendable {
    /// ``KeyFamily``, or this for those of the one authority of schema 1.
    static let formerFamily = "former"

    let serial: String
    let family: String
    let iin: String
    let application: String?
    /// SHA-256 of the request.
    let digest: String
    let der: Data
    let issuer: Data
    let notBefore: Int64
    let notAfter: Int64

    private init(row: Row) {
        serial = row["serial"]
        family = row["family"]
        iin = row["iin"]
        application = row["application"]
        digest = row["digest"]
        der = row["der"]
        issuer = row["issuer"]
        notBefore = row["notBefore"]
        notAfter = row["notAfter"]
    }

    static func find(_ database: Database, serial: String) throws -> CertificateRow? {
        try Row.fetchOne(database, sql: "SELECT * FROM certificate WHERE serial = ?", arguments: [serial])
            .map(CertificateRow.init(row:))
    }

    static func find(
        _ database: Database, application: String, _ use: CertificateUse
    ) throws -> CertificateRow? {
        try Row.fetchOne(
            database, sql: "SELECT * FROM certificate WHERE application = ? AND use = ?",
            arguments: [application, use.rawValue]
        ).map(CertificateRow.init(row:))
    }

    /// For the contract.
    var issued: IssuedCertificate {
        IssuedCertificate(
            certificate: der, serial: serial, notBeforeMilliseconds: notBefore, notAfterMilliseconds: notAfter)
    }

    /// The text under which a serial number is kept: no leading zero bytes.
    static func text(_ serial: SerialNumber) -> String { Hex.encode(serial.bytes.drop { $0 == 0 }) }
}
