import KioskDomain
import Testing

@testable import PortalClient

struct RetryAfterTests {
    @Test("DESIGN 5.8: seconds of Retry-After are read, everything else is no wish")
    func seconds() {
        #expect(Reply.seconds("120") == .seconds(120))
        #expect(Reply.seconds("0") == .zero)
        for text in [nil, "", "-1", "1.5", "Sat, 21 Nov 2026 20:00:00 GMT", "9999999999", "٣"] {
            #expect(Reply.seconds(text) == nil)
        }
        #expect(PortalError(.portalAnswer, "", status: 429, retryAfter: .seconds(9)).isTransient)
        #expect(!PortalError(.smsLimit, "", status: 429, retryAfter: .seconds(9)).isTransient)
        #expect(PortalError(.portalRefused, "", status: 503).isTransient)
        #expect(!PortalError(.kioskFenced, "", status: 403).isTransient)
    }
}
