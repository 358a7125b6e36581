import HelperProtocol
import KioskDevices
import KioskDomain
import StreamSockets
import XMLSignature

/// Serves one client until it goes, on a thread of its own.
final class SignSession {
    private let number: Int
    private let activity: Activity
    private let health: SigningHealth
    private let lists: ListCache
    private var holdings = Holdings()
    private var lastUse = ContinuousClock.now

    init(number: Int, activity: Activity, health: SigningHealth, lists: ListCache) {
        self.number = number
        self.activity = activity
        self.health = health
        self.lists = lists
    }

    func serve(_ client: StreamSocket) {
        let exchange = Exchange(client, number: number, activity: activity)
        do {
            var bundle = Bundle()
            while true {
                guard var frame = try exchange.next(within: .seconds(5)) else {
                    forgetWhatIsUnused()
                    continue
                }
                switch frame.kind {
                case .document: try bundle.add(frame.payload)
                case .secret:
                    guard let secret = frame.takeSecret() else { throw HelperProtocolError.malformed("a long secret") }
                    bundle.add(secret: secret)
                case .message:
                    try handle(try SigningRequest(payload: frame.payload), &bundle, exchange)
                    bundle = Bundle()
                case .preview, .portrait: throw HelperProtocolError.malformed("a \(frame.kind) from the daemon")
                }
            }
        } catch {
            // The client is gone or speaks another language: what it held goes with it.
            exchange.shutdown()
        }
        holdings.releaseAll()
    }

    private func forgetWhatIsUnused() {
        guard !holdings.isEmpty, ContinuousClock.now - lastUse > Activity.holdingLimit else { return }
        holdings.releaseAll()
        activity.rest(number, holds: false)
    }

    /// Answers one request. Only what concerns the connection is thrown; all else is an answer.
    private func handle(_ request: SigningRequest, _ bundle: inout Bundle, _ exchange: Exchange) throws {
        if case .cancel = request { return }
        exchange.begin(size: bundle.size)
        var reply: (SigningAnswer, [[UInt8]])
        do {
            reply = try answer(request, &bundle, exchange)
        } catch let error as HelperProtocolError {
            throw error
        } catch let error as SocketError {
            throw error
        } catch let error as XMLSignatureError {
            var text: String?
            if case .notWellFormed(let problem) = error { text = problem.saxText }
            reply = (.failed(code: error.code, detail: error.detail, requesterText: text), [])
        } catch let error as any CodedError {
            reply = (.failed(code: error.code, detail: error.detail, requesterText: nil), [])
        } catch {
            reply = (.failed(code: .internalError, detail: "\(type(of: error))", requesterText: nil), [])
        }
        lastUse = .now
        try exchange.answer(reply.0, documents: reply.1, holds: !holdings.isEmpty)
    }

    private func answer(
        _ request: SigningRequest, _ bundle: inout Bundle, _ exchange: Exchange
    ) throws -> (SigningAnswer, [[UInt8]]) {
        let documents = bundle.takeDocuments()
        switch request {
        case .health: return (.ready(health), [])
        case .cancel: return (.released, [])
        case .release(let handles):
            for handle in handles.prefix(8192) { holdings.release(handle) }
            return (.released, [])
        case .prepare(let order): return try run(try PrepareJob(order, documents, lists), exchange)
        case .complete(let signatures): return try complete(signatures, exchange)
        case .addTimeStamp(let order): return try run(try TimeStampJob(order, documents, lists), exchange)
        case .verify(let order): return try run(try VerificationJob(order, documents, lists), exchange)
        case .judge(let order): return try run(try JudgeJob(order, lists), exchange)
        case .supply(let handle, let found): return try supply(handle, found, documents, exchange)
        case .readCertificates: return (.certificates(try CertificateReader.read(documents)), [])
        case .openKeyFile:
            return (try KeyFileWork.open(documents, password: bundle.takeSecret(), &holdings), [])
        case .sign(let file, let key, let digests):
            return (try KeyFileWork.sign(file, key, digests, holdings, exchange), [])
        case .makeKeys(let order):
            return (try KeyFileWork.makeKeys(order, password: bundle.takeSecret(), &holdings, exchange), [])
        case .finishKeyFile(let file, let certificates):
            return (.documents(count: 1), [try KeyFileWork.finish(file, certificates, &holdings)])
        case .addCertificate(let certificate):
            guard let file = try KeyFileWork.add(certificate.bytes, to: documents, password: bundle.takeSecret()) else {
                return (.passwordWrong, [])
            }
            return (.documents(count: 1), [file])
        }
    }

    private func run(_ job: any Job, _ exchange: Exchange) throws -> (SigningAnswer, [[UInt8]]) {
        switch try job.advance(exchange) {
        case .needs(let requests): return (.needs(job: try holdings.keep(.job(job)), requests: requests), [])
        case .done(let answer, let documents): return (answer, documents)
        case .prepared(let documents):
            var list: [PreparedSignature] = []
            do {
                for document in documents {
                    let handle = try holdings.keep(.prepared(document))
                    list.append(PreparedSignature(handle: handle, toSign: document.toSign))
                }
            } catch {
                for kept in list { holdings.release(kept.handle) }
                throw error
            }
            return (.prepared(list), [])
        }
    }

    private func supply(
        _ handle: Int, _ found: [Bool], _ documents: [[UInt8]], _ exchange: Exchange
    ) throws -> (SigningAnswer, [[UInt8]]) {
        guard case .job(let job) = holdings[handle] else { throw Failure(.signHelperFault, "no such job") }
        holdings.release(handle)
        guard found.count == job.awaited, found.count(where: { $0 }) == documents.count else {
            throw HelperProtocolError.malformed("not what was asked for")
        }
        var rest = documents[...]
        try job.supply(found.map { $0 ? rest.popFirst() : nil })
        return try run(job, exchange)
    }

    private func complete(
        _ signatures: [CompletedSignature], _ exchange: Exchange
    ) throws -> (SigningAnswer, [[UInt8]]) {
        let pairs = try signatures.map { signature in
            guard case .prepared(let document) = holdings[signature.handle] else {
                throw Failure(.signHelperFault, "no such prepared document")
            }
            return (document, signature.signature.bytes)
        }
        for signature in signatures { holdings.release(signature.handle) }
        return try run(CompletionJob(pairs, lists), exchange)
    }
}
