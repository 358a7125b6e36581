import KioskDomain

/// The module basics: one object of named arguments.
struct BasicsRequest {
    typealias Refused = NamedArguments.Refused

    /// Most documents of one order.
    static let mostDocuments = 10_000
    /// Longest logo, in characters of Base64. It is not shown: our screen shows the site's address instead.
    static let longestLogo = 50_000

    private let request: JSONValue
    private let page: Page
    private let envelope: BasicsEnvelope

    init(_ request: JSONValue, _ page: Page, _ envelope: BasicsEnvelope) {
        self.request = request
        self.page = page
        self.envelope = envelope
    }

    func read() -> Request {
        let method = request["method"]?.string ?? ""
        do throws(Refused) {
            switch method {
            case "sign":
                let (order, shape) = try signingOrder(try arguments(method))
                return Request(.sign(order, shape), .basics(envelope, .signing))
            case "generateCsr":
                return Request(.generateCSR(try csrOrder(try arguments(method))), .basics(envelope, .csrGenerating))
            case "importCertificate":
                return Request(
                    .importCertificate(try importOrder(try arguments(method))),
                    .basics(envelope, .certificateImporting))
            default: throw general("\(method.prefix(64)) is not defined in Basics")
            }
        } catch {
            return Request(.answer(envelope.failure(error.failure, error.details)), .basics(envelope, .general))
        }
    }

    private func general(_ text: String) -> Refused {
        Refused(failure: .general, details: "java.lang.IllegalArgumentException: \(text)")
    }

    private func arguments(_ method: String) throws(Refused) -> NamedArguments {
        if let version = request["apiVersion"], !isTwo(version) { throw general("Supported apiVersion is 2") }
        guard let arguments = request["args"], arguments.members != nil else {
            throw general("\(method) demands arguments")
        }
        return NamedArguments(members: arguments)
    }

    private func isTwo(_ value: JSONValue) -> Bool {
        switch value {
        case .number(let digits): digits.elementsEqual("2".utf8)
        case .text(let text): text.raw.elementsEqual("2".utf8)
        case .null, .bool, .array, .object: false
        }
    }

    // MARK: sign

    private func signingOrder(_ arguments: NamedArguments) throws(Refused) -> (SigningOrder, ResultShape) {
        let empty = NamedArguments(members: .object([]))
        let parameters = try arguments.object("signingParams") ?? empty
        let signer = try arguments.object("signerParams") ?? empty
        let (format, encoding) = try format(try arguments.text("format"), parameters)
        let isBatch: Bool
        if case .array? = arguments.optional("data") { isBatch = true } else { isBatch = false }
        let order = SigningOrder(
            page: page, documents: try documents(arguments, parameters, format),
            format: format, storages: try storages(arguments), filter: try filter(signer), chain: try chain(signer),
            allowExpired: try parameters.flag("allowExpired"), allowRevoked: try parameters.flag("allowRevoked"),
            locale: try arguments.optionalText("locale").flatMap { Language(pageLocale: $0) })
        try checkLogo(arguments)
        let shape = ResultShape(
            // Recorded: an XML comes in an array even when it was asked for alone.
            encoding: encoding, isArray: isBatch || encoding == .text,
            withCertificate: try parameters.flag("outputCert"))
        return (order, shape)
    }

    private func format(
        _ name: String, _ parameters: NamedArguments
    ) throws(Refused) -> (SignatureFormat, ResultShape.Encoding) {
        let timeStamp = try parameters.object("tsaProfile").map { TimeStampProfile(wishes: $0.wishes) }
        let attached = try parameters.flag("encapsulate")
        switch name.lowercased() {
        case "cms": return (.cms(attached: attached, timeStamp: timeStamp), .pem)
        case "xml": return (.xml(XMLProfile(lineEnding: .lineFeed)), .text)
        case "raw": return (.raw, .base64)
        default: throw .parameters("format")
        }
    }

    private func documents(
        _ arguments: NamedArguments, _ parameters: NamedArguments, _ format: SignatureFormat
    ) throws(Refused) -> [SigningDocument] {
        let decode = try parameters.flag("decode")
        let digested = try parameters.flag("digested")
        let texts: [JSONText]
        switch try arguments.required("data") {
        case .text(let text): texts = [text]
        case .array(let values): texts = try NamedArguments.texts(values)
        case .null, .bool, .number, .object: throw .json("JSONObject[\"data\"] not a string.")
        }
        guard !texts.isEmpty, texts.count <= Self.mostDocuments else { throw .parameters("data") }
        var documents: [SigningDocument] = []
        for text in texts {
            documents.append(SigningDocument(content: try content(text, format, decode: decode, digested: digested)))
        }
        return documents
    }

