public import ArgumentParser
import FoundationEssentials
import ScriptedPeople
import SmartCard
public import VirtualCard

/// `kiosk-sim card`: a virtual ID card in vpcd's reader.
struct CardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card", abstract: "A virtual card in the reader of vpcd, seen by every PC/SC program.",
        discussion: """
            The control socket takes lines: insert, remove, fault pull ins=47, fault none, status.

            EXAMPLE
              kiosk-sim card --state card.json --pin 482915 --control card.sock
              kiosk-sim card --kind pkcs15 --state token.json --slot 1
              kiosk-sim card --kind emrtd --state document.json --portrait face.jpg --authority authority.der
              kiosk-sim card --operator --state operator.json --holder "Operator 1" --slot 1
              kiosk-sim card --operator --eds https://127.0.0.1:8443 --eds-ca tls-ca.pem --iin 820910400054 --state officer.json
            """)

    @Option(help: "The card's memory; made when missing.")
    var state: String

    @Option(help: "What a new card is: piv, piv-extended, pkcs15, emrtd or blank.")
    var kind = VirtualCardKind.piv

    @Option(help: "PIN of a new card, 6 to 8 digits.")
    var pin = "482915"

    @Option(help: "PUK of a new card, 6 to 8 digits.")
    var puk = "73915486"

    @Option(help: "Name on a new card.")
    var holder = "Demo Person 1"

    @Option(help: "IIN on a new card.")
    var iin = "850315300019"

    @Flag(name: .customLong("operator"), help: "A new PIV card has a key and a certificate to sign in with at a desk.")
    var signsIn = false

    @Option(help: "Address of a demonstration's portal that gives a new operator's card an EDS of --iin as well.")
    var eds: String?

    @Option(help: "PEM file of the authority behind that portal's certificate.")
    var edsCa: String?

    @Option(help: "Card access number of a document, 6 digits.")
    var can = "381729"

    @Option(help: "Number of a document, 9 characters.")
    var documentNumber = "900000001"

    @Option(help: "Last day of a document, YYMMDD.")
    var documentExpiry = "350314"

    @Option(help: "File with the portrait of a document, JPEG or JPEG 2000.")
    var portrait: String?

    @Option(help: "What is wrong with a document: wrong-hash, wrong-signature, tampered-message or mute.")
    var documentFault: DocumentFault?

    @Option(
        help: "File for the certificate of the authority that signed a document; PEM when it ends with .pem, else DER.")
    var authority: String?

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
        guard eds == nil || edsCa != nil && signsIn else {
            throw ValidationError("--eds needs --eds-ca and --operator")
        }
    }

    func run() async throws {
        var person = Personalisation(
            holder: CardHolder(name: holder, iin: iin), pin: pin, puk: puk, signsIn: signsIn)
        person.document = DocumentOptions(
            number: documentNumber, expiryDate: documentExpiry, can: can,
            portrait: try portrait.map { Array(try Data(contentsOf: URL(filePath: $0))) },
            fault: documentFault, authorityFile: authority)
        try await giveEDS(to: person)
        let configuration = VirtualCardConfiguration(
            stateFile: StateFile(path: state), person: person, kind: kind, port: 35963 + slot, controlSocket: control,
            isInserted: place == .inserted,
            log: { Console.say($0) })
        try await untilSignal {
            try await VirtualCardService(configuration).run { Console.say("kiosk-sim card ready") }
        }
    }
}

extension CardCommand {
    /// A card that is there already keeps what it has.
    private func giveEDS(to person: Personalisation) async throws {
        let file = StateFile(path: state)
        guard let eds, let edsCa, try file.load() == nil else { return }
        let authority = DemonstrationEDS(portal: eds, authority: try String(contentsOfFile: edsCa, encoding: .utf8))
        try file.save(
            await VirtualCardState.holdingEDS(of: person) { request in
                try await authority.certificate(of: iin, for: request)
            })
    }
}

extension VirtualCardKind: ExpressibleByArgument {}
extension DocumentFault: ExpressibleByArgument {}
