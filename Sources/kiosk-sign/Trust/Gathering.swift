import CMS
import HelperProtocol
import KioskDevices
import KioskDomain
import PKIX

/// Collects what judging certificates needs: issuers, then status by OCSP, then by list. Asks for everything once.
struct Gathering {
    private enum Question {
        case issuer
        case ocsp(OCSPRequest)
        case list(url: String)
    }

    private static let mostCertificates = 256
    private static let mostQuestions = 32

    let settings: TrustSettings
    let anchors: [Certificate]
    /// Authorities from the configuration, the document and the network.
    private(set) var certificates: [Certificate]
    private(set) var evidence = StatusEvidence()
    private let lists: ListCache
    private var asked: Set<String> = []
    private var open: [Question] = []

    /// - Throws: `certificate.malformed` for a configured certificate that is none.
    init(_ settings: TrustSettings, adding certificates: [Certificate] = [], lists: ListCache) throws(Failure) {
        self.settings = settings
        self.lists = lists
        anchors = try Self.read(settings.anchors)
        self.certificates = try Self.read(settings.intermediates) + certificates
    }

    static func read(_ blobs: [Blob]) throws(Failure) -> [Certificate] {
        guard blobs.count <= mostCertificates else { throw Failure(.certificateMalformed, "\(blobs.count) at once") }
        var found: [Certificate] = []
        for blob in blobs { found.append(try Certificate(der: blob.bytes)) }
        return found
    }

    /// How many answers are awaited.
    var awaited: Int { open.count }

    /// The path of a certificate at the last instant at which it was valid itself, at most now: its own dates are a
    /// finding of their own.
    func path(_ certificate: Certificate) -> ChainResult {
        let instant = min(max(settings.now, certificate.notBefore), certificate.notAfter)
        return ChainBuilder(anchors: anchors, intermediates: certificates).path(for: certificate, at: instant)
    }

    /// What is to be fetched next for these certificates; nothing when all is there that can be had.
    mutating func needs(for wanted: [Certificate], asksRevocation: Bool) -> [FetchRequest] {
        guard settings.chain == .required else { return [] }
        var requests: [FetchRequest] = []
        for certificate in wanted {
            switch path(certificate) {
            case .missingIssuer(_, let addresses):
                for url in Self.usable(addresses) { ask(.issuer, .issuer, url, url, [], &requests) }
            case .path(let path) where asksRevocation:
                for (one, above) in zip(path, path.dropFirst()) { askStatus(one, above, &requests) }
            case .path, .invalid: break
            }
        }
        return requests
    }

    private mutating func askStatus(_ certificate: Certificate, _ issuer: Certificate, _ requests: inout [FetchRequest])
    {
        guard isUnknown(certificate, issuer) else { return }
        let responders = settings.ocspURL.isEmpty ? certificate.extensions.ocspResponders : [settings.ocspURL]
        if let url = Self.usable(responders).first {
            let mark =
                "\(url) \(certificate.serialNumber) \(Hexadecimal.text(issuer.subjectPublicKeyInfo.keyIdentifier))"
            if !asked.contains(mark) {
                let request = OCSPRequest(OCSPCertificateID(certificate, issuer: issuer))
                return ask(.ocsp(request), .ocsp, url, mark, request.der, &requests)
            }
        }
        // Only where nobody answers: a list may be a day old.
        let places = settings.crlURLs.isEmpty ? certificate.extensions.crlDistributionPoints : settings.crlURLs
        let deltas = settings.crlURLs.isEmpty ? certificate.extensions.freshestCRL : []
        let urls = Self.usable(places) + Self.usable(deltas)
        for url in urls where !asked.contains(url) {
            guard let list = lists.fresh(url, at: settings.now) else { continue }
            asked.insert(url)
            add(list)
        }
        guard isUnknown(certificate, issuer) else { return }
        for url in urls { ask(.list(url: url), .crl, url, url, [], &requests) }
    }

    private func isUnknown(_ certificate: Certificate, _ issuer: Certificate) -> Bool {
        if case .unknown = evidence.status(of: certificate, issuer: issuer, at: settings.now) { true } else { false }
    }

    private mutating func ask(
        _ question: Question, _ kind: FetchRequest.Kind, _ url: String, _ mark: String, _ body: [UInt8],
        _ requests: inout [FetchRequest]
    ) {
        guard requests.count < Self.mostQuestions, asked.insert(mark).inserted else { return }
        open.append(question)
        requests.append(FetchRequest(kind: kind, url: url, body: body))
    }

    private static func usable(_ addresses: [String]) -> [String] {
        Array(addresses.filter { $0.hasPrefix("http://") || $0.hasPrefix("https://") }.prefix(2))
    }

    /// Takes the answers to the last ``needs(for:asksRevocation:)``. One that cannot be read is as none.
    mutating func supply(_ answers: some Sequence<[UInt8]?>) {
        for (question, answer) in zip(open, answers) {
            guard let answer else { continue }
            switch question {
            case .issuer: addIssuers(answer)
            case .ocsp(let request):
                if let response = try? OCSPResponse(der: answer) {
                    evidence.answers.append(.init(response, answering: request))
                }
            case .list(let url):
                if let list = try? CertificateList.read(answer) {
                    let fetched = FetchedList(list, fetchedAt: settings.now)
                    lists.keep(fetched, of: url)
                    add(fetched)
                }
            }
        }
        open = []
    }

    private mutating func add(_ list: FetchedList) {
        if list.list.baseNumber == nil { evidence.lists.append(list) } else { evidence.deltas.append(list) }
    }

    private mutating func addIssuers(_ bytes: [UInt8]) {
        let found = (try? Certificate.read(bytes)) ?? (try? CMSDocument(bytes).certificates) ?? []
        for certificate in found.prefix(16)
        where certificates.count < Self.mostCertificates && !certificates.contains(certificate) {
            certificates.append(certificate)
        }
    }
}
