/// Something from the network that kiosk-sign, which has none, asks the daemon for.
public struct FetchRequest: Sendable, Hashable, Codable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// An OCSP request (RFC 6960, appendix A.1): POST.
        case ocsp
        /// A time-stamp request (RFC 3161, 3.4): POST.
        case timeStamp = "time-stamp"
        /// A certificate revocation list: GET.
        case crl
        /// The certificates of an issuer (RFC 5280, 4.2.2.1): GET.
        case issuer

        /// `Content-Type` of a POST; nil means GET.
        public var contentType: String? {
            switch self {
            case .ocsp: "application/ocsp-request"
            case .timeStamp: "application/timestamp-query"
            case .crl, .issuer: nil
            }
        }

        /// The most bytes of an answer.
        public var answerLimit: Int {
            switch self {
            case .ocsp, .timeStamp, .issuer: 1 << 20
            case .crl: 64 << 20
            }
        }
    }

    /// What it is.
    public var kind: Kind
    /// Where, as a certificate or the configuration says: http or https only, and the daemon's own rules apply.
    public var url: String
    /// The body of a POST; empty for GET.
    public var body: Blob

    /// Every field as given.
    public init(kind: Kind, url: String, body: [UInt8] = []) {
        self.kind = kind
        self.url = url
        self.body = Blob(body)
    }
}
