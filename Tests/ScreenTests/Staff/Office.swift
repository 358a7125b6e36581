import AsyncHTTPClient
import Foundation
import HallQueue
import KioskDevices
import KioskDomain
import KioskScreens
import NIOCore
import NIOHTTP1
import StaffAccess
import Synchronization
import Testing

/// The pages of staff and manager as a browser has them: forms, a cookie, no redirect followed unseen.
struct Office: Sendable {
    static let pin = "20251121"
    /// Of the lowest cost that a configuration may have: a test signs in often.
    static let hash = StaffPINHash(
        text: "scrypt:14:8:1:000102030405060708090a0b0c0d0e0f:"
            + "8482b3d034e21af6a717a372024fe1fdccf7e6ae735ff1c5f5752cbd7b6b65a7")
    /// Never shut down: it lives as long as the tests.
    private static let client = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: HTTPClient.Configuration(redirectConfiguration: .disallow))

    let page: Page
    var cookie = ""
    var token = ""

    struct Answer {
        var status: UInt
        var text: String
        var location: String?
        var cookie: String?
        var type: String?
    }

    static func secret(_ digits: String) -> SecretBytes {
        var secret = SecretBytes()
        for byte in digits.utf8 { _ = secret.append(byte) }
        return secret
    }

    func get(_ path: String) async throws -> Answer { try await send("GET", path, nil) }

    func post(_ path: String, _ fields: [String: String]) async throws -> Answer {
        var fields = fields
        fields["token"] = fields["token"] ?? token
        fields["language"] = fields["language"] ?? "en"
        return try await post(path, form: Self.encoded(fields))
    }

    func post(_ path: String, form: String) async throws -> Answer { try await send("POST", path, form) }

    private func send(_ method: String, _ path: String, _ form: String?) async throws -> Answer {
        var request = HTTPClientRequest(url: page.base + path)
        request.method = .init(rawValue: method)
        if !cookie.isEmpty { request.headers.add(name: "Cookie", value: "other=1; staff=\(cookie)") }
        if let form {
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: form))
        }
        let response = try await Self.client.execute(request, timeout: .seconds(300))
        let body = try await response.body.collect(upTo: 1 << 22)
        return Answer(
            status: response.status.code, text: String(buffer: body),
            location: response.headers.first(name: "Location"), cookie: response.headers.first(name: "Set-Cookie"),
            type: response.headers.first(name: "Content-Type"))
    }

    static func encoded(_ fields: [String: String]) -> String {
        fields.map { "\(percent($0.key))=\(percent($0.value))" }.joined(separator: "&")
    }

    private static func percent(_ text: String) -> String {
        text.utf8.map { byte in
            let scalar = UnicodeScalar(byte)
            let isPlain = scalar.isASCII && Character(scalar).isLetter || Character(scalar).isWholeNumber
            return isPlain && byte < 128 ? String(scalar) : (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
        }.joined()
    }

    /// Types a PIN on the pad of a page.
    func enter(_ pin: String, next: String = "/manager") async throws -> Answer {
        let html = try await get("\(next)?lang=en").text
        return try await enter(pin, on: html, next: next)
    }

    func enter(_ pin: String, on html: String, next: String) async throws -> Answer {
        let pad = try #require(Self.value(after: "data-pad=\"", in: html))
        let token = try #require(Self.value(after: "name=\"token\" value=\"", in: html))
        var places: [Character: String] = [:]
        for part in html.components(separatedBy: "data-position=\"").dropFirst() {
            let pieces = part.prefix(8).split(separator: "\"", maxSplits: 1)
            if let digit = pieces.last?.dropFirst().first { places[digit] = String(pieces[0]) }
        }
        let positions = pin.compactMap { places[$0] }.joined(separator: ",")
        return try await post(
            "/staff/sign-in", ["token": token, "next": next, "pad": pad, "positions": positions])
    }

    /// Signed in, with the token of the forms.
    static func signedIn(_ page: Page, next: String = "/manager") async throws -> Office {
        var office = Office(page: page)
        let answer = try await office.enter(pin, next: next)
        let cookie = try #require(answer.cookie)
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
        office.cookie = try #require(value(after: "staff=", in: cookie, until: ";"))
        office.token = try #require(
            value(after: "name=\"token\" value=\"", in: await office.get("\(next)?lang=en").text))
        return office
    }

    static func value(after start: String, in text: String, until end: Character = "\"") -> String? {
        text.range(of: start).map { String(text[$0.upperBound...].prefix { $0 != end }) }
    }

    /// The fields of the page's form, as a browser would post them.
    static func fields(_ html: String) -> [String: String] {
        var fields: [String: String] = [:]
        let form = html.components(separatedBy: "class=\"plan\"").last ?? ""
        for tag in form.components(separatedBy: "<input ").dropFirst().map({ $0.prefix { $0 != ">" } }) {
            guard let name = value(after: "name=\"", in: String(tag)) else { continue }
            if tag.contains("type=\"checkbox\"") {
                if tag.contains(" checked") { fields[name] = "on" }
            } else {
                fields[name] = value(after: "value=\"", in: String(tag)) ?? ""
            }
        }
        return fields
    }
}

/// A terminal's devices as a test wants them, and the lines of the audit trail.
final class ScriptedStaff: StaffDesk {
    private struct Known {
        var code: FailureCode?
        var result = SlipResult.printed
        var asked: [String] = []
        var lines: [String] = []
        var slips: [OpenSlip] = []
    }
    private let known = Mutex(Known())

    var asked: [String] { known.withLock { $0.asked } }
    var lines: [String] { known.withLock { $0.lines } }
    func fail(with code: FailureCode) { known.withLock { ($0.code, $0.result) = (code, .failed(code)) } }

    func devices() async -> [DeviceStatus] {
        let others = [
            "calibration.face", "camera.face", "clock", "door", "identity.key", "journal.outbox", "matcher.face",
            "portal",
            "portal.identity",
            "reader.citizen", "sign", "slips.templates", "token", "vision",
        ]
        return [printer()] + others.map { DeviceStatus(id: $0, name: "", health: .ok, finding: "") }
    }
    func paperChanged() async -> DeviceStatus {
        known.withLock { $0.asked.append("paper") }
        return printer()
    }
    func printTest(_ language: Language) async -> SlipResult {
        known.withLock { known in
            known.asked.append("test \(language.rawValue)")
            return known.result
        }
    }

    func put(_ slips: [OpenSlip]) { known.withLock { $0.slips = slips } }
    func openSlips() async -> [OpenSlip] { known.withLock { $0.slips } }
    func decide(_ decision: SlipDecision, slip: String) async throws(Failure) -> SlipResult? {
        let (isOpen, result) = known.withLock { known in
            let isOpen = known.slips.contains { $0.id == slip }
            known.slips.removeAll { $0.id == slip }
            if isOpen { known.asked.append("\(decision.rawValue) \(slip)") }
            return (isOpen, known.result)
        }
        guard isOpen else { throw Failure(.slipSettled) }
        return decision == .cameOut ? nil : result
    }

    private func printer() -> DeviceStatus {
        let code = known.withLock { $0.code }
        return DeviceStatus(
            id: "printer.slip", name: "P", health: code == nil ? .ok : .fault, code: code, finding: "for a technician")
    }

    /// A door that keeps its lines here.
    func gate(now: (@Sendable () -> Duration)? = nil) throws -> StaffGate {
        StaffGate(StaffLock(try #require(Office.hash), now: now)) { [self] kind, details in
            let rest = details.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
            known.withLock { $0.lines.append(kind + rest) }
        }
    }
}
