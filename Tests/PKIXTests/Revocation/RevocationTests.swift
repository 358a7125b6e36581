import KioskDomain
import PKIX
import SwiftASN1
import Testing

@Suite("Revocation by lists (item 9: cache rules; complaints: NCANode#184, #198)")
struct RevocationTests {
    private let authority: DemoAuthority
    private let leaf: Certificate
    private let now = DemoAuthority.now

    init() throws {
        authority = try DemoAuthority()
        leaf = try authority.issue(to: authority.key.publicKey.info)
    }

    private func status(
        _ base: CertificateList?, _ delta: CertificateList? = nil, at instant: UnixTime? = nil, fetched: UnixTime? = nil
    ) -> RevocationStatus {
        let at = instant ?? now
        return leaf.revocation(
            by: base.map { FetchedList($0, fetchedAt: fetched ?? now) },
            delta: delta.map { FetchedList($0, fetchedAt: fetched ?? now) }, issuer: authority.certificate, at: at)
    }

    private func entry(_ reason: RevocationReason?, at: UnixTime = DemoAuthority.start) -> CertificateListBuilder.Entry
    {
        CertificateListBuilder.Entry(leaf.serialNumber, revokedAt: at, reason: reason)
    }

    @Test("Named is revoked, not named is good, no list is neither", arguments: RevocationReason.allCases)
    func plain(reason: RevocationReason) throws {
        #expect(try status(authority.list([])) == .good)
        let expected = reason == .unspecified ? nil : reason
        let revoked = try status(authority.list([entry(reason)]))
        #expect(
            reason == .removeFromList
                ? revoked == .good : revoked == .revoked(at: DemoAuthority.start, reason: expected))
        #expect(status(nil) == .unknown(.unavailable))
        #expect(status(nil).code == .revocationUnavailable)
        #expect(revoked.code == (reason == .removeFromList ? nil : .certificateRevoked))
    }

    @Test("Never issued (RFC 6960: certificateHold, 1970) is told apart from revoked")
    func neverIssued() throws {
        let list = try authority.list([entry(.certificateHold, at: UnixTime(milliseconds: 0))])
        #expect(status(list) == .neverIssued)
        #expect(status(list).code == .certificateStatusUnknown)
    }

    @Test("A missing issuer is an error, never good")
    func issuerMissing() throws {
        let list = FetchedList(try authority.list([]), fetchedAt: now)
        let status = leaf.revocation(by: list, issuer: nil, at: now)
        #expect(status == .unknown(.issuerMissing))
        #expect(status.code == .certificateIssuerMissing)
    }

    @Test("A list by a key that may not is no answer")
    func untrusted() throws {
        let other = try DemoAuthority()
        #expect(try status(other.list([])) == .unknown(.untrusted))
        let noLists = try DemoAuthority(usage: .keyCertSign)
        let certificate = try noLists.issue(to: noLists.key.publicKey.info)
        let list = FetchedList(try noLists.list([]), fetchedAt: now)
        #expect(certificate.revocation(by: list, issuer: noLists.certificate, at: now) == .unknown(.untrusted))
        let foreign = try DemoAuthority("Another Authority")
        #expect(try status(foreign.list([])) == .unknown(.outOfScope))
    }

    @Test("Stale: beyond its own limit, beyond 24 hours in the cache, beyond 60 minutes for a delta; not yet valid")
    func ages() throws {
        let list = try authority.list([])
        #expect(status(list, at: now + .seconds(24 * 3600)) == .good)
        #expect(status(list, at: now + .seconds(24 * 3600 + 1)) == .unknown(.stale))
        #expect(
            status(list, at: now + .seconds(7 * 86_400 + 1), fetched: now + .seconds(7 * 86_400)) == .unknown(.stale))
        #expect(status(list, at: now - .seconds(1)) == .unknown(.notYetValid))
        let delta = try authority.list([], number: 2, base: 1)
        #expect(status(list, delta, at: now + .seconds(3600)) == .good)
        #expect(status(list, delta, at: now + .seconds(3601)) == .unknown(.stale))
        let fetched = FetchedList(delta, fetchedAt: now)
        #expect(fetched.isFresh(at: now + .seconds(3600)) && !fetched.isFresh(at: now + .seconds(3601)))
        #expect(fetched.isFresh(at: now + .seconds(3601), RevocationPolicy(deltaAge: .seconds(7200))))
    }

    @Test("A delta adds, takes away, and is passed over when it is older than the list")
    func deltas() throws {
        let empty = try authority.list([], number: 5)
        let full = try authority.list([entry(.certificateHold)], number: 5)
        let adds = try authority.list([entry(.keyCompromise)], number: 6, base: 5)
        let removes = try authority.list([entry(.removeFromList)], number: 6, base: 4)
        #expect(status(empty, adds) == .revoked(at: DemoAuthority.start, reason: .keyCompromise))
        #expect(status(full, removes) == .good)
        #expect(try status(full, authority.list([], number: 6, base: 5)) == status(full))
        let older = try authority.list([entry(.removeFromList)], number: 4, base: 3)
        #expect(status(full, older) == .revoked(at: DemoAuthority.start, reason: .certificateHold))
    }

    @Test(
        "A delta for a newer list than ours, a delta in the list's place, and a list in the delta's place say nothing")
    func wrongDeltas() throws {
        let list = try authority.list([], number: 5)
        #expect(try status(list, authority.list([], number: 8, base: 6)) == .unknown(.outOfScope))
        #expect(try status(authority.list([], number: 6, base: 5)) == .unknown(.outOfScope))
        #expect(status(list, list) == .unknown(.outOfScope))
        let other = try DemoAuthority()
        #expect(try status(list, other.list([], number: 6, base: 5)) == .unknown(.untrusted))
    }

    @Test("A list of 5,000 entries finds each, and only those")
    func many() throws {
        let serials = (0..<5000).map { SerialNumber([1, UInt8($0 >> 8), UInt8($0 & 255)]) }
        let list = try authority.list(serials.map { .init($0, revokedAt: now, reason: .superseded) })
        #expect(list.count == 5000)
        #expect(try list.entry(for: serials[4999])?.reason == .superseded)
        #expect(try list.entry(for: SerialNumber([1])) == nil)
        #expect(status(list) == .good)
    }
}
