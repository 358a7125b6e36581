import FoundationEssentials
import KioskDevices
import KioskDomain

/// Reads the code that would have come by SMS from the portal's stub.
struct SMSStubLink: Sendable {
    private struct Message: Decodable {
        var purpose: String
        var code: String
    }

    let portal: PortalLink

    /// The newest code for this purpose, as the stub names it.
    /// - Throws: `portal.unreachable` without an answer, `sms.expired` when there is none.
    func code(iin: String, for purpose: String) async throws(Failure) -> String {
        let answer = try await portal.get("/sms-stub.json?iin=\(iin)")
        let messages = (try? JSONDecoder().decode([Message].self, from: Data(answer))) ?? []
        guard let message = messages.first(where: { $0.purpose == purpose }) else {
            throw Failure(.smsExpired, "no code at the stub")
        }
        return message.code
    }
}
