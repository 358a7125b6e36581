import CMS
import HelperProtocol
import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1
import Synchronization

/// The services of a test authority, as kiosk-sign asks for them through its client.
final class TestNetwork: Sendable {
    private struct State {
        var asked: [FetchRequest] = []
        var status: [[UInt8]: RevocationStatus] = [:]
        var serial: UInt8 = 1
        var isOCSPDown = false
        var failuresOfStamps = 0
    }

    let authority: TestAuthority
    private let responderKey: PrivateKey
    private let responder: Certificate
    private let stampKey: PrivateKey
    private let stampCertificate: Certificate
    private let state = Mutex(State())

    static let ocsp = "http://ocsp.example/"
    static let list = "http://crl.example/ca.crl"
    static let issuer = "http://ca.example/ca.cer"
    static let stamps = "http://tsp.example/"

    init(_ algorithm: KeyAlgorithm = .ecP256) throws {
        var authority = try TestAuthority(algorithm)
        authority.ocsp = Self.ocsp
        authority.list = Self.list
        authority.issuer = Self.issuer
        self.authority = authority
        responderKey = try PrivateKey.generate(.ecP256)
        responder = try authority.issue(
            responderKey.publicKey, name: "Test OCSP", iin: nil, usages: [ExtendedKeyUsage.ocspSigning])
        stampKey = try PrivateKey.generate(.ecP256)
        stampCertificate = try authority.issue(
            stampKey.publicKey, name: "Test TSA", iin: nil, usages: [ExtendedKeyUsage.timeStamping])
    }

    /// Whom a test believes.
    var trust: TrustSettings { TrustSettings(now: TestAuthority.now, anchors: [authority.certificate.der]) }

    var service: TimeStampService { TimeStampService(url: Self.stamps) }

    /// What was asked for, by kind.
    var asked: [FetchRequest.Kind] { state.withLock { $0.asked.map(\.kind) } }

    func revoke(_ certificate: Certificate, _ status: RevocationStatus) {
        state.withLock { $0.status[certificate.serialNumber.bytes] = status }
    }

    func stopOCSP() { state.withLock { $0.isOCSPDown = true } }

    /// The next so many time stamps are not to be had.
    func failStamps(_ count: Int) { state.withLock { $0.failuresOfStamps = count } }

    /// For ``SigningClient``.
    var fetch: SigningClient.Fetch {
        { request in try self.answer(request) }
    }

    private func answer(_ request: FetchRequest) throws -> [UInt8] {
        state.withLock { $0.asked.append(request) }
        switch (request.kind, request.url) {
        case (.issuer, Self.issuer): return authority.certificate.der
        case (.ocsp, Self.ocsp):
            if state.withLock({ $0.isOCSPDown }) { throw NoNetwork() }
            return OCSPResponder(certificate: responder).answer(
                request.body.bytes, at: TestAuthority.now,
                status: { id in self.state.withLock { $0.status[id.serialNumber.bytes] ?? .good } },
                sign: { try self.responderKey.sign(digest: $0) })
        case (.crl, Self.list): return try list()
        case (.timeStamp, Self.stamps): return try stamp(request.body.bytes)
        default: throw NoNetwork()
        }
    }

    private func list() throws -> [UInt8] {
        let entries = state.withLock { state in
            state.status.compactMap { serial, status -> CertificateListBuilder.Entry? in
                guard case .revoked(let time, let reason) = status else { return nil }
                return CertificateListBuilder.Entry(SerialNumber(serial), revokedAt: time, reason: reason)
            }
        }
        let builder = CertificateListBuilder(
            issuer: authority.certificate, thisUpdate: TestAuthority.now + .seconds(-60),
            nextUpdate: TestAuthority.now + .seconds(3600), number: 7, entries: entries)
        return try builder.signed(authority.key.algorithm.signatureAlgorithm) {
            digest throws(Failure) in try self.authority.key.sign(digest: digest)
        }.der
    }

    private func stamp(_ request: [UInt8]) throws -> [UInt8] {
        let serial = try state.withLock { state in
            if state.failuresOfStamps > 0 {
                state.failuresOfStamps -= 1
                throw NoNetwork()
            }
            state.serial += 1
            return state.serial & 0x7F
        }
        return TimeStampAuthority(certificate: stampCertificate, policy: [1, 2, 398, 3, 3, 2, 6, 4]).answer(
            request, serialNumber: [serial], at: TestAuthority.now, sign: { try self.stampKey.sign(digest: $0) })
    }
}
