import KioskDevices
import KioskDomain
import KioskScreens
import PortalContract

/// Revocations at the desk, one form after the other: each certificate that the form names, then one slip for all of them (E7).
/// Where an answer of the portal was lost, the slip is owed, and the same form finishes it.
actor DeskRevocations {
    /// What a revocation takes from the rest of the daemon.
    struct Steps: Sendable {
        var listed: @Sendable () async throws(Failure) -> PersonCertificates
        /// Into the journal, with the operator's name (R4).
        var note: @Sendable () async throws(Failure) -> Void
        /// Asked again for the same cause, the portal answers as the first time.
        var revoke: @Sendable (_ serial: String, RevocationCause) async throws(Failure) -> RevocationRecord
        var print: @Sendable (RevokedCertificates) async -> SlipResult
        /// The day on which something happened, at the centre.
        var day: @Sendable (UnixTime) -> CivilDate
    }

    /// More than an operator leaves unfinished in a day; the oldest are forgotten.
    private static let capacity = 64

    private let turnstile = Turnstile(capacity: 8)
    /// Serial numbers.
    private var owed: [String] = []

    /// Those of a person's certificates that were, or may have been, revoked here without a slip.
    func owed(of person: PersonCertificates) -> Set<String> {
        Set(person.certificates.map(\.serial)).intersection(owed)
    }

    /// - Throws: `certificate.revoked` when none is left to revoke and no slip is owed.
    func revoke(
        _ serials: [String], because cause: RevocationCause, _ steps: Steps
    ) async throws(Failure) -> PersonCertificates {
        guard await turnstile.enter(within: .seconds(60)) else {
            throw Failure(.portalUnreachable, "another revocation is under way")
        }
        do throws(Failure) {
            let shown = try await next(serials, because: cause, steps)
            await turnstile.leave()
            return shown
        } catch {
            await turnstile.leave()
            throw error
        }
    }

    private func next(
        _ serials: [String], because cause: RevocationCause, _ steps: Steps
    ) async throws(Failure) -> PersonCertificates {
        var shown = try await steps.listed()
        let named = shown.certificates.filter { serials.contains($0.serial) && $0.standing != .expired }
        guard named.contains(where: { $0.isRevocable || owed.contains($0.serial) }) else {
            throw Failure(.certificateRevoked)
        }
        try await steps.note()
        owed = (owed + named.map(\.serial).filter { !owed.contains($0) }).suffix(Self.capacity)
        var done: [RevocationRecord] = []
        for certificate in named {
            done.append(try await steps.revoke(certificate.serial, certificate.revokedFor ?? cause))
        }
        owed.removeAll { serials.contains($0) }
        for index in shown.certificates.indices {
            guard let record = done.first(where: { $0.serial == shown.certificates[index].serial }) else { continue }
            shown.certificates[index].standing = .revoked(record.cause, on: steps.day(record.time))
        }
        guard let last = done.max(by: { $0.time < $1.time }) else { return shown }
        shown.slip = await steps.print(
            RevokedCertificates(iin: shown.iin, serials: done.map(\.serial), cause: last.cause, at: last.time))
        return shown
    }
}

extension PersonalCertificate {
    /// Why it was revoked; nil when it is not.
    fileprivate var revokedFor: RevocationCause? {
        switch standing {
        case .revoked(let cause, _): cause
        case .valid, .expired: nil
        }
    }
}

extension RevocationRecord {
    fileprivate var time: UnixTime { UnixTime(milliseconds: revokedAtMilliseconds) }
}
