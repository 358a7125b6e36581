import KioskDevices
import KioskDomain
import KioskScreens
import KioskTime
import PortalClient
import PortalContract

/// Revoking a person's certificates at the desk, after the identity was checked (E7). The look-up and each revocation are
/// journalled with the operator's name before they are done (R4).
extension OperatorDesk {
    func certificates(of iin: IIN) async throws(Failure) -> PersonCertificates {
        let operatorName = try seat.name()
        try await record("operator.certificates", iin, operatorName)
        var shown = try await listed(iin)
        shown.unfinished = await revocations.owed(of: shown)
        return shown
    }

    /// Each of these certificates; what was revoked before stays as it was. Then the person's slip, for all of them.
    func revoke(
        _ serials: [String], of iin: IIN, because cause: RevocationCause, language: Language
    ) async throws(Failure) -> PersonCertificates {
        let operatorName = try seat.name()
        let steps = DeskRevocations.Steps(
            listed: { () async throws(Failure) in try await listed(iin) },
            note: { () async throws(Failure) in try await record("operator.revoked", iin, operatorName) },
            revoke: { [portal] (serial, cause) async throws(Failure) in
                do throws(PortalError) {
                    return try await portal.revoke(serial, RevocationRequest(cause: cause, operatorID: operatorName))
                } catch {
                    throw Failure(error)
                }
            },
            print: { [print] in await print(.revoked($0), language).result }, day: { [zone] in zone.day($0) })
        return try await revocations.revoke(serials, because: cause, steps)
    }

    private func listed(_ iin: IIN) async throws(Failure) -> PersonCertificates {
        do throws(PortalError) {
            let answer = try await portal.certificates(of: iin)
            return PersonCertificates(
                iin: iin, name: answer.name, certificates: answer.certificates.map { shown($0) })
        } catch {
            throw Failure(error)
        }
    }

    private func shown(_ certificate: RegisteredCertificate) -> PersonalCertificate {
        let end = UnixTime(milliseconds: certificate.notAfterMilliseconds)
        let standing: PersonalCertificate.Standing =
            if let revocation = certificate.revocation {
                .revoked(revocation.cause, on: zone.day(UnixTime(milliseconds: revocation.revokedAtMilliseconds)))
            } else if clock.now() > end {
                .expired
            } else {
                .valid
            }
        let uses: [EDSKey] =
            switch certificate.use {
            case .authentication: [.authentication]
            case .signature: [.signature]
            case .both: EDSKey.allCases
            }
        return PersonalCertificate(
            serial: certificate.serial, uses: uses, application: certificate.application, lastDay: zone.day(end),
            standing: standing, bin: certificate.bin)
    }
}
