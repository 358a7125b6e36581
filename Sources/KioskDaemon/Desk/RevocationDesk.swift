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
        return try await listed(iin)
    }

    /// Each of these certificates that is not revoked yet; what was revoked before stays as it was. Then the person's slip.
    func revoke(
        _ serials: [String], of iin: IIN, because cause: RevocationCause, language: Language
    ) async throws(Failure) -> PersonCertificates {
        let operatorName = try seat.name()
        let open = try await listed(iin).certificates.filter { $0.isRevocable && serials.contains($0.serial) }
        guard !open.isEmpty else { throw Failure(.certificateRevoked) }
        try await record("operator.revoked", iin, operatorName)
        var (done, at) = ([String](), clock.now())
        do throws(PortalError) {
            for certificate in open {
                let record = try await portal.revoke(
                    certificate.serial, RevocationRequest(cause: cause, operatorID: operatorName))
                done.append(record.serial)
                at = UnixTime(milliseconds: record.revokedAtMilliseconds)
            }
        } catch {
            // Of a set of two the first may be revoked: asked again, the rest follows.
            throw Failure(error.code, error.detail)
        }
        let slip = await print(
            .revoked(RevokedCertificates(iin: iin, serials: done, cause: cause, at: at)), language)
        var shown = try await listed(iin)
        shown.slip = slip.result
        return shown
    }

    private func listed(_ iin: IIN) async throws(Failure) -> PersonCertificates {
        do throws(PortalError) {
            let answer = try await portal.certificates(of: iin)
            return PersonCertificates(
                iin: iin, name: answer.name, certificates: answer.certificates.map { shown($0) })
        } catch {
            throw Failure(error.code, error.detail)
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
