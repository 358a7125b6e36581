import CMS
import HelperProtocol
import KioskDevices
import KioskDomain
import PKIX
import XMLSignature

/// Judges a signed document: gathers what its certificates need, then reports.
final class VerificationJob: Job {
    private enum Form {
        case cms(CMSDocument, content: [UInt8]?)
        case xml([XMLSignatureVerdict])
    }

    private let form: Form
    private let wanted: [Certificate]
    private var gathering: Gathering

    /// - Throws: `sign.document-…` for a document that cannot be read.
    init(_ order: VerifyOrder, _ frames: [[UInt8]], _ lists: ListCache) throws {
        guard let bytes = frames.first, frames.count <= 2 else {
            throw Failure(.documentMalformed, "other documents than announced")
        }
        let given = try Gathering.read(order.certificates)
        let found: [Certificate]
        if Self.isXML(bytes) {
            let verdicts = try XMLVerifier.verify(
                PreparedDocument.source(bytes, order.isText), certificates: given)
            form = .xml(verdicts)
            found = verdicts.flatMap { [$0.certificate].compactMap(\.self) + $0.certificates }
        } else {
            let document = try CMSDocument(bytes)
            form = .cms(document, content: frames.count == 2 ? frames[1] : nil)
            found = document.certificates + document.timeStampCertificates
        }
        let all = Array((given + found).prefix(Self.mostCertificates))
        gathering = try Gathering(order.trust, adding: all, lists: lists)
        wanted = Array(all.filter { $0.extensions.basicConstraints?.isAuthority != true }.prefix(Self.mostJudged))
    }

    /// More than any document of ours holds; others of it are judged without what the network knows.
    private static let mostCertificates = 256
    private static let mostJudged = 32

    /// XML begins with a tag, after a mark of its encoding or white space; a CMS with a SEQUENCE, Base64 or dashes.
    private static func isXML(_ bytes: [UInt8]) -> Bool {
        let start = bytes.prefix(64)
        if start.starts(with: [0xFE, 0xFF]) || start.starts(with: [0xFF, 0xFE]) { return true }
        let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start
        return text.first { $0 != 0x20 && !(0x09...0x0D).contains($0) && $0 != 0 } == UInt8(ascii: "<")
    }

    var awaited: Int { gathering.awaited }
    func supply(_ answers: [[UInt8]?]) { gathering.supply(answers) }

    func advance(_ exchange: Exchange) throws -> JobStep {
        let requests = gathering.needs(for: wanted, asksRevocation: gathering.settings.asksRevocation)
        guard requests.isEmpty else { return .needs(requests) }
        let signatures =
            switch form {
            case .cms(let document, let content): CMSReporting(gathering).verdicts(document, content)
            case .xml(let verdicts): XMLReporting(gathering).verdicts(verdicts)
            }
        let format: VerificationReport.Format = if case .cms = form { .cms } else { .xml }
        return .done(
            .verified(
                VerificationReport(format: format, judgedAt: gathering.settings.now, signatures: signatures)))
    }
}
