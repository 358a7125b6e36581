import ArgumentParser
import HelperProtocol
import KioskControl
import KioskDomain
import SigningKeys

/// `kioskctl verify`: judges a signed document.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Judges the signatures of a CMS or XML document.",
        discussion: """
            Exit status: 0 valid, 1 unknown (such as revocation that cannot be learnt), 2 invalid.

            EXAMPLES
              kioskctl verify contract.pdf.cms --trust /etc/psc-kiosk/trust.pem
              kioskctl verify contract.cms --content contract.pdf --trust trust.pem --json
              kioskctl verify request.signed.xml --trust trust.pem --language kk
            """)

    @Argument(help: "The signed document.") var document: String
    @Option(help: "The content, when the signature is detached.") var content: String?
    @OptionGroup var trust: TrustOptions
    @Flag(help: "Do not ask whether certificates are revoked.") var noRevocation = false
    @Option(help: "Language of the report: kk, ru or en.") var language = "en"
    @Flag(help: "One JSON object instead of lines.") var json = false

    func run() async throws {
        guard let language = Language(rawValue: language) else { throw ValidationError("--language is kk, ru or en.") }
        let settings = try trust.settings()
        let signed = SigningDocument(try TrustOptions.read(document), content: try content.map(TrustOptions.read))
        let asks = !noRevocation
        var status: Int32 = 2
        try await TrustOptions.reporting(json: json) {
            let report = try await VerifyCommand.report(
                signed, settings: settings, asksRevocation: asks, helper: trust.helper)
            if json {
                try KioskControlCommand.printJSON(report.masked())
            } else {
                print(VerifyCommand.text(report, in: language), terminator: "")
            }
            status = VerifyCommand.exitStatus(report)
        }
        throw ExitCode(status)
    }
}
