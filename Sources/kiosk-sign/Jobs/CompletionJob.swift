import CMS
import HelperProtocol
import KioskDevices
import KioskDomain

/// Puts signatures into what was prepared, then time stamps where they are wanted.
final class CompletionJob: Job {
    private var pairs: [(document: PreparedDocument, signature: [UInt8])]
    private var results: [[UInt8]] = []
    private var forms: [Int: CMSProfile.Form] = [:]
    private var stamping = Stamping()
    private var isCompleted = false

    init(_ pairs: [(PreparedDocument, [UInt8])], _ lists: ListCache) { self.pairs = pairs }

    var awaited: Int { stamping.awaited }
    func supply(_ answers: [[UInt8]?]) throws { try stamping.supply(answers) }

    func advance(_ exchange: Exchange) throws -> JobStep {
        if !isCompleted {
            isCompleted = true
            let count = pairs.count
            for (index, pair) in pairs.enumerated() {
                results.append(try complete(pair.document, pair.signature, index))
                try exchange.step(index + 1, of: count)
            }
            pairs = []
        }
        let requests = stamping.needs()
        guard requests.isEmpty else { return .needs(requests) }
        for (index, document) in stamping.documents {
            results[index] = document.encoded(as: (forms[index] ?? .binary).cms)
        }
        return .done(.documents(count: results.count), documents: results)
    }

    private func complete(_ document: PreparedDocument, _ signature: [UInt8], _ index: Int) throws -> [UInt8] {
        switch try document.complete(signature) {
        case .whole(let bytes): return bytes
        case .unstamped(let signed, let signer, let service, let form):
            forms[index] = form
            try stamping.add(signed, number: index, signer: signer, service, document.trust)
            return []
        }
    }
}

/// Adds time stamps to the signatures of a document that have none.
final class TimeStampJob: Job {
    private let document: CMSDocument
    private let form: CMSProfile.Form
    private var stamping = Stamping()

    /// - Throws: as ``CMSDocument/init(_:)``; `signature.missing` for a document without signatures.
    init(_ order: TimeStampOrder, _ frames: [[UInt8]], _ lists: ListCache) throws(Failure) {
        guard let bytes = frames.first, frames.count <= 2 else {
            throw Failure(.documentMalformed, "other documents than announced")
        }
        document = try CMSDocument(bytes)
        form = order.form
        guard document.signerCount > 0 else { throw Failure(.signatureMissing) }
        for signer in document.signersWithoutTimeStamp {
            // One after the other: each changes the document.
            try stamping.add(document, number: 0, signer: signer, order.service, order.trust)
        }
    }

    var awaited: Int { stamping.awaited }
    func supply(_ answers: [[UInt8]?]) throws { try stamping.supply(answers) }

    func advance(_ exchange: Exchange) throws -> JobStep {
        let requests = stamping.needs()
        guard requests.isEmpty else { return .needs(requests) }
        return .done(
            .documents(count: 1), documents: [(stamping.documents[0] ?? document).encoded(as: form.cms)])
    }
}
