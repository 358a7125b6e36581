import AsyncHTTPClient
import FoundationEssentials
import KioskDevices
import KioskDomain
import NIOCore
import NIOSSL
import PortalContract

/// What came back for one try of a call.
enum PortalAnswer {
    /// Whatever went wrong below HTTP.
    ///
    /// - Parameter key: why this machine's key did not sign, where it did not: then no handshake could succeed.
    static func failure(of call: Call, _ error: any Error, key: Failure?) -> PortalError {
        switch error {
        case let error as PortalError: return error
        case let error as Failure: return PortalError(error.code, "\(call.name): \(error.detail)")
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            if call.line == .kiosk, let key { return PortalError(key.code, "\(call.name): \(key.detail)") }
            return handshake(call, "\(error)")
        default: return PortalError(.portalUnreachable, "\(call.name): \(type(of: error))")
        }
    }

    /// An alert is the portal's: it does not take our certificate (RFC 8446 section 6.2). Anything else is ours: we do not
    /// take its.
    private static func handshake(_ call: Call, _ text: String) -> PortalError {
        guard call.line == .kiosk, text.contains("ALERT") else {
            return PortalError(
                .portalTrust, "\(call.name): the portal's certificate is not from a pinned authority, or out of date")
        }
        if text.contains("CERTIFICATE_EXPIRED") {
            return PortalError(.kioskCertificateExpired, "\(call.name): the portal finds the certificate out of date")
        }
        return PortalError(.kioskCertificate, "\(call.name): the portal does not take the certificate")
    }
}
