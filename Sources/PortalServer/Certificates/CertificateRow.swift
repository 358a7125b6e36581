import FoundationEssentials
import KioskDomain
import PKIX
import PortalContract
import SQLAccess

/// One issued certificate as the database holds it.
struct CertificateRow: Sendable {
    /// ``KeyFamily``, or this for those of the one authority of schema 1.
    static let formerFamily = "former"

    let serial: String
    let family: String
    let iin: String
    let application: String?
    let use: CertificateUse
    /// SHA-256 of the request.
    let digest: String
    let der: Data
    let issuer: Data
    let notBefore: Int64
    let notAfter: Int64

    private init(row: SQLRow) throws {
        serial = try row["serial"]
        family = try row["family"]
        iin = try row["iin"]
        application = try row["application"]
        use = CertificateUse(rawValue: try row["use"]) ?? .both
        digest = try row["digest"]
        der = try row["der"]
        issuer = try row["issuer"]
        notBefore = try row["notBefore"]
        notAfter = try row["notAfter"]
    }

    static func find(_ database: any SQLTransaction, serial: String) throws -> CertificateRow? {
        try database.row("SELECT * FROM certificate WHERE serial = ?", [serial])
            .map(CertificateRow.init(row:))
    }

    static func find(
        _ database: any SQLTransaction, application: String, _ use: CertificateUse
    ) throws -> CertificateRow? {
        try database.row(
            "SELECT * FROM certificate WHERE application = ? AND use = ?", [application, use.rawValue]
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
