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
    private var signed: (request: OwnRevocationRequest, cause: RevocationCause)?

    init(card: CitizenCard, portal: PortalClient, clock: TrustedClock, machine: String) {
        self.card = card
        self.portal = portal
        self.clock = clock
        self.machine = machine
    }

    func sign(_ cause: RevocationCause) async -> SessionEvent {
        signed = nil
        do {
            let statement = try await CardStatement(card: card).signed { [machine, clock] iin, serial in
                try ContractJSON.encode(
                    RevocationStatement(
                        iin: iin.digits, certificate: serial, cause: cause, kiosk: machine,
                        madeAtMilliseconds: clock.now().milliseconds))
            }
            signed = (OwnRevocationRequest(statement: statement), cause)
            return .card(.revocationSigned)
        } catch {
            return .card(.failed((error as? any CodedError)?.code ?? .internalError))
        }
    }

    /// The same statement has the same answer, however often it is sent.
    func send() async -> SessionEvent {
        guard let signed, let iin = iin(of: signed.request) else { return .portal(.refused(.internalError)) }
        do {
            let revoked = try await portal.revokeOwn(signed.request).revocations
            guard let at = revoked.map(\.revokedAtMilliseconds).max() else { return .portal(.refused(.portalAnswer)) }
            return .portal(
                .revoked(
                    RevokedCertificates(
                        iin: iin, serials: revoked.map(\.serial), cause: signed.cause, at: UnixTime(milliseconds: at))))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    func forget() { signed = nil }

    private func iin(of request: OwnRevocationRequest) -> IIN? {
        CertifiedJWS.Parts(request.statement)
            .flatMap { try? ContractJSON.decode(RevocationStatement.self, from: $0.payload) }
            .flatMap { try? IIN(text: $0.iin) }
    }
}
