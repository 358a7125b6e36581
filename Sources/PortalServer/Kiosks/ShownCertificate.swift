import KioskDomain
import NIOCore
import NIOSSL
import PKIX
import PortalContract
import SwiftASN1

/// What the certificate says that a machine showed; TLS has proved its chain and its key.
struct ShownCertificate: Sendable {
    /// As on record.
    let serial: String
    /// DER of its SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7).
    let key: [UInt8]
    /// Names of roles (OU).
    let units: [String]
    let notBefore: UnixTime
    let notAfter: UnixTime

    init(_ certificate: Certificate) {
        key = certificate.subjectPublicKeyInfo.der
        serial = CertificateRow.text(certificate.serialNumber)
        units = certificate.subject.all(.NameAttributes.organizationalUnitName)
        (notBefore, notAfter) = (certificate.notBefore, certificate.notAfter)
    }

    func isValid(at instant: UnixTime) -> Bool { instant >= notBefore && instant <= notAfter }

    /// Of this connection.
    ///
    /// - Throws: ``PortalProblem`` `portal.kiosk-certificate`.
    static func of(_ channel: any Channel) async throws -> ShownCertificate {
        let shown = try? await channel.eventLoop.submit {
            let pipeline = channel.pipeline.syncOperations
            return try pipeline.handler(type: PeerCertificate.self).shown(in: pipeline)
        }.get()
        guard let shown else { throw PortalProblem(.kioskCertificate, 401, "the machine showed no certificate") }
        return shown
    }
}

extension Certificate {
    /// That of this connection, with all that stands in it.
    ///
    /// - Throws: ``PortalProblem`` `portal.kiosk-certificate`.
    static func whole(_ channel: any Channel) async throws -> Certificate {
        guard let shown = try? await channel.nioSSL_peerCertificate().get(),
            let certificate = try? Certificate(der: shown.toDERBytes())
        else { throw PortalProblem(.kioskCertificate, 401, "the machine showed no certificate") }
        return certificate
    }
}

/// Reads the other side's certificate once a connection, not with each request.
final class PeerCertificate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private var known: ShownCertificate?

    fileprivate func shown(in pipeline: ChannelPipeline.SynchronousOperations) throws -> ShownCertificate? {
        if known == nil {
            known = try pipeline.nioSSL_peerCertificate().map {
                ShownCertificate(try Certificate(der: try $0.toDERBytes()))
            }
        }
        return known
    }
}
