import ArgumentParser
import KioskControl
import KioskDevices
import KioskDomain
import SmartCard

/// `kioskctl card`: a card's counters and certificates; PIN changed or unblocked with one command.
struct Card: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows a card's tries and certificates; changes or unblocks its PIN.",
        discussion: """
            EXAMPLES
              kioskctl card                 tries of PIN and PUK, certificates with their dates
              kioskctl card unblock         asks for the PUK and a new PIN
              kioskctl card change-pin
            """,
        subcommands: [List.self, Unblock.self, ChangePIN.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Tries and certificates, without a PIN.")
        @Option(help: "Part of the name of the reader.") var reader = ""

        func run() async throws {
            try await TrustOptions.reporting(json: false) {
                let card = try await CardCommand.list(reader: reader)
                print("\(card.reader): \(card.kind)")
                print("PIN: \(Card.text(card.status.pin)), PUK: \(Card.text(card.status.puk))")
                for certificate in card.contents.certificates {
                    let days = [certificate.outline.notBefore, certificate.outline.notAfter].map(Card.day)
                    print("\(certificate.label): \(days[0]) to \(days[1])")
                }
                for damage in card.contents.damages { print("damaged: \(damage)") }
            }
        }
    }

    struct Unblock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sets a new PIN with the PUK: one command to the card, one try of the PUK.")
        @Option(help: "Part of the name of the reader.") var reader = ""

        func run() async throws {
            try await Card.finish {
                try await CardCommand.unblock(reader: reader) { status in
                    Card.ask("PUK (\(Card.text(status.puk)))", isLast: status.puk == .remaining(1))
                }
            }
        }
    }

    struct ChangePIN: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "change-pin", abstract: "Changes the PIN.")
        @Option(help: "Part of the name of the reader.") var reader = ""

        func run() async throws {
            try await Card.finish {
                try await CardCommand.changePIN(reader: reader) { status in
                    Card.ask("Present PIN (\(Card.text(status.pin)))", isLast: status.pin == .remaining(1))
                }
            }
        }
    }

    /// Old value and new PIN, the latter twice; nil when the person gives up.
    private static func ask(_ first: String, isLast: Bool) -> (SecretBytesBox, SecretBytesBox)? {
        guard !isLast || SecretPrompt.confirms("This is the last try. Use it?") else { return nil }
        let old = SecretPrompt.read(first)
        let new = SecretPrompt.read("New PIN")
        let again = SecretPrompt.read("New PIN again")
        guard new.isEqual(to: again) else {
            print(FailureCode.pinMismatch.rawValue)
            return nil
        }
        return (SecretBytesBox(old), SecretBytesBox(new))
    }

    private static func finish(_ body: () async throws -> PINResult?) async throws {
        try await TrustOptions.reporting(json: false) {
            switch try await body() {
            case .accepted: print("Done.")
            case .wrong(let remaining): throw Failure(.pinWrong, remaining.map { "\($0) tries left" } ?? "")
            case .blocked: throw Failure(.pinBlocked)
            case nil: throw Failure(.signCancelled, "nothing was sent to the card")
            }
        }
    }

    private static func text(_ counter: PINCounter) -> String {
        switch counter {
        case .remaining(let count): "\(count) tries left"
        case .blocked: "blocked"
        case .unknown: "tries left unknown"
        }
    }

    private static func day(_ time: UnixTime) -> String {
        "\(CivilDateTime(wallSeconds: Int(time.milliseconds / 1000)).date)"
    }
}
