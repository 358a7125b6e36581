import FoundationEssentials
import KioskTestSupport

/// The tries at one card as `kioskctl cards --json` tells them.
struct CardTrial: Decodable, Equatable {
    var wrong: Int
    var remaining: Int?
    var blocked: Bool
}

/// The operator's card in the operator's reader.
extension Stage {
    static let operatorMemory = "operator-card.json"

    /// - Parameter memory: file of the card's memory; another one is another card.
    func startOperatorCard(memory: String = Stage.operatorMemory, signsIn: Bool = true) async throws {
        let arguments = [
            "card", "--slot", "1", "--state", folder.file(memory), "--pin", Operator.pin, "--puk", Operator.puk,
            "--holder", Operator.name, "--control", folder.file("run/operator.sock"), "--removed",
        ]
        try await run("operator", "kiosk-sim", arguments + (signsIn ? ["--operator"] : []), ready: "card ready")
    }

    /// Another card, put into the reader.
    func swapOperatorCard(memory: String, signsIn: Bool = true) async throws {
        try await takeOperatorCard()
        _ = try await child("operator")?.stop()
        try await startOperatorCard(memory: memory, signsIn: signsIn)
        try await order("operator", "insert")
    }

    /// The operator's reader is empty, and the kiosk has seen it so: pcscd looks into it every 400 ms, and a card that
    /// comes sooner is to it the one that went.
    func takeOperatorCard() async throws {
        if child("operator")?.isRunning == true { try await order("operator", "remove") }
        let desk = try await Desk.page(self)
        try await desk.until("an empty reader", \.isWithoutCard)
    }

    /// Has kioskd know the operator's card, as a technician does.
    func registerOperator() async throws {
        if child("operator")?.isRunning != true { try await startOperatorCard() }
        guard try await !kioskctl("operators", "--json").contains(Operator.name) else { return }
        try await order("operator", "insert")
        var refusal: (any Error)?
        do {
            try await eventually("the operator's card is registered") {
                do {
                    _ = try await self.kioskctl("operators", "add", Operator.name)
                    return ()
                } catch {
                    refusal = error
                    return nil
                }
            }
        } catch is NotInTime {
            throw Problem("the operator's card is not registered: \(refusal.map { "\($0)" } ?? "")")
        }
    }

    /// Newest first.
    func trials() async throws -> [CardTrial] {
        try JSONDecoder().decode([CardTrial].self, from: Data(try await kioskctl("cards", "--json").utf8))
    }

    /// What the journal says about look-ups by IIN, oldest first; kioskd starts anew for it, as nobody else may open its
    /// journal meanwhile.
    func lookups() async throws -> [String] {
        _ = try await child("kioskd")?.stop()
        let lookups = try await JournalCopy(self).lookups
        try await startKiosk()
        return lookups
    }

    /// What the journal says of this kind, oldest first; kioskd starts anew for it.
    func deeds(_ kind: String) async throws -> [String] {
        _ = try await child("kioskd")?.stop()
        let deeds = try await JournalCopy(self).deeds.filter { $0.hasPrefix(kind) }
        try await startKiosk()
        return deeds
    }

    /// Output of a command of the technician that succeeds.
    func kioskctl(_ words: String...) async throws -> String {
        let output = try await Tool.run(
            try Programs.path("kioskctl"), words + ["--socket", folder.file("run/control.sock")])
        guard output.succeeded else { throw Problem("kioskctl \(words): \(output.standardError)") }
        return output.standardOutput
    }
}
