import Crypto
import FoundationEssentials
import KioskDevices
import KioskJournal
import PortalContract

/// Makes the links on slips: the portal's public address and a token that nobody can guess.
struct StatusLink: Sendable {
    /// Code of the centre.
    let centre: String
    /// Such as `https://portal.example`, without a slash at its end.
    let portal: String

    /// 128 random bits, base64url without padding (RFC 4648, section 5).
    static func newToken() -> String {
        Data((0..<16).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// What the portal is told: the hash only.
    func told(_ token: String) -> TicketStatusLink {
        TicketStatusLink(centre: centre, tokenHash: ContentDigest.hex(of: Data(token.utf8)))
    }

    /// What stands on the slip.
    func address(_ token: [UInt8]) -> String {
        portal + PortalRoute.ticketStatus(String(decoding: token, as: UTF8.self))
    }
}
