import HelperProtocol
import KioskDevices
import KioskDomain
import PKIX

/// Checks the signer, then makes the digests.
final class PrepareJob: Job {
    private let order: PrepareOrder
    private let signer: Certificate
    private var gathering: Gathering
    private var documents: [(bytes: [UInt8], content: [UInt8]?)] = []

    /// - Throws: `certificate.malformed`, `sign.document-malformed` when other documents came than were announced.
    init(_ order: PrepareOrder, _ frames: [[UInt8]], _ lists: ListCache) throws(Failure) {
        self.order = order
        let certificates = try Gathering.read(order.certificates)
        guard let signer = certificates.first else { throw Failure(.signKeyMissing, "no certificate of the signer") }
        self.signer = signer
        gathering = try Gathering(order.trust, adding: Array(certificates.dropFirst()), lists: lists)
        var rest = frames[...]
        for hasContent in order.withContent {
            guard let bytes = rest.popFirst() else { throw Self.otherDocuments }
            documents.append((bytes, hasContent ? rest.popFirst() : nil))
        }
        guard rest.isEmpty, frames.count == order.withContent.reduce(0, { $0 + ($1 ? 2 : 1) }) else {
            throw Self.otherDocuments
        }
    }

    private static let otherDocuments = Failure(.documentMalformed, "other documents than announced")

    var awaited: Int { gathering.awaited }
    func supply(_ answers: [[UInt8]?]) { gathering.supply(answers) }

    func advance(_ exchange: Exchange) throws -> JobStep {
        let requests = gathering.needs(
            for: [signer], asksRevocation: order.trust.asksRevocation && !order.rules.allowRevoked)
        guard requests.isEmpty else { return .needs(requests) }
        let verdict = gathering.verdict(signer, rules: order.rules)
        guard verdict.verdict == .valid else { return .done(.signerRefused(verdict)) }
        var prepared: [PreparedDocument] = []
        for index in documents.indices {
            let (bytes, content) = documents[index]
            documents[index] = ([], nil)
            prepared.append(try PreparedDocument(bytes, content: content, signer: signer, order: order))
            try exchange.step(index + 1, of: documents.count)
        }
        return .prepared(prepared)
    }
}

/// Judges a certificate by itself.
final class JudgeJob: Job {
    private let order: JudgeOrder
    private let certificate: Certificate
    private var gathering: Gathering

    /// - Throws: `certificate.malformed`.
    init(_ order: JudgeOrder, _ lists: ListCache) throws(Failure) {
        self.order = order
        let certificates = try Gathering.read(order.certificates)
        guard let first = certificates.first else { throw Failure(.certificateMalformed, "no certificate") }
        certificate = first
        gathering = try Gathering(order.trust, adding: Array(certificates.dropFirst()), lists: lists)
    }

    var awaited: Int { gathering.awaited }
    func supply(_ answers: [[UInt8]?]) { gathering.supply(answers) }

    func advance(_ exchange: Exchange) throws -> JobStep {
        let requests = gathering.needs(
            for: [certificate], asksRevocation: order.trust.asksRevocation && !order.rules.allowRevoked)
        guard requests.isEmpty else { return .needs(requests) }
        return .done(.judged(gathering.verdict(certificate, rules: order.rules)))
    }
}
