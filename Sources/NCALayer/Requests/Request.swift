public import KioskDomain

/// One message of a page, read: what is to be done and the envelope that its reply must have.
public struct Request: Sendable {
    let call: Call
    let envelope: Envelope

    /// True when a person is asked, so that the reply may take minutes.
    public var asksPerson: Bool {
        switch call {
        case .answer, .activeTokens, .changeLocale, .showSettings: false
        case .keyInfo, .sign, .signFile, .addTimeStamp, .chooseFile, .generateCSR, .importCertificate: true
        }
    }

    /// The reply when nobody is needed for it.
    public var immediateReply: Reply? {
        if case .answer(let reply) = call { return reply }
        return nil
    }

    /// Reads a message. Never fails: what cannot be read has its reply too.
    public init(message: [UInt8], page: Page) {
        guard !message.elementsEqual(Reply.heartbeatText.utf8) else {
            self.init(.answer(.heartbeat))
            return
        }
        guard let request = try? JSONParser.parse(message), request.members != nil else {
            self.init(.answer(.malformed))
            return
        }
        self = Self.read(request, page)
    }

    init(_ call: Call, _ envelope: Envelope = .plain) {
        self.call = call
        self.envelope = envelope
    }

    /// What logs call it: a fixed name, nothing of the page's own.
    public var name: String {
        switch call {
        case .answer: "answered"
        case .activeTokens: "getActiveTokens"
        case .keyInfo: "getKeyInfo"
        case .sign(let order, _): "sign \(order.format.name) x\(order.documents.count)"
        case .signFile: "sign file"
        case .addTimeStamp: "applyCAdEST"
        case .chooseFile: "showFileChooser"
        case .generateCSR: "generateCsr"
        case .importCertificate: "importCertificate"
        case .changeLocale: "changeLocale"
        case .showSettings: "showSettings"
        }
    }

    /// Whether this is the page's sign of life.
    public static func isHeartbeat(_ message: [UInt8]) -> Bool { message.elementsEqual(Reply.heartbeatText.utf8) }

    private static func read(_ request: JSONValue, _ page: Page) -> Request {
        let echo = Echo(request)
        // Without a module the applet is meant; a module that is no text is none that anybody has.
        guard let module = request["module"] else { return Request(.answer(.appletSwitchedOff(echo)), .applet(echo)) }
        switch Module(rawValue: module.string ?? "") {
        case .commonUtils: return CommonUtilsRequest(request, page, CommonUtilsEnvelope(echo: echo)).read()
        case .basics: return BasicsRequest(request, page, BasicsEnvelope(echo: echo)).read()
        case .applet: return Request(.answer(.appletSwitchedOff(echo)), .applet(echo))
        case .accessory: return AccessoryRequest.read(request, page, CommonUtilsEnvelope(echo: echo))
        case .kaztokenProbe, nil: return Request(.answer(.moduleNotFound))
        }
    }

    /// The reply to a request of a page that may not ask; heartbeats and unknown modules get their ordinary one.
    public func refused(_ code: FailureCode) -> Reply {
        switch envelope {
        case .commonUtils(let envelope): envelope.failure(code.rawValue)
        case .basics(let envelope, _): envelope.failure(.general, code.rawValue)
        case .applet, .plain: immediateReply ?? .moduleNotFound
        }
    }
}

/// The modules that a request may name.
public enum Module: String, Sendable, CaseIterable {
    case commonUtils = "kz.gov.pki.knca.commonUtils"
    case basics = "kz.gov.pki.knca.basics"
    case applet = "kz.gov.pki.knca.applet.Applet"
    case accessory = "kz.gov.pki.ncalayerservices.accessory"
    /// Another vendor's extension; pages ask for it to tell that vendor's program, which we are not.
    case kaztokenProbe = "kz.digiflow.mobile.extensions"
}

/// Which shape the reply has.
enum Envelope: Sendable {
    case commonUtils(CommonUtilsEnvelope)
    /// With the code for failures of the method.
    case basics(BasicsEnvelope, BasicsFailure)
    case applet(Echo)
    case plain
}

/// What is to be done for a request.
enum Call: Sendable {
    case answer(Reply)
    case activeTokens
    case keyInfo(KeyInfoOrder)
    case sign(SigningOrder, ResultShape)
    /// The document is a file that the person chose before.
    case signFile(path: String, SigningOrder, ResultShape)
    case addTimeStamp(TimeStampOrder)
    case chooseFile(FileOrder)
    case generateCSR(CSROrder)
    case importCertificate(ImportOrder)
    case changeLocale(Language?, Page)
    case showSettings(Page)
}

/// How signatures are put into a reply.
struct ResultShape: Sendable, Hashable {
    enum Encoding: Sendable, Hashable { case base64, pem, text }

    var encoding: Encoding
    /// An array even for one signature.
    var isArray: Bool
    /// `{"signatures":…,"certificate":…}` instead of the signatures alone.
    var withCertificate = false
}

extension SignatureFormat {
    fileprivate var name: String {
        switch self {
        case .cms: "cms"
        case .xml: "xml"
        case .raw: "raw"
        }
    }
}

extension Language {
    /// `kk`, `ru`, `en`, and `kz`, which pages in use send for Kazakh.
    init?(pageLocale: String) {
        guard pageLocale.lowercased() != "kz" else {
            self = .kazakh
            return
        }
        self.init(rawValue: pageLocale.lowercased())
    }
}
