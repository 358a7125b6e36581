import KioskDevices
import KioskDomain
import KioskTime
import PKIX
import PortalClient
import PortalContract

/// An application for a re-issue (E6): signed by the card's key of until now, and sent as often as it takes.
actor ReissueWork {
    private let card: CitizenCard
    private let portal: PortalClient
    private let clock: TrustedClock
    /// This machine at the portal.
    private let machine: String
    private var signed: ReissueRequest?

    init(card: CitizenCard, portal: PortalClient, clock: TrustedClock, machine: String) {
        self.card = card
        self.portal = portal
        self.clock = clock
        self.machine = machine
    }

    func sign() async -> SessionEvent {
        signed = nil
        do {
            let statement = try await CardStatement(card: card).signed { [machine, clock] iin, serial in
                try ContractJSON.encode(
                    ReissueStatement(
                        iin: iin.digits, certificate: serial, medium: .idCard, kiosk: machine,
                        madeAtMilliseconds: clock.now().milliseconds))
            }
            signed = ReissueRequest(statement: statement)
            return .card(.reissueSigned)
        } catch {
            return .card(.failed((error as? any CodedError)?.code ?? .internalError))
        }
    }

    /// The same statement has the same application, however often it is sent.
    func send() async -> SessionEvent {
        guard let signed else { return .portal(.refused(.internalError)) }
        do {
            let key = Hex.encode(DigestAlgorithm.sha256.digest(Array(signed.statement.utf8)))
            let record = try await portal.reissue(signed, key: key)
            guard let iin = iin(of: signed) else { return .portal(.refused(.portalAnswer)) }
            return .portal(.application(Application(number: record.number, iin: iin)))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    func forget() { signed = nil }

    private func iin(of request: ReissueRequest) -> IIN? {
        CertifiedJWS.Parts(request.statement)
            .flatMap { try? ContractJSON.decode(ReissueStatement.self, from: $0.payload) }
            .flatMap { try? IIN(text: $0.iin) }
    }
}
