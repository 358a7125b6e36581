import KioskDevices
import KioskDomain
import KioskTime
import PKIX
import PortalClient
import PortalContract

/// An application that an EDS signs: for a re-issue (E6), or for the EDS of an organisation (E3). It is signed by the key of
/// until now, on the card or in a file, and sent as often as it takes.
actor ReissueWork {
    private let portal: PortalClient
    private let clock: TrustedClock
    /// This machine at the portal.
    private let machine: String
    private var signed: Signed?

    init(portal: PortalClient, clock: TrustedClock, machine: String) {
        self.portal = portal
        self.clock = clock
        self.machine = machine
    }

    /// What is signed, for what.
    private struct Signed {
        var wish: SignedWish
        /// Compact JWS.
        var statement: String
        /// Name of the key file that signed.
        var file: String?
    }

    func sign(_ wish: SignedWish, by signer: any HolderSigner) async -> SessionEvent {
        signed = nil
        do {
            let statement = try await signer.statement { [machine, clock] iin, serial in
                let now = clock.now().milliseconds
                return switch wish {
                case .renewal:
                    try ContractJSON.encode(
                        ReissueStatement(
                            iin: iin.digits, certificate: serial, medium: signer.medium, kiosk: machine,
                            madeAtMilliseconds: now))
                case .organisation(let bin, let medium):
                    try ContractJSON.encode(
                        OrganisationStatement(
                            iin: iin.digits, bin: bin.digits, certificate: serial, medium: medium, kiosk: machine,
                            madeAtMilliseconds: now))
                }
            }
            signed = Signed(wish: wish, statement: statement, file: signer.file)
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
            let record =
                switch signed.wish {
                case .renewal: try await portal.reissue(ReissueRequest(statement: signed.statement), key: key)
                case .organisation:
                    try await portal.applyForOrganisation(OrganisationRequest(statement: signed.statement), key: key)
                }
            guard let iin = Self.signer(of: signed.statement) else { return .portal(.refused(.portalAnswer)) }
            var application = Application(
                number: record.number, iin: iin, medium: record.medium,
                organisation: record.organisation.flatMap(OrganisationName.init))
            if signed.wish == .renewal { application.former = signed.file.map(FormerEDS.file) ?? .sameMedium }
            return .portal(.application(application))
        } catch {
            return .portal(error.sessionEvent)
        }
    }

    func forget() { signed = nil }

    /// What every statement names.
    private struct Signer: Decodable {
        var iin: String
    }

    private static func signer(of statement: String) -> IIN? {
        CertifiedJWS.Parts(statement)
            .flatMap { try? ContractJSON.decode(Signer.self, from: $0.payload) }
            .flatMap { try? IIN(text: $0.iin) }
    }
}

extension OrganisationName {
    /// As the portal named it; nil for what is no BIN.
    init?(_ named: NamedOrganisation) {
        guard let bin = try? BIN(text: named.bin) else { return nil }
        self.init(bin: bin, name: named.name)
    }
}
