import HelperProtocol
import KioskDomain
import KioskScreens
import NCALayer
import PKIX
import Testing

@testable import KioskDaemon

@Suite("Which key a page wants made (docs/ncalayer.md)")
struct NewKeyWishTests {
    @Test(
        "algorithms by our names and by those of getKeyInfo",
        arguments: [
            ("rsa-2048", SigningKeyAlgorithm.rsa2048), ("RSA", .rsa2048), ("RSA4096", .rsa4096), ("EC", .ecP256),
            ("secp384r1", .ecP384), ("ECGOST3410-2015", .gost2015_512), ("ECGOST3410_2015_256", .gost2015_256),
            ("ECGOST34310", .gost2004), ("gost-2015-512", .gost2015_512),
        ])
    func algorithms(_ name: String, _ algorithm: SigningKeyAlgorithm) throws {
        #expect(try NewKeyWish(["algorithm": name]).algorithm == algorithm)
        #expect(try NewKeyWish(["keyAlgorithm": name]).algorithm == algorithm)
    }

    @Test("nothing said is RSA-2048 without a subject; what cannot be read is refused with a code")
    func defaults() throws {
        let wish = try NewKeyWish([:])
        #expect(wish.algorithm == .rsa2048 && wish.subject.isEmpty && wish.name == "RSA-2048")
        #expect(throws: HostRefusal.failed(.signAlgorithm, "algorithm")) { try NewKeyWish(["algorithm": "DSA"]) }
        let refusal = #expect(throws: HostRefusal.self) { try NewKeyWish(["subject": "nobody"]) }
        #expect(refusal?.code == .doorRequest)
    }

    @Test("F2: whose row of the notice comes first, as the subject says: an organisation's head or an individual")
    func noticeReader() throws {
        func reader(_ wishes: [String: String]) throws -> Offender {
            let request = ConsentRequest(origin: .none, permission: .ask, purpose: .newKey, documents: [])
            return PageJob(request: request, aim: .makeKey(try NewKeyWish(wishes))).noticeReader
        }
        #expect(try reader([:]) == .individual)
        #expect(try reader(["subject": "CN=DEMO PERSON 1,C=KZ"]) == .individual)
        #expect(try reader(["subject": "CN=DEMO PERSON 1,O=Demo,OU=BIN050140000000"]) == .officialSmallBusinessNGO)
    }

    @Test("the subject goes into a file's key as it goes onto a token; GOST is made in files only")
    func subject() throws {
        let wish = try NewKeyWish(["subject": "CN=DEMO PERSON 1,C=KZ", "algorithm": "GOST"])
        #expect(wish.onToken == nil)
        #expect(
            wish.inFile(named: "a.p12").subject == [
                SubjectAttribute(type: "2.5.4.6", value: "KZ"),
                SubjectAttribute(type: "2.5.4.3", value: "DEMO PERSON 1"),
            ])
        #expect(try NewKeyWish(["algorithm": "EC"]).onToken == .ecP256)
    }
}
