import ArgumentParser
import FoundationEssentials
import HelperProtocol
import KioskControl
import KioskDevices
import KioskDomain
import SigningKeys

/// `kioskctl sign`: signs documents with a card or a key file.
struct Sign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Signs documents with the key of a card or of a PKCS#12 file.",
        discussion: """
            One PIN or password signs all documents. Results are written beside them: FILE.cms, FILE.signed.xml, FILE.sig.

            EXAMPLES
              kioskctl sign contract.pdf --key /media/stick/key.p12
              kioskctl sign a.pdf b.pdf --card --detached --time-stamp http://tsp.pki.gov.kz
              kioskctl sign request.xml --key key.p12 --format xml
              kioskctl sign digest.bin --digest --card
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case cms, xml, wsse, raw }
    enum Purpose: String, ExpressibleByArgument, CaseIterable { case signature, authentication }

    @Argument(help: "The documents.") var documents: [String]
    @Option(help: "PKCS#12 file with the key.") var key: String?
    @Flag(help: "Use the card in a reader.") var card = false
    @Option(help: "Part of the name of the reader.") var reader = ""
    @Option(help: "cms, xml, wsse or raw.") var format = Format.cms
    @Flag(help: "CMS without the document in it.") var detached = false
    @Flag(help: "The files hold digests, made by the algorithm of the key.") var digest = false
    @Option(help: "Address of a time-stamp service (RFC 3161).") var timeStamp: String?
    @Option(help: "What the key is for: signature or authentication.") var purpose = Purpose.signature
    @OptionGroup var trust: TrustOptions
    @Flag(help: "Sign although the certificate has expired.") var allowExpired = false
    @Flag(help: "One JSON object instead of lines.") var json = false

    func run() async throws {
        guard (key == nil) == card else { throw ValidationError("Name either --key FILE or --card.") }
        var settings = try trust.settings()
        settings.timeStampURL = timeStamp ?? ""
        let command = SignCommand(
            place: key.map { .file($0) } ?? .card(reader: reader), profile: profile, settings: settings,
            rules: SignerRules(allowExpired: allowExpired),
            purpose: purpose == .signature ? .signature : .authentication,
            helper: trust.helper)
        let contents = try documents.map { try TrustOptions.read($0) }
        let isQuiet = json
        let count = documents.count
        try await TrustOptions.reporting(json: json) {
            let signed = try await command.run(
                contents, ask: { SecretPrompt.read($0) }, confirm: { SecretPrompt.confirms($0) },
                progress: { done in if !isQuiet, count > 1 { print("\(done) of \(count) signed") } })
            for (name, bytes) in zip(documents, signed) { try write(bytes, name + ending) }
            let names = documents.map { $0 + ending }
            if json { return try KioskControlCommand.printJSON(["signed": names]) }
            for name in names { print("written: \(name)") }
        }
    }

    private var ending: String {
        switch format {
        case .cms: ".cms"
        case .xml, .wsse: ".signed.xml"
        case .raw: ".sig"
        }
    }

    private var profile: SigningProfile {
        switch format {
        case .cms:
            .cms(
                CMSProfile(
                    subject: digest ? .digest : .content, attached: !detached && !digest,
                    timeStamp: timeStamp.map { TimeStampService(url: $0) }))
        case .xml: .xml(XMLProfile())
        case .wsse: .wsse(WSSEProfile())
        case .raw: .raw
        }
    }

    private func write(_ bytes: [UInt8], _ path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw ValidationError("\(path) is there already; nothing was overwritten.")
        }
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    }
}

/// Whom to believe, and where services are, for `sign` and `verify`.
struct TrustOptions: ParsableArguments {
    @Option(name: .customLong("trust"), help: "PEM file of trusted authorities; without it no chain is judged.")
    var anchors: String?
    @Option(help: "PEM file of issuing authorities below them.") var issuers: String?
    @Option(help: "Address of an OCSP responder, instead of the one that certificates name.") var ocsp = ""
    @Option(help: "Host that may be asked for OCSP, lists and issuers; may be repeated.") var host: [String] = []
    @Option(help: "Path of kiosk-sign.") var helper = SignHelper.path()

    func settings() throws -> SigningSettings {
        var settings = SigningSettings()
        settings.anchors = try SigningSettings.certificates(file: anchors ?? "")
        settings.intermediates = try SigningSettings.certificates(file: issuers ?? "")
        settings.ocspURL = ocsp
        settings.hosts = host
        return settings
    }

    static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("\(path) cannot be read.")
        }
        return Array(data)
    }

    /// Runs `body`; what it throws is told with its code and remedy, exit status 2.
    static func reporting(json: Bool, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as any CodedError {
            try KioskControlCommand.tell(error, json: json)
        }
    }
}
