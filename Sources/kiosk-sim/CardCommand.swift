import ArgumentParser
import VirtualCard

/// `kiosk-sim card`: a virtual identity card in the reader of vpcd.
struct CardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card",
        abstract: "A virtual identity card in vpcd's reader, seen by pcscd and every PC/SC program.",
        discussion: """
            The card is made at the first start and kept in its state file. Orders at run time, one a line, over the \
            control socket: insert, remove, status, fault none, and fault pull | pull-after | 6f00 | slow=MS | reset | \
            garbage [ins=HEX] [n=NUMBER] [always].
            """)

    @Option(help: "The card's memory, a JSON file.")
    var state: String

    @Option(help: "The holder's name on a new card.")
    var holder = "Demo Person 1"

    @Option(help: "The holder's IIN on a new card.")
    var iin: String

    @Option(help: "The PIN of a new card, 6 to 8 digits.")
    var pin = "482915"

    @Option(help: "The PUK of a new card, 6 to 8 digits.")
    var puk = "73510264"

    @Option(help: "vpcd's TCP port: 35963 for its first slot, 35964 for its second.")
    var port: UInt16 = 35963

    @Option(help: "The unix socket that takes orders.")
    var control: String?

    @Flag(help: "Begin with the card outside the reader.")
    var removed = false

    func run() async throws {
        let person = Personalisation(holderName: holder, iin: iin, pin: pin, puk: puk)
        let service = VirtualCardService(
            VirtualCardConfiguration(
                stateFile: StateFile(path: state), person: person, port: port, controlSocket: control,
                isInserted: !removed, log: { print($0) }))
        try await service.run()
    }
}
