import ArgumentParser
import SmartCard
import VirtualCard

/// `kiosk-sim card`: a virtual ID card in vpcd's reader.
struct CardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card", abstract: "A virtual ID card (PIV) in the reader of vpcd, seen by every PC/SC program.",
        discussion: """
            The control socket takes lines: insert, remove, fault pull ins=47, fault none, status.

            EXAMPLE
              kiosk-sim card --state card.json --pin 482915 --control card.sock
            """)

    @Option(help: "The card's memory; made when missing.")
    var state: String

    @Option(help: "PIN of a new card, 6 to 8 digits.")
    var pin = "482915"

    @Option(help: "PUK of a new card, 6 to 8 digits.")
    var puk = "73915486"

    @Option(help: "Name on a new card.")
    var holder = "Demo Person 1"

    @Option(help: "IIN on a new card.")
    var iin = "850315300019"

    @Option(help: "Slot of vpcd: 0 or 1.")
    var slot: UInt16 = 0

    @Option(help: "Unix socket that takes orders.")
    var control: String?

    @Flag(help: "Where the card is at the start.")
    var place = Place.inserted

    /// Where the card is at the start.
    enum Place: String, EnumerableFlag { case inserted, removed }

    func validate() throws {
        guard slot <= 1 else { throw ValidationError("--slot is 0 or 1") }
    }

    func run() async throws {
        let configuration = VirtualCardConfiguration(
            stateFile: StateFile(path: state),
            person: Personalisation(holder: CardHolder(name: holder, iin: iin), pin: pin, puk: puk),
            port: 35963 + slot, controlSocket: control, isInserted: place == .inserted,
            log: { Console.say($0) })
        try await untilSignal {
            Console.say("kiosk-sim card ready")
            try await VirtualCardService(configuration).run()
        }
    }
}
