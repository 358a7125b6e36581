import Crypto
import FoundationEssentials
import KioskDevices
import KioskDomain
import PortalContract
import Testing

@testable import PushedConfiguration

@Suite("6.7: whose sets are taken")
struct SignatureTests {
    private let team = Team()

    @Test("A set of a configured signer is read") func signed() throws {
        let set = try team.signers.open(try team.set(3).text)
        #expect(set.set.version == 3 && set.digest.count == 64)
    }

    @Test("Two signers at once: the next one's sets are taken before the former one goes") func overlap() throws {
        let next = Team()
        let both = try SignerKeys(pem: team.pem + next.pem)
        #expect(try both.open(try team.set(1).text).set.version == 1)
        #expect(try both.open(try next.set(2).text).set.version == 2)
        let after = try SignerKeys(pem: next.pem)
        let former = try team.set(3).text
        #expect(problem { _ = try after.open(former) }?.code == .configurationSignature)
    }

    @Test("Another signer's set is refused, also under the name of the right key") func otherSigner() throws {
        let other = Team()
        let text = try other.set(1).text
        #expect(problem { _ = try team.signers.open(text) }?.code == .configurationSignature)
        let feigned = try CompactJWS.sign(
            payload: Data(Sets.json().utf8), keyID: SignerKeys.name(of: team.key.publicKey), key: other.key)
        #expect(problem { _ = try team.signers.open(feigned) }?.code == .configurationSignature)
    }

    @Test("Each altered byte is found: of the header, of the set, of the signature") func altered() throws {
        let text = Array(try team.set(1).text.utf8)
        for index in stride(from: 0, to: text.count, by: 7) where text[index] != UInt8(ascii: ".") {
            var changed = text
            changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let found = problem { _ = try team.signers.open(String(decoding: changed, as: UTF8.self)) }
            #expect(found?.code == .configurationSignature, "byte \(index)")
        }
    }

    @Test("Text that is no signature, and one that is too large, is refused before anything is read") func bounds() {
        for text in ["", ".", "..", "a.b.c", String(repeating: "é", count: 500)] {
            #expect(problem { _ = try team.signers.open(text) }?.code == .configurationSignature)
        }
        let large = String(repeating: "a", count: SignedSet.mostBytes + 1)
        #expect(problem { _ = try team.signers.open(large) }?.code == .configurationTooLarge)
    }

    @Test("A set that contradicts itself is not even signed") func signing() throws {
        let json = Sets.json(more: "\"rules\": {\"attempt-limit\": [{\"value\": 9}]}")
        #expect(problem { _ = try team.sign(json) }?.code == .configurationContradictory)
    }

    @Test("Signers are 1 to 4 P-256 keys", arguments: ["", "-----END PUBLIC KEY-----", "no key"])
    func signers(pem: String) {
        #expect(throws: Failure.self) { try SignerKeys(pem: pem) }
    }

    @Test("More signers than four are refused") func many() {
        let pem = (0..<5).map { _ in Team().pem }.joined()
        #expect(throws: Failure.self) { try SignerKeys(pem: pem) }
    }
}
