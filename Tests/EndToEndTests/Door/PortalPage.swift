import FoundationEssentials
import KioskTestSupport

/// A page of a portal that asks the door, with a person at the consent screen.
struct PortalPage {
    let demonstration: Demonstration
    /// The site that the browser names; nil for a program that is no browser.
    var origin: String? = "https://portal.example"

    /// Sends the requests one after the other; `person` answers what the consent screen asks meanwhile.
    /// - Returns: a reply for each request.
    func ask(
        _ requests: [String], person: @Sendable (Consent) async throws -> Void = { _ in }
    ) async throws -> [String] {
        let folder = try TemporaryFolder("page")
        let file = try folder.write("requests.json", "[\(requests.joined(separator: ","))]".utf8)
        let consent = try await Consent.open(port: demonstration.screens)
        let authority = "\(demonstration.report.state)/kiosk/door/door-identity.pem"
        async let output = Tool.run(
            "python3",
            ["\(Programs.tests)/Door/portal_page.py", "\(demonstration.door)", authority, origin ?? "", file],
            limit: .seconds(150))
        do {
            try await person(consent)
        } catch {
            await consent.close()
            throw error
        }
        let page = try await output
        await consent.close()
        guard page.succeeded,
            let replies = try? JSONDecoder().decode([String].self, from: Data(page.standardOutput.utf8))
        else { throw Problem("the page: \(page.standardOutput) \(page.standardError)") }
        guard replies.first?.contains("\"version\"") == true, replies.count == requests.count + 1 else {
            throw Problem("the door answered \(replies)")
        }
        return Array(replies.dropFirst())
    }

    /// `commonUtils` with its list of arguments.
    static func common(_ method: String, _ arguments: any Encodable & Sendable...) throws -> String {
        let list = try arguments.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        return
            #"{"module":"kz.gov.pki.knca.commonUtils","method":"\#(method)","args":[\#(list.joined(separator: ","))]}"#
    }

    /// `basics.sign` with data as JSON and parameters as JSON.
    static func sign(
        _ format: String, _ data: String, _ parameters: String, storages: String = #"["PKCS12"]"#,
        chain: String = "null"
    ) -> String {
        """
        {"module":"kz.gov.pki.knca.basics","method":"sign","args":{"allowedStorages":\(storages),"format":"\(format)",
        "data":\(data),"signingParams":\(parameters),"signerParams":{"extKeyUsageOids":[],"chain":\(chain)},
        "locale":"en"}}
        """
    }
}

/// A reply of `commonUtils`.
struct CommonReply: Decodable {
    var code: String
    var responseObject: String?
    var message: String?

    init(_ text: String) throws { self = try JSONDecoder().decode(CommonReply.self, from: Data(text.utf8)) }

    /// The signature; the document and its kind are in ``message`` when there is none.
    func bytes() throws -> [UInt8] {
        guard code == "200", let object = responseObject, let data = Data(base64Encoded: object) else {
            throw Problem("the door: \(code) \(message ?? "")")
        }
        return Array(data)
    }
}

/// A reply of `basics.sign`.
struct BasicsReply: Decodable {
    struct Body: Decodable { var result: Result? }

    /// One signature, or a list of them.
    enum Result: Decodable {
        case one(String)
        case many([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let one = try? container.decode(String.self) {
                self = .one(one)
            } else {
                self = .many(try container.decode([String].self))
            }
        }

        var all: [String] {
            switch self {
            case .one(let one): [one]
            case .many(let many): many
            }
        }
    }

    var status: Bool
    var body: Body?
    var message: String?

    init(_ text: String) throws { self = try JSONDecoder().decode(BasicsReply.self, from: Data(text.utf8)) }
}
