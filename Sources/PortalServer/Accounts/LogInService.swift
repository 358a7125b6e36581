import KioskDomain
import LocalAuthority
import PKIX
import PortalContract
import SQLAccess

/// Log-in to the personal account at a machine (RULES L1, L2): EDS and SMS code, or the mobile app.
struct LogInService: Sendable {
    let store: PortalStore
    let clock: PortalClock

    func open(_ kiosk: EnrolledKiosk) async throws -> LogInOpened {
        let now = clock.now()
        let (id, token) = (SMSService.randomName(), SMSService.randomName())
        let challenge = SMSService.randomName() + SMSService.randomName()
        return try await store.write { database in
            try LogInRow.insert(database, id, challenge: challenge, token: token, kiosk: kiosk.id, at: now)
            return LogInOpened(
                logIn: id, challenge: challenge, qr: LogInCode.prefix + token,
                expiresAtMilliseconds: (now + LogInRow.proofLife).milliseconds)
        }
    }

    func standing(_ id: String, _ kiosk: EnrolledKiosk) async throws -> LogInStanding {
        let now = clock.now()
        return try await store.write { try LogInRow.hold($0, id, kiosk, at: now).standing }
    }

    /// L1: the challenge, signed with an EDS for authentication that is valid now.
    func prove(_ id: String, _ request: LogInSignature, _ kiosk: EnrolledKiosk) async throws -> LogInStanding {
        let now = clock.now()
        let signed = try CertifiedStatement<LogInStatement>(request.statement)
        return try await store.write { database in
            let row = try LogInRow.hold(database, id, kiosk, at: now)
            let serial = CertificateRow.text(signed.certificate.serialNumber)
            guard
                signed.value
                    == LogInStatement(logIn: id, challenge: row.challenge, certificate: serial, kiosk: kiosk.id)
            else { throw PortalProblem(.signatureInvalid, 403, "another log-in, machine or certificate is signed") }
            let owner = try Self.holder(database, signed.certificate, serial, at: now)
            try Audit.record(database, at: now, kiosk: kiosk.id, "log-in.signed", iin: owner.digits, detail: serial)
            return try row.note(.eds, of: owner, database, at: now).standing
        }
    }

    private static func holder(
        _ database: any SQLTransaction, _ certificate: Certificate, _ serial: String, at now: UnixTime
    ) throws -> IIN {
        guard let row = try CertificateRow.find(database, serial: serial), Array(row.der) == certificate.der,
            let owner = try? IIN(text: row.iin)
        else { throw PortalProblem(.certificateStatusUnknown, 403, "the register does not know the certificate") }
        try certificate.mustBePersonal()
        guard row.use != .signature else {
            throw PortalProblem(.certificatePurpose, 403, "the certificate is for signatures")
        }
        guard now.milliseconds >= row.notBefore else {
            throw PortalProblem(.certificateNotYetValid, 403, "the certificate is not valid yet")
        }
        guard now.milliseconds <= row.notAfter else {
            throw PortalProblem(.certificateExpired, 403, "the certificate is not valid any more")
        }
        guard try RevocationRow.find(database, serial: serial) == nil else {
            throw PortalProblem(.certificateRevoked, 403, "the certificate was revoked")
        }
        return owner
    }

    /// L2: the code is used up by this log-in.
    func finish(_ id: String, _ request: LogInCodeProof, _ kiosk: EnrolledKiosk) async throws -> LogInStanding {
        let now = clock.now()
        return try await store.write { database in
            let row = try LogInRow.hold(database, id, kiosk, at: now)
            guard let owner = row.iin, row.facts.signedWithEDS else {
                throw PortalProblem(.logInIncomplete, 409, "the EDS comes before the code")
            }
            // Whoever did not hear the first answer asks again: the code was used up for this very log-in.
            guard !row.facts.smsCodeAccepted else { return row.standing }
            let hash = SMSService.hash(request.proof)
            guard let proof = try database.heldRow("SELECT * FROM proof WHERE hash = ?", [hash]),
                try proof["iin"] == owner.digits, try proof["purpose"] == SMSPurpose.login.rawValue,
                try proof["kiosk"] == kiosk.id, try proof["spent"] == 0,
                UnixTime(milliseconds: try proof["madeAt"]) >= row.openedAt
            else { throw PortalProblem(.proofMissing, 403, "no SMS code was answered for this log-in") }
            try database.execute("UPDATE proof SET spent = 1 WHERE hash = ?", [hash])
            try Audit.record(database, at: now, kiosk: kiosk.id, "log-in.open", iin: owner.digits)
            return try row.note(.coded, of: owner, database, at: now).standing
        }
    }

    /// The phone is a stub: whoever knows the IIN holds it. Demonstration mode only.
    func scan(_ request: LogInScan) async throws -> LogInStanding {
        let (iin, now) = (try IIN(wire: request.iin), clock.now())
        guard request.qr.hasPrefix(LogInCode.prefix) else {
            throw PortalProblem(.digitalCodeForeign, 422, "the code is of another system")
        }
        let token = String(request.qr.dropFirst(LogInCode.prefix.count))
        return try await store.write { database in
            let row = try LogInRow.hold(database, token: token, at: now)
            _ = try Person.hold(database, iin)
            guard !row.facts.mobileAppScanned else { throw PortalProblem(.digitalCodeUsed, 409, "it was scanned") }
            try Audit.record(database, at: now, kiosk: row.kiosk, "log-in.scanned", iin: iin.digits)
            return try row.note(.scanned, of: iin, database, at: now).standing
        }
    }

    /// Ending it twice changes nothing.
    func end(_ id: String, _ kiosk: EnrolledKiosk) async throws -> LogInEnded {
        let now = clock.now()
        return try await store.write { database in
            try database.execute(
                "UPDATE logIn SET endedAt = ? WHERE id = ? AND kiosk = ? AND endedAt IS NULL",
                [now.milliseconds, id, kiosk.id])
            return LogInEnded(logIn: id)
        }
    }
}
