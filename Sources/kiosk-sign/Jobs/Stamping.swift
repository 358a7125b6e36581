import CMS
import HelperProtocol
import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1

/// Fetches time stamps for signatures, each at most three times (facts of the NCA, 3.3).
struct Stamping {
    private struct Wish {
        let document: Int
        let signer: Int
        let service: TimeStampService
        let trust: TrustSettings
        let request: TimeStampRequest
        var tries = 0
    }

    private static let tries = 3
    private static let mostAtOnce = 32

    private(set) var documents: [Int: CMSDocument] = [:]
    private var wishes: [Wish] = []
    private var open: [Wish] = []

    var awaited: Int { open.count }

    /// - Throws: `sign.document-malformed` for a policy that is no object identifier.
    mutating func add(
        _ document: CMSDocument, number: Int, signer: Int, _ service: TimeStampService, _ trust: TrustSettings
    ) throws(Failure) {
        var policy: ASN1ObjectIdentifier?
        if let text = service.policy {
            guard let known = try? ASN1ObjectIdentifier(dotRepresentation: text[...]) else {
                throw Failure(.documentMalformed, "time-stamp policy")
            }
            policy = known
        }
        documents[number] = document
        wishes.append(
            Wish(
                document: number, signer: signer, service: service, trust: trust,
                request: try document.timeStampRequest(forSignerAt: signer, policy: policy)))
    }

    /// What is to be fetched; nothing when every signature has its time stamp.
    mutating func needs() -> [FetchRequest] {
        open = Array(wishes.prefix(Self.mostAtOnce))
        wishes.removeFirst(open.count)
        return open.map { FetchRequest(kind: .timeStamp, url: $0.service.url, body: $0.request.der) }
    }

    /// - Throws: `timestamp.unavailable` after the third try, `timestamp.invalid` for one that is of something else or
    ///   of an authority that is not trusted.
    mutating func supply(_ answers: [[UInt8]?]) throws(Failure) {
        for (wish, answer) in zip(open, answers) {
            guard let answer else {
                var again = wish
                again.tries += 1
                guard again.tries < Self.tries else { throw Failure(.timeStampUnavailable, wish.service.url) }
                wishes.append(again)
                continue
            }
            let token = try TimeStampResponse(der: answer).token(answering: wish.request)
            try Self.check(token, wish)
            documents[wish.document] = try documents[wish.document]?.addingTimeStamp(token, toSignerAt: wish.signer)
        }
        open = []
    }

    private static func check(_ token: TimeStampToken, _ wish: Wish) throws(Failure) {
        let trust = wish.trust
        let verifier = SignatureVerifier(
            anchors: try Gathering.read(trust.anchors), certificates: try Gathering.read(trust.intermediates),
            requirement: .reported)
        let report = verifier.verify(token, over: wish.request.imprint, at: trust.now)
        // Without a path to be followed only the authority's own signature counts.
        let isPath: Set<FailureCode> = [.certificateIssuerMissing, .certificateSignature]
        let against = report.problems.first { trust.chain == .required || !isPath.contains($0.code) }
        if let against { throw Failure(.timeStampInvalid, "\(against.code.rawValue): \(against.detail)") }
    }
}
