import CardReaderPCSC
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTime
import PKIX
import PortalClient
import PortalContract
import SmartCard
import SwiftASN1

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

    /// Right after the PIN was accepted: 9C makes one signature for one VERIFY (SP 800-73-4 part 1, table 5).
    func sign() async -> SessionEvent {
        signed = nil
        do {
            guard let connection = await card.connection, let signer = await card.signer,
                let key = signer.key?.publicKey, let piv = PIVAlgorithm(key.keyAlgorithm),
                let (algorithm, function) = Self.algorithm(for: key.keyAlgorithm)
            else { throw Failure(.reissueExcluded) }
            let input = try CertifiedJWS.Input(
                try ContractJSON.encode(statement(signer.der)), algorithm, certificate: Data(signer.der))
            let bytes = Array(input.text.utf8)
            let value = (function == .sha384 ? DigestAlgorithm.sha384 : .sha256).digest(bytes)
            guard let digest = MessageDigest(function, value) else { throw Failure(.internalError, "digest") }
            let signature = try await connection.perform { card throws(CardError) in
                try card.sign(.signature, piv, digest, expecting: key)
            }
            signed = ReissueRequest(statement: try input.signed(Data(signature)))
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

    /// Whose EDS it is stands in its certificate (`serialNumber` of the subject, NCA profile).
    private func statement(_ der: [UInt8]) throws -> ReissueStatement {
        let certificate = try Certificate(der: der)
        guard let name = certificate.subject.first(.NameAttributes.serialNumber), name.hasPrefix("IIN"),
            let iin = try? IIN(text: String(name.dropFirst(3)))
        else { throw Failure(.reissueExcluded) }
        return ReissueStatement(
            iin: iin.digits, certificate: Hex.encode(certificate.serialNumber.bytes.drop { $0 == 0 }), medium: .idCard,
            kiosk: machine, madeAtMilliseconds: clock.now().milliseconds)
    }

    private func iin(of request: ReissueRequest) -> IIN? {
        CertifiedJWS.Parts(request.statement)
            .flatMap { try? ContractJSON.decode(ReissueStatement.self, from: $0.payload) }
            .flatMap { try? IIN(text: $0.iin) }
    }

    private static func algorithm(
        for key: CardKeyAlgorithm
    ) -> (CertifiedJWS.Algorithm, MessageDigest.Function)? {
        switch key {
        case .rsa: (.rs256, .sha256)
        case .ecP256: (.es256, .sha256)
        case .ecP384: (.es384, .sha384)
        }
    }
}
