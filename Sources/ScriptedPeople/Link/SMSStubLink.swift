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

    /// Pays the state fee at the treasury's stub; answers what stands on the receipt.
    /// - Throws: `portal.unreachable` without an answer, `exchange.fee-unpaid` for one that cannot be read.
    func payFee(iin: String) async throws(Failure) -> String {
        struct Receipt: Decodable { var reference: String }
        let answer = try await portal.post("/demonstration/payments", Array("{\"iin\":\"\(iin)\"}".utf8))
        guard let receipt = try? JSONDecoder().decode(Receipt.self, from: Data(answer)) else {
            throw Failure(.exchangeFeeUnpaid, "no receipt from the stub")
        }
        return receipt.reference
    }

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

    /// The stub of the person's phone scans a log-in's QR code.
    /// - Throws: `portal.refused` when the portal does not take it.
    func scan(_ qr: String, iin: String) async throws(Failure) {
        // A flat dictionary of texts always encodes.
        let body = (try? JSONEncoder().encode(["iin": iin, "qr": qr])) ?? Data()
        _ = try await portal.post("/demonstration/log-in-scans", Array(body))
    }
}
