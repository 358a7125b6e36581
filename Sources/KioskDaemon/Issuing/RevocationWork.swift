import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTime
import PortalClient
import PortalContract

/// A holder revokes the EDS on the card (E7): a statement signed by its key, and sent as often as it takes.
actor RevocationWork {
    private let card: CitizenCard
    private let portal: PortalClient
    private let clock: TrustedClock
    /// This machine at the portal.
    private let machine: String
    private var signed: (request: Signed, cause: RevocationCause, iin: IIN)?
    /// What the mobile app revokes: read from the card once in a session, which may be taken then (L5).
    private var target: (session: String, iin: IIN, serial: String)?

    /// By which key.
    private enum Signed {
        case card(OwnRevocationRequest)
        case phone(PhoneRevocationRequest)
    }

    init(card: CitizenCard, portal: PortalClient, clock: TrustedClock, machine: String) {
        self.card = card
        self.portal = portal
        self.clock = clock
        self.machine = machine
    }

    func sign(_ cause: RevocationCause) async -> SessionEvent {
        signed = nil
        do {
            let card = CardStatement(card: card)
            let holder = try await card.holder()
            let statement = try await card.signed { [machine, clock] iin, serial in
                try Self.statement(of: iin, serial, cause, at: machine, clock.now())
            }
            signed = (.card(OwnRevocationRequest(statement: statement)), cause, holder.iin)
            return .card(.revocationSigned)
        } catch {
            return .card(.failed((error as? any CodedError)?.code ?? .internalError))
        }
    }

    /// What the mobile app signs in the place of the card.
    ///
    /// - Throws: as ``CardStatement/holder(in:)``.
    func document(_ cause: RevocationCause, in session: String) async throws -> PhoneDocument {
        signed = nil
        if target?.session != session {
            let (iin, serial) = try await CardStatement(card: card).holder()
            target = (session, iin, serial)
        }
        guard let target else { throw Failure(.reissueExcluded) }
        return PhoneDocument(
            iin: target.iin, bytes: try Self.statement(of: target.iin, target.serial, cause, at: machine, clock.now()))
    }

    /// A signature that was verified, for who still stands here.
    func take(signature: Data, for cause: RevocationCause, in session: String) {
        guard let target, target.session == session else { return }
        signed = (.phone(PhoneRevocationRequest(signature: signature)), cause, target.iin)
    }

    private static func statement(
        of iin: IIN, _ serial: String, _ cause: RevocationCause, at machine: String, _ now: UnixTime
    ) throws -> Data {
        try ContractJSON.encode(
            RevocationStatement(
                iin: iin.digits, certificate: serial, cause: cause, kiosk: machine,
                madeAtMilliseconds: now.milliseconds))
    }

    /// The same statement has the same answer, however often it is sent.
    func send() async -> SessionEvent {
        guard let signed else { return .portal(.refused(.internalError)) }
        do {
            let revoked = try await answer(to: signed.request).revocations
            guard let at = revoked.map(\.revokedAtMilliseconds).max() else { return .portal(.refused(.portalAnswer)) }
            return .portal(
                .revoked(
                    RevokedCertificates(
                        iin: signed.iin, serials: revoked.map(\.serial), cause: signed.cause,
                        at: UnixTime(milliseconds: at))))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    private func answer(to request: Signed) async throws(PortalError) -> OwnRevocations {
        switch request {
        case .card(let request): try await portal.revokeOwn(request)
        case .phone(let request): try await portal.revokeByPhone(request)
        }
    }

    func forget() { (signed, target) = (nil, nil) }
}
