import Crypto
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import PKIX
import PortalContract
import SigningKeys
import SwiftASN1

/// Keys, certificates and what the journal knows of them.
extension TokenWriter {
    /// Two key pairs on the token and their requests; those of a former writing where the token has them.
    func writeKeys(_ application: Application) async -> SessionEvent {
        do {
            let token = try opened()
            if let kept = try await requests(of: application) {
                if try await Self.has(kept, token.contents()) { return .card(.keysReady) }
                try await mustSuit(application, token)
                try await parts.journal.beginAgain(application: application.number, at: parts.clock.now())
            }
            let authentication = try await makeKey(.authentication, application, on: token)
            let signature = try await makeKey(.signature, application, on: token)
            try await parts.journal.keepRequests(
                application: application.number, KeySet(authentication: authentication, signature: signature),
                at: parts.clock.now())
            return .card(.keysReady)
        } catch {
            return .card(.failed(Self.code(error)))
        }
    }

    /// Each certificate beside its key; what the token has of them already is not written again. The end is known here once
    /// both were read from the token, and the portal is told once.
    func storeCertificates(_ application: Application) async -> SessionEvent {
        do {
            let token = try opened()
            let number = application.number
            guard let set = try await parts.journal.certificateRequest(application: number)?.certificates,
                let authentication = set.authentication
            else { throw Failure(.internalError, "no certificates") }
            try await parts.journal.advance(application: number, to: .writing, at: parts.clock.now())
            let found = try await token.contents()
            for (key, der) in [(EDSKey.authentication, authentication), (.signature, set.signature)] {
                let place = try Self.place(of: der, found)
                if place.isWritten { continue }
                try await changing(.certificate(key), application) { try await token.write(der, beside: place.key) }
            }
            let whole = try await token.contents()
            guard try [authentication, set.signature].allSatisfy({ try Self.place(of: $0, whole).isWritten }) else {
                throw Failure(.cardWriteInterrupted, "what was read back differs")
            }
            let serials = try set.serials
            try await parts.journal.advance(
                application: number, to: .written, serials: serials, at: parts.clock.now())
            return .card(.certificatesStored(serials: serials, factoryPIN: pinIsFactory))
        } catch {
            return .card(.failed(Self.code(error)))
        }
    }

    /// Certificates that are issued fit the keys of their own token only. Those of another desk, whose requests are not here,
    /// are made anew.
    ///
    /// - Throws: `token.not-the-one`.
    func mustSuit(_ application: Application, _ token: TokenPlaceSession) async throws {
        let record = try await parts.journal.certificateRequest(application: application.number)
        guard let kept = record?.requests, application.isIssued || record?.certificates != nil else { return }
        guard try await Self.has(kept, token.contents()) else { throw Failure(.tokenOther) }
    }

    // MARK: - Steps

    private func opened() throws(Failure) -> TokenPlaceSession {
        guard let open else { throw Failure(.tokenRemoved) }
        return open
    }

    private func requests(of application: Application) async throws(JournalError) -> KeySet? {
        try await parts.journal.certificateRequest(application: application.number)?.requests
    }

    private func makeKey(
        _ key: EDSKey, _ application: Application, on token: TokenPlaceSession
    ) async throws -> [UInt8] {
        let wish = NewKeyWish(
            algorithm: parts.algorithm == .rsa2048 ? .rsa2048 : .ecP256,
            subject: DistinguishedName([.init(.NameAttributes.serialNumber, "IIN\(application.iin.digits)")]))
        let label = "EDS \(parts.zone.day(parts.clock.now())) \(key.rawValue)"
        return try await changing(.key(key), application) {
            try await TokenRequest.make(wish, on: token, label: label)
        }
    }

    /// One change of the token: written down before it begins, and again when the token has confirmed it (R5).
    private func changing<Value: Sendable>(
        _ work: CardWork, _ application: Application, _ body: () async throws -> Value
    ) async throws -> Value {
        try await parts.journal.intend(work, application: application.number, at: parts.clock.now())
        let value = try await body()
        try await parts.journal.confirm(work, application: application.number, at: parts.clock.now())
        return value
    }

    /// The key of this certificate, and whether the certificate is beside it.
    private static func place(
        of der: [UInt8], _ token: TokenReport
    ) throws -> (key: TokenKeyReference, isWritten: Bool) {
        let hash = hash(try Certificate(der: der).subjectPublicKeyInfo.der)
        guard let key = token.keys.first(where: { $0.publicKeyHash == hash })?.reference else {
            throw Failure(.tokenOther)
        }
        return (key, token.certificates.contains { $0.id == key.id && $0.der == der })
    }

    private static func has(_ requests: KeySet, _ token: TokenReport) throws -> Bool {
        let there = Set(token.keys.map(\.publicKeyHash))
        return try requests.requestedKeys.allSatisfy { there.contains(hash($0)) }
    }

    /// As kiosk-token names public keys.
    private static func hash(_ subjectPublicKeyInfo: [UInt8]) -> String {
        Hex.encode(Array(SHA256.hash(data: subjectPublicKeyInfo)))
    }
}
