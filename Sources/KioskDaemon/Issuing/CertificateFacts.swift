import KioskDomain
import PortalContract
import SwiftASN1

/// The few fields of a certificate (RFC 5280, 4.1) that the kiosk itself looks at.
struct CertificateFacts {
    /// Hexadecimal, lower case, without leading zero bytes.
    let serial: String
    let notBefore: UnixTime
    let notAfter: UnixTime
    /// DER.
    let subjectPublicKeyInfo: [UInt8]

    /// Nil for bytes that are no certificate.
    init?(der: [UInt8]) {
        guard let certificate = try? DER.parse(der), let fields = Self.children(certificate),
            let body = fields.first, var rest = Self.children(body)
        else { return nil }
        // version [0] is optional; then serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo.
        if rest.first?.identifier.tagClass == .contextSpecific { rest.removeFirst() }
        guard rest.count >= 6, case .primitive(let number) = rest[0].content,
            let validity = Self.children(rest[3]), validity.count == 2,
            let notBefore = Self.time(validity[0]), let notAfter = Self.time(validity[1])
        else { return nil }
        serial = Hex.encode(number.drop { $0 == 0 })
        self.notBefore = notBefore
        self.notAfter = notAfter
        subjectPublicKeyInfo = Array(rest[5].encodedBytes)
    }

    private static func children(_ node: ASN1Node) -> [ASN1Node]? {
        guard case .constructed(let nodes) = node.content else { return nil }
        return Array(nodes)
    }

    /// UTCTime or GeneralizedTime (RFC 5280, 4.1.2.5), both in UTC to the second.
    private static func time(_ node: ASN1Node) -> UnixTime? {
        if let time = try? UTCTime(derEncoded: node) {
            return instant(time.year, time.month, time.day, time.hours, time.minutes, time.seconds)
        }
        guard let time = try? GeneralizedTime(derEncoded: node) else { return nil }
        return instant(time.year, time.month, time.day, time.hours, time.minutes, time.seconds)
    }

    private static func instant(
        _ year: Int, _ month: Int, _ day: Int, _ hours: Int, _ minutes: Int, _ seconds: Int
    ) -> UnixTime? {
        guard let date = CivilDate(year: year, month: month, day: day),
            let epoch = CivilDate(year: 1970, month: 1, day: 1)
        else { return nil }
        let days = Int64(epoch.days(until: date))
        return UnixTime(
            milliseconds: ((days * 24 + Int64(hours)) * 60 + Int64(minutes)) * 60_000 + Int64(seconds) * 1000)
    }
}