    private func content(
        _ text: JSONText, _ format: SignatureFormat, decode: Bool, digested: Bool
    ) throws(Refused) -> SigningDocument.Content {
        let bytes = text.bytes
        if case .xml = format {
            // Pages set `decode` for XML that is not encoded, too.
            let isPlain = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 } == UInt8(ascii: "<")
            return .bytes(decode && !isPlain ? try decoded(bytes) : Array(bytes))
        }
        guard digested else { return .bytes(decode ? try decoded(bytes) : Array(bytes)) }
        let digest = try decoded(bytes)
        guard !digest.isEmpty else { throw .parameters("data") }
        guard case .cms(true, _) = format else { return .digest(digest) }
        // There is nothing to put inside.
        throw .parameters("encapsulate with digested")
    }

    private func decoded(_ bytes: ArraySlice<UInt8>) throws(Refused) -> [UInt8] {
        do throws(Base64.Malformed) {
            return try Base64.decode(bytes)
        } catch {
            throw Refused(
                failure: .invocation, details: "java.lang.IllegalArgumentException: \(error.javaMessage)")
        }
    }

    /// nil, absent and an empty list mean all; names of nobody's store are left out.
    private func storages(_ arguments: NamedArguments) throws(Refused) -> [StorageName]? {
        guard let names = try arguments.texts("allowedStorages"), !names.isEmpty else { return nil }
        let storages = names.prefix(64).compactMap { StorageName(rawValue: $0.string) }
        guard !storages.isEmpty else { throw .parameters("allowedStorages") }
        return storages
    }

    private func filter(_ signer: NamedArguments) throws(Refused) -> KeyFilter {
        let usages = try signer.texts("extKeyUsageOids") ?? []
        guard usages.count <= 32, usages.allSatisfy({ $0.raw.count <= 128 }) else {
            throw .parameters("extKeyUsageOids")
        }
        return KeyFilter(
            extendedKeyUsages: usages.map(\.string).filter { !$0.isEmpty }, iin: try signer.optionalText("iin"),
            bin: try signer.optionalText("bin"), serialNumber: try signer.optionalText("serialNumber"))
    }

    private func chain(_ signer: NamedArguments) throws(Refused) -> ChainRule {
        guard let texts = try signer.texts("chain") else { return .production }
        guard texts.count <= 32 else { throw .parameters("chain") }
        var authorities: [[UInt8]] = []
        for text in texts {
            guard let der = try? Base64.derOfPEM(text.bytes), !der.isEmpty else { throw .parameters("chain") }
            authorities.append(der)
        }
        return authorities.isEmpty ? .unchecked : .authorities(authorities)
    }

    private func checkLogo(_ arguments: NamedArguments) throws(Refused) {
        guard let logo = arguments.optional("logo") else { return }
        guard let text = logo.text else { throw .json("JSONObject[\"logo\"] not a string.") }
        guard text.raw.count <= Self.longestLogo else { throw .parameters("logo") }
    }

    // MARK: Certificates

    private func csrOrder(_ arguments: NamedArguments) throws(Refused) -> CSROrder {
        CSROrder(
            page: page, storages: try storages(arguments), wishes: arguments.wishes,
            locale: try arguments.optionalText("locale").flatMap { Language(pageLocale: $0) })
    }

    private func importOrder(_ arguments: NamedArguments) throws(Refused) -> ImportOrder {
        guard let text = try arguments.required("certificate").text else {
            throw .json("JSONObject[\"certificate\"] not a string.")
        }
        guard let der = try? Base64.derOfPEM(text.bytes), !der.isEmpty, der.count <= 1 << 16 else {
            throw Refused(failure: .invalidImportingCertificate, details: FailureCode.certificateMalformed.rawValue)
        }
        return ImportOrder(
            page: page, storages: try storages(arguments), certificate: der,
            locale: try arguments.optionalText("locale").flatMap { Language(pageLocale: $0) })
    }
}
