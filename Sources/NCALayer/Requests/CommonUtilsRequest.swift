import KioskDomain

/// The module commonUtils: positional arguments.
struct CommonUtilsRequest {
    private struct Refused: Error {
        var message: String?
    }

    private let request: JSONValue
    private let page: Page
    private let envelope: CommonUtilsEnvelope
    private let method: String

    init(_ request: JSONValue, _ page: Page, _ envelope: CommonUtilsEnvelope) {
        self.request = request
        self.page = page
        self.envelope = envelope
        method = request["method"]?.string ?? ""
    }

    func read() -> Request {
        do throws(Refused) {
            return Request(try call(), .commonUtils(envelope))
        } catch {
            return Request(.answer(envelope.failure(error.message)), .commonUtils(envelope))
        }
    }

    private func call() throws(Refused) -> Call {
        switch method {
        case "getActiveTokens": return .activeTokens
        case "getKeyInfo": return .keyInfo(KeyInfoOrder(page: page, storage: try storage(0)))
        case "signXml": return try signXML(batch: false)
        case "signXmls": return try signXML(batch: true)
        case "createCAdESFromBase64": return try signCMS(timeStamp: nil)
        case "createCMSSignatureFromBase64": return try signCMS(timeStamp: TimeStampProfile())
        case "createCAdESFromBase64Hash": return try signHash()
        case "createCAdESFromFile": return try signFile(timeStamp: nil)
        case "createCMSSignatureFromFile": return try signFile(timeStamp: TimeStampProfile())
        case "applyCAdEST": return try addTimeStamp()
        case "showFileChooser": return try chooseFile()
        case "changeLocale": return .changeLocale(Language(pageLocale: try text(0).string), page)
        default: throw Refused(message: "method.not_found. Method: \(method.prefix(64))")
        }
    }

    private func signXML(batch: Bool) throws(Refused) -> Call {
        let storage = try storage(0)
        let purpose = try purpose(1)
        var texts: [JSONText] = []
        if batch {
            guard case .array(let values) = try argument(2) else { throw mismatch }
            for value in values {
                guard let text = value.text else { throw mismatch }
                texts.append(text)
            }
            guard !texts.isEmpty, texts.count <= BasicsRequest.mostDocuments else { throw Refused(message: nil) }
        } else {
            texts = [try text(2)]
        }
        let profile = XMLProfile(
            signedElement: try optionalText(3), signatureParent: try optionalText(4),
            lineEnding: .carriageReturnLineFeed)
        let order = SigningOrder(
            page: page, documents: texts.map { SigningDocument(content: .bytes(Array($0.bytes))) },
            format: .xml(profile), storages: [storage], filter: KeyFilter(purpose: purpose))
        return .sign(order, ResultShape(encoding: .text, isArray: batch))
    }

    private func signCMS(timeStamp: TimeStampProfile?) throws(Refused) -> Call {
        let order = SigningOrder(
            page: page, documents: [], format: .cms(attached: try flag(3), timeStamp: timeStamp),
            storages: [try storage(0)], filter: KeyFilter(purpose: try purpose(1)))
        return .sign(try with(.bytes(try base64(2)), order), ResultShape(encoding: .base64, isArray: false))
    }

    private func signHash() throws(Refused) -> Call {
        let order = SigningOrder(
            page: page, documents: [], format: .cms(attached: false, timeStamp: nil), storages: [try storage(0)],
            filter: KeyFilter(purpose: try purpose(1)))
        let digest = try base64(2)
        // Recorded: an empty digest is refused without a message.
        guard !digest.isEmpty else { throw Refused(message: nil) }
        return .sign(try with(.digest(digest), order), ResultShape(encoding: .base64, isArray: false))
    }

    private func signFile(timeStamp: TimeStampProfile?) throws(Refused) -> Call {
        let order = SigningOrder(
            page: page, documents: [], format: .cms(attached: try flag(3), timeStamp: timeStamp),
            storages: [try storage(0)], filter: KeyFilter(purpose: try purpose(1)))
        let path = try text(2).string
        guard path.utf8.count <= 4096 else { throw Refused(message: "file.not_found") }
        return .signFile(path: path, order, ResultShape(encoding: .base64, isArray: false))
    }

    private func with(
        _ content: SigningDocument.Content, _ order: SigningOrder
    ) throws(Refused) -> SigningOrder {
        var order = order
        order.documents = [SigningDocument(content: content)]
        return order
    }

    private func addTimeStamp() throws(Refused) -> Call {
        _ = try storage(0)
        _ = try purpose(1)
        return .addTimeStamp(TimeStampOrder(page: page, cms: try base64(2)))
    }

    private func chooseFile() throws(Refused) -> Call {
        let kind = try optionalText(0)?.lowercased()
        return .chooseFile(
            FileOrder(
                page: page, fileExtension: kind == "all" ? nil : kind.map { String($0.prefix(16)) },
                folder: try optionalText(1).map { String($0.prefix(1024)) }))
    }

    // MARK: Arguments

    private var mismatch: Refused {
        Refused(message: "java.lang.IllegalArgumentException: argument type mismatch. Method: \(method)")
    }

    private func argument(_ index: Int) throws(Refused) -> JSONValue {
        guard let value = try optionalArgument(index) else {
            throw Refused(message: "java.lang.IllegalArgumentException: wrong number of arguments. Method: \(method)")
        }
        return value
    }

    private func optionalArgument(_ index: Int) throws(Refused) -> JSONValue? {
        switch request["args"] {
        case .array(let values): return index < values.count ? values[index] : nil
        case nil, .null: return nil
        case .bool, .number, .text, .object: throw mismatch
        }
    }

    private func text(_ index: Int) throws(Refused) -> JSONText {
        guard let text = try argument(index).text else { throw mismatch }
        return text
    }

    /// A text that may be left out at the end; an empty one means the same.
    private func optionalText(_ index: Int) throws(Refused) -> String? {
        guard try optionalArgument(index) != nil else { return nil }
        let string = try text(index).string
        return string.isEmpty ? nil : string
    }

    /// Pages leave a flag at the end out where they mean no.
    private func flag(_ index: Int) throws(Refused) -> Bool {
        guard let value = try optionalArgument(index) else { return false }
        guard case .bool(let flag) = value else { throw mismatch }
        return flag
    }

    private func storage(_ index: Int) throws(Refused) -> StorageName {
        guard let storage = StorageName(rawValue: try text(index).string) else {
            throw Refused(message: "storage.not_found")
        }
        return storage
    }

    /// Any other text lets the person choose from all keys.
    private func purpose(_ index: Int) throws(Refused) -> KeyFilter.Purpose? {
        switch try text(index).string {
        case "SIGNATURE": .signature
        case "AUTHENTICATION": .authentication
        default: nil
        }
    }

    private func base64(_ index: Int) throws(Refused) -> [UInt8] {
        let text = try text(index)
        do throws(Base64.Malformed) {
            return try Base64.decode(text.bytes)
        } catch {
            throw Refused(message: error.javaMessage)
        }
    }
}

extension Base64.Malformed {
    /// As pages know it.
    var javaMessage: String {
        byte.map { "Illegal base64 character \(String($0, radix: 16))" }
            ?? "Input byte array has wrong 4-byte ending unit"
    }
}
