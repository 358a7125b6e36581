import Crypto
import FoundationEssentials
import KioskJournal
import Testing

@testable import KioskDaemon

@Suite("The slip's status link (issue 5, item 4)")
struct StatusLinkTests {
    private let link = StatusLink(centre: "PSC-9", portal: "https://portal.example")

    @Test("a token is 128 random bits in letters that a link bears; none comes twice")
    func tokens() {
        let tokens = (0..<2000).map { _ in StatusLink.newToken() }
        let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        #expect(tokens.allSatisfy { $0.count == 22 && Set($0).isSubset(of: letters) })
        #expect(Set(tokens).count == tokens.count)
        // Each of the 22 places takes many values; the last has two bits of the sixteenth byte.
        for place in 0..<22 {
            let seen = Set(tokens.map { Array($0)[place] }).count
            #expect(place == 21 ? seen == 4 : seen == 64, "place \(place)")
        }
    }

    @Test("the paper carries the token, the portal learns its hash only")
    func parts() {
        let token = StatusLink.newToken()
        #expect(link.address(Array(token.utf8)) == "https://portal.example/q/\(token)")
        let told = link.told(token)
        let hash = SHA256.hash(data: Data(token.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(told.tokenHash == hash && told.centre == "PSC-9")
    }
}
