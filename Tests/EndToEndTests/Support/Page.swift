import FoundationEssentials
import KioskDevices
import KioskTestSupport
import StreamSockets
import Synchronization

/// What the screen shows, as scripts see it.
struct View: Decodable, Sendable, Equatable {
    struct Pad: Decodable, Sendable, Equatable {
        var id: String
        var labels: [Int]
    }

    struct Card: Decodable, Sendable, Equatable {
        struct Certificate: Decodable, Sendable, Equatable {
            var uses: [String]
            var daysLeft: Int?
            var isRevoked: String?
        }

        var certificates: [Certificate]
        var pinTries: Int?
        var offers: [String]
        var offersReissue: Bool
    }

    struct Keyboard: Decodable, Sendable, Equatable {
        var id: String
        var characters: String
    }

    var screen: String
    var card: Card?
    var keyboard: Keyboard?
    var stick: String?
    var file: String?
    var keyFiles: Int?
    var newPINStep: String?
    var code: String?
    var attemptsLeft: Int?
    var triesLeft: Int?
    var outcome: String?
    var applicationNumber: String?
    var applicationStep: String?
    var qr: String?
    var report: String?
    var maskedPhone: String?
    var accountEntries: [Int]?
    var accountPage: Int?
    var serials: [String]?
    var liveSets: [String]?
    var ticketNumber: String?
    var slip: String?
    var guidance: String?
    var secondsLeft: Int?
    var pad: Pad?
    var outcomes: [String]
    var cardPresent: Bool
    var demonstration: Bool
}

/// The kiosk's one citizen screen, held and used by a test.
final class Page: Sendable {
    let port: UInt16
    let token: String
    private let events = EventStream()
    /// The newest view that was looked at; nil once an action was posted, until something has changed.
    private let last = Mutex<View?>(nil)

    /// Claims the screen as soon as it is free.
    static func open(port: UInt16) async throws -> Page {
        let token = try await eventually("the screen is free") {
            let answer = try? await LocalHTTP.shared.send("POST", "/api/session", port: port)
            guard let answer, answer.status == 200 else { return String?.none }
            return try JSONDecoder().decode([String: String].self, from: Data(answer.body))["token"]
        }
        let page = Page(port: port, token: token)
        try await page.events.open("/api/events?token=\(token)", port: port)
        return page
    }

    private init(port: UInt16, token: String) {
        self.port = port
        self.token = token
    }

    func close() async { await events.close() }

    /// The live picture as the browser gets it: the JPEG pictures that arrive within `time`.
    func pictures(for time: Duration) async throws -> [[UInt8]] {
        try await LocalHTTP.shared.parts("/preview.mjpeg?token=\(token)", port: port, for: time)
    }

    /// Posts an action as the page does; the answer may be a refusal. What was shown before is history from here on.
    @discardableResult
    func act(_ action: String, _ fields: [String: any Encodable & Sendable] = [:]) async throws -> LocalHTTP.Answer {
        while try await events.next(within: .zero) != nil {}
        last.withLock { $0 = nil }
        var parts = ["\"action\":\"\(action)\""]
        for (name, value) in fields {
            parts.append("\"\(name)\":\(String(decoding: try JSONEncoder().encode(value), as: UTF8.self))")
        }
        return try await LocalHTTP.shared.send(
            "POST", "/api/act", port: port,
            headers: ["Content-Type": "application/json", "X-Screen-Token": token],
            body: Array("{\(parts.joined(separator: ","))}".utf8))
    }

    /// The next change of the screen.
    func next(within limit: Duration = .seconds(30)) async throws -> View {
        guard let data = try await events.next(within: limit) else { throw Problem("the screen did not change") }
        let view = try JSONDecoder().decode(View.self, from: Data(data))
        last.withLock { $0 = view }
        return view
    }

    /// The first view that `fits`, of all since the last action or the view that was looked at last.
    @discardableResult
    func until(
        _ what: String, within limit: Duration = .seconds(40), _ fits: @Sendable (View) -> Bool
    ) async throws -> View {
        let end = ContinuousClock.now + limit
        var trail: [String] = []
        if let present = last.withLock({ $0 }) {
            if fits(present) { return present }
            trail.append(present.screen)
        }
        while let data = try await events.next(within: max(.zero, end - ContinuousClock.now)) {
            let view = try JSONDecoder().decode(View.self, from: Data(data))
            last.withLock { $0 = view }
            if fits(view) { return view }
            let step = [view.screen, view.code, view.guidance].compactMap(\.self).joined(separator: " ")
            if trail.last != step { trail.append(step) }
        }
        throw Problem("\(what): not within \(limit); the screen showed \(trail.suffix(12))")
    }

    @discardableResult
    func until(_ screen: String, within limit: Duration = .seconds(40)) async throws -> View {
        try await until(screen, within: limit) { $0.screen == screen }
    }

    /// The screen as a person sees it now: its HTML.
    func html() async throws -> String {
        let events = EventStream()
        try await events.open("/events?token=\(token)", port: port)
        defer { Task { await events.close() } }
        struct Screen: Decodable { var html: String? }
        while let data = try await events.next(within: .seconds(10)) {
            if let html = try JSONDecoder().decode(Screen.self, from: Data(data)).html { return html }
        }
        throw Problem("no screen")
    }

    /// What is shown now, asked for.
    func now() async throws -> View {
        let answer = try await LocalHTTP.shared.send(
            "GET", "/api/session", port: port, headers: ["X-Screen-Token": token])
        return try JSONDecoder().decode(View.self, from: Data(answer.body))
    }
}
