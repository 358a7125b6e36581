import KioskDevices
import KioskDomain
import Testing

@testable import KioskDaemon

@Suite("E10: what a person is told of a certificate's being revoked")
struct CertificateCheckTests {
    private static func certificate(_ standing: HeldCertificate.Standing) -> HeldCertificate {
        var certificate = HeldCertificate(
            uses: [.signature], notBefore: UnixTime(milliseconds: 0), notAfter: UnixTime(milliseconds: 2),
            now: UnixTime(milliseconds: 1), day: { _ in .literal(2026, 11, 23) })
        certificate.standing = standing
        return certificate
    }

    @Test("revoked, not revoked, unknown because nothing answers: each its own; what is over is not asked about")
    func words() async {
        let check = CertificateCheck(isRevoked: { der in
            switch der {
            case [1]: return false
            case [2]: return true
            case [3]: return nil
            default: throw Failure(.signHelperFault, "asked about \(der)")
            }
        })
        let valid = Self.certificate(.valid(daysLeft: 5))
        let checked = await check.checked(
            ([1, 2, 3, 4].map { ([$0], valid) } + [([2], Self.certificate(.expired))]).map { (der: $0.0, held: $0.1) })
        #expect(
            checked.map(\.standing) == [
                .valid(daysLeft: 5), .revoked, .valid(daysLeft: 5), .valid(daysLeft: 5), .expired,
            ])
        #expect(checked.map(\.isUnclear) == [false, false, true, true, false])
    }

    @Test("where nobody is trusted nobody is asked, and that is told apart from an authority that does not answer")
    func nobodyTrusted() async {
        let check = CertificateCheck(isRevoked: { _ in true }, asks: false)
        let valid = Self.certificate(.valid(daysLeft: 5))
        let checked = await check.checked([(der: [1], held: valid), (der: [2], held: Self.certificate(.expired))])
        #expect(checked.map(\.standing) == [.valid(daysLeft: 5), .expired])
        #expect(checked.map(\.isUnclear) == [true, false] && checked.map(\.isUnasked) == [true, false])
        #expect(await check.isKnownRevoked([1]) == false)
        let silent = CertificateCheck(isRevoked: { _ in nil })
        #expect(await silent.checked([(der: [1], held: valid)]).map(\.isUnasked) == [false])
    }

    @Test("a line that hangs keeps nobody: all of them together have one deadline", .timeLimit(.minutes(1)))
    func hangs() async {
        let (silence, line) = AsyncStream.makeStream(of: Bool.self)
        defer { line.finish() }
        let check = CertificateCheck(
            isRevoked: { _ in await silence.first { _ in true } }, limit: .milliseconds(20))
        let valid = Self.certificate(.valid(daysLeft: 5))
        let checked = await check.checked([(der: [1], held: valid), (der: [2], held: valid)])
        #expect(checked.allSatisfy { $0.isUnclear && $0.standing == .valid(daysLeft: 5) })
    }
}
