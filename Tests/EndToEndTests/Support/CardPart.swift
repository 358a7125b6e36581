import FoundationEssentials
import KioskTestSupport

/// The part of the desk's page about the citizen's card.
struct CardPart: Sendable {
    var text: String
    var status: Int
    /// The person's screen, by its stable name; `closed` while nothing was begun.
    var stage: String? { Desk.value(after: "data-stage=\"", in: text) }
    /// The code of what the operator wanted in vain.
    var refused: String? { Desk.value(after: "data-refused=\"", in: text) }
    /// The code of what the person is told.
    var noticed: String? { Desk.value(after: "data-noticed=\"", in: text) }
    var application: String? { Desk.value(after: "data-card-application=\"", in: text) }
    var serials: [String] {
        text.components(separatedBy: "data-serial=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }
}

extension Desk {
    func cardPart() async throws -> CardPart {
        let answer = try await LocalHTTP.shared.send(
            "GET", "/operator/card?lang=en", port: port, headers: ["X-Screen-Token": token])
        return CardPart(text: answer.text, status: answer.status)
    }

    @discardableResult
    func card(
        _ what: String, within limit: Duration = .seconds(30), _ fits: @escaping @Sendable (CardPart) -> Bool
    ) async throws -> CardPart {
        try await eventually("the citizen's card: \(what)", within: limit) {
            let part = try await self.cardPart()
            return fits(part) ? part : nil
        }
    }

    @discardableResult
    func cardAct(_ action: String, _ fields: [String: String] = [:]) async throws -> LocalHTTP.Answer {
        let body = try JSONEncoder().encode(fields.merging(["action": action]) { first, _ in first })
        return try await LocalHTTP.shared.send(
            "POST", "/operator/card", port: port,
            headers: ["Content-Type": "application/json", "X-Screen-Token": token], body: Array(body))
    }
}

extension Stage {
    /// Another person's new card in the hands before the citizen's reader.
    func changeCard(to person: Person) async throws {
        _ = try await child("card")?.stop()
        try? FileManager.default.removeItem(atPath: folder.file("card.json"))
        try await startCard(of: person)
    }
}
