import FoundationEssentials
import KioskTestSupport
import Synchronization

/// What the consent screen shows.
struct ConsentFragment: Decodable, Sendable, Equatable {
    /// Such as `consent-keys`.
    var name: String
    var title: String
    var html: String

    /// The buttons with what they post.
    var buttons: [(action: Action, text: String)] {
        html.split(separator: "<button").dropFirst().compactMap { part in
            guard let json = Desk.value(after: "data-action=\"", in: String(part)),
                let action = try? JSONDecoder().decode(Action.self, from: Data(Self.plain(json).utf8)),
                let start = part.firstIndex(of: ">"), let end = part.firstRange(of: "</button>")
            else { return nil }
            return (action, Self.plain(String(part[start..<end.lowerBound])))
        }
    }

    /// Where the characters of a pad are.
    func positions(of secret: String) throws -> [Int] {
        var places: [String: Int] = [:]
        for part in html.split(separator: "<button").dropFirst() {
            guard let position = Desk.value(after: "data-position=\"", in: String(part)).flatMap({ Int($0) }),
                let label = Desk.text(after: ">", in: String(part))
            else { continue }
            places[Self.plain(label)] = position
        }
        return try secret.map { character in
            guard let place = places[String(character)] else { throw Problem("no key for a character on \(name)") }
            return place
        }
    }

    struct Action: Codable, Sendable, Equatable {
        var action: String
        var question: String
        var value: String?
        var pad: String?
        var positions: [Int]?
    }

    /// The text that HTML's references stand for.
    private static func plain(_ html: String) -> String {
        var text = html
        for (reference, character) in [
            ("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"),
        ] { text = text.split(separator: reference, omittingEmptySubsequences: false).joined(separator: character) }
        return text
    }
}

/// The consent screen, held and used by a test as a person would.
final class Consent: Sendable {
    private let port: UInt16
    private let token: String
    private let events = EventStream()
    private let last = Mutex<ConsentFragment?>(nil)

    /// Claims the screen as soon as it is free.
    static func open(port: UInt16) async throws -> Consent {
        let token = try await eventually("the consent screen is free") {
            let page = try await LocalHTTP.shared.send("GET", "/consent", port: port)
            return page.status == 200 ? Desk.value(after: "name=\"screen-token\" content=\"", in: page.text) : nil
        }
        let consent = Consent(port, token)
        try await consent.events.open("/consent/events?token=\(token)", port: port)
        return consent
    }

    private init(_ port: UInt16, _ token: String) {
        self.port = port
        self.token = token
    }

    func close() async { await events.close() }

    /// The first screen of that name that is shown from now on, or that is shown already and was not answered.
    @discardableResult
    func until(
        _ name: String, within limit: Duration = .seconds(40),
        _ fits: @Sendable (ConsentFragment) -> Bool = { _ in true }
    ) async throws -> ConsentFragment {
        if let present = last.withLock({ $0 }), present.name == name, fits(present) { return present }
        let end = ContinuousClock.now + limit
        var trail: [String] = []
        while let data = try await events.next(within: max(.zero, end - ContinuousClock.now)) {
            let fragment = try JSONDecoder().decode(ConsentFragment.self, from: Data(data))
            last.withLock { $0 = fragment }
            if fragment.name == name, fits(fragment) { return fragment }
            trail.append("\(fragment.name) (\(fragment.title))")
        }
        throw Problem("\(name): not within \(limit); the consent screen showed \(trail.suffix(8))")
    }

    /// Presses the button whose text has this.
    func press(_ text: String, on fragment: ConsentFragment) async throws {
        guard let button = fragment.buttons.first(where: { $0.text.contains(text) }) else {
            throw Problem("no button with \(text) on \(fragment.name): \(fragment.buttons.map(\.text))")
        }
        try await post(button.action)
    }

    /// Touches the pad and the button that sends it.
    func enter(_ secret: String, on fragment: ConsentFragment) async throws {
        guard var action = fragment.buttons.map(\.action).first(where: { $0.action == "secret" }) else {
            throw Problem("nothing to enter on \(fragment.name)")
        }
        action.positions = try fragment.positions(of: secret)
        try await post(action)
    }

    /// Says no, or reads the ending.
    func leave(_ fragment: ConsentFragment) async throws {
        guard let action = fragment.buttons.map(\.action).first(where: { ["cancel", "close"].contains($0.action) })
        else { throw Problem("no way out of \(fragment.name)") }
        try await post(action)
    }

    /// F2: the liability notice was read.
    func confirmNotice(_ fragment: ConsentFragment) async throws {
        guard let action = fragment.buttons.map(\.action).first(where: { $0.action == "confirm-notice" }) else {
            throw Problem("no notice on \(fragment.name)")
        }
        try await post(action)
    }

    private func post(_ action: ConsentFragment.Action) async throws {
        last.withLock { $0 = nil }
        let answer = try await LocalHTTP.shared.send(
            "POST", "/consent/act", port: port,
            headers: ["Content-Type": "application/json", "X-Screen-Token": token],
            body: Array(try JSONEncoder().encode(action)))
        guard answer.status == 200 else { throw Problem("\(action.action): \(answer.text)") }
    }
}
