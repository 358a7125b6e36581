public import KioskDiagnostics

/// What `kioskctl operators` and `kioskctl cards` do.
public enum DeskCommands {
    /// The operators of this kiosk's desk, or why kioskd could not be asked.
    public static func operators(socket: String) async -> Answer<[ControlOperator]> {
        await ask(socket) { client throws(ControlError) in try await client.operators() }
    }

    /// Adds the card in the operator's reader under this name, or takes the name off the list.
    public static func setOperator(
        _ name: String, isKnown: Bool, duties: [String] = [], socket: String
    ) async -> Answer<Void> {
        // Reading a card takes longer than a question.
        await ask(socket, limit: .seconds(20)) { client throws(ControlError) in
            try await client.setOperator(name, isKnown: isKnown, duties: duties)
        }
    }

    /// The last tries at cards of this kiosk.
    public static func cards(socket: String) async -> Answer<[ControlCardTrial]> {
        await ask(socket) { client throws(ControlError) in try await client.cards() }
    }

    /// What kioskd answered, or a result that says why it did not.
    public enum Answer<Value: Sendable>: Sendable {
        /// Its answer.
        case answer(Value)
        /// Why there is none.
        case problem(CheckResult)
    }

    static func ask<Value>(
        _ socket: String, limit: Duration = .seconds(5),
        _ question: (ControlClient) async throws(ControlError) -> Value
    ) async -> Answer<Value> {
        do throws(ControlError) {
            return .answer(try await question(ControlClient(socket: socket, limit: limit)))
        } catch {
            return .problem(await StatusCommand.result(of: error, socket: socket))
        }
    }
}
