internal import FoundationEssentials
internal import GRDB
internal import KioskDomain

/// The sealed part of a certificate request.
struct SealedRequest: Codable {
    var iin: String
    var fields: [String: String]
    var requests: KeySet?
    var certificates: KeySet?
    var progress = CardWriteProgress()
}

extension Journal {
    func requests(
        _ database: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [CertificateRequestRecord] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM certificate_request WHERE \(condition) ORDER BY sequence",
            arguments: arguments
        ).map { row in
            let sealed = try sealedRequest(row)
            let person = try sealed.map { sealed in
                guard let read = try? IIN.onCertificate(sealed.iin) else { throw JournalError.corrupt("a person") }
                return SealedPerson(iin: read.iin, fields: sealed.fields)
            }
            return CertificateRequestRecord(
                sequence: row["sequence"], application: row["application"], attempt: row["attempt"],
                step: try known(row["step"]), person: person, requests: sealed?.requests,
                certificates: sealed?.certificates, progress: sealed?.progress ?? CardWriteProgress(),
                openedAt: UnixTime(milliseconds: row["opened_at"]), changedAt: UnixTime(milliseconds: row["changed_at"])
            )
        }
    }

    func onlyRequest(_ database: Database, _ application: String) throws -> CertificateRequestRecord {
        guard let record = try requests(database, "application = ?", [application]).first else {
            throw JournalError.conflict("no such application")
        }
        return record
    }

    /// Changes the sealed part of a request that is not erased.
    func change(
        _ database: Database, _ application: String, at now: UnixTime, _ body: (inout SealedRequest) throws -> Void
    ) throws -> CertificateRequestRecord {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM certificate_request WHERE application = ?", arguments: [application]),
            var sealed = try sealedRequest(row), let wrapped: Data = row["wrapped_key"]
        else { throw JournalError.conflict("no such application, or it is erased") }
        try body(&sealed)
        let sequence: Int64 = row["sequence"]
        let bytes = try sealer.reseal(
            JSON.encode(sealed), wrappedKey: wrapped, table: "certificate_request", sequence: sequence)
        try database.run(
            sql: "UPDATE certificate_request SET sealed = ?, changed_at = ? WHERE sequence = ?",
            arguments: [bytes, now.milliseconds, sequence])
        return try onlyRequest(database, application)
    }

    private func sealedRequest(_ row: Row) throws -> SealedRequest? {
        try sealer.open(
            SealedRequest.self, row["wrapped_key"], row["sealed"], table: "certificate_request",
            sequence: row["sequence"])
    }
}
