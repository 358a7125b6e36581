/// One text message to a page: UTF-8, nearly always JSON.
public struct Reply: Sendable, Hashable {
    /// UTF-8.
    public var bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(_ node: JSONNode) { bytes = node.bytes }

    /// Sent once, as soon as a connection is open.
    public static let greeting = Reply(.object([("result", .object([("version", .string("1.4"))]))]))

    /// The echo of a page's heartbeat; never sent unasked.
    public static let heartbeat = Reply(bytes: Array(Self.heartbeatText.utf8))

    static let heartbeatText = "--heartbeat--"

    /// For what is no JSON object.
    static let malformed = Reply(
        .object([("success", .bool(false)), ("code", .string("COMMON_JSON_WRAPPING_EXCEPTION"))]))

    /// For a module that is not here, the probe for KAZTOKEN among them.
    static let moduleNotFound = Reply(
        .object([("success", .bool(false)), ("errorCode", .string("MODULE_NOT_FOUND"))]))

    /// The applet was switched off by the national authority on 2024-10-14; its envelope stays.
    static func appletSwitchedOff(_ echo: Echo) -> Reply {
        Reply(
            .object(
                [
                    ("result", .string("")), ("secondResult", .string("")),
                    ("errorCode", .string("MODULE_SWITCHED_OFF")),
                ] + echo.members))
    }
}

/// What a request wants to see again in its reply.
struct Echo: Sendable {
    /// JSON of the member `uuid`.
    var uuid: ArraySlice<UInt8>?

    var members: [(name: String, value: JSONNode)] { uuid.map { [("uuid", .raw($0))] } ?? [] }

    init(uuid: ArraySlice<UInt8>? = nil) { self.uuid = uuid }

    /// Texts and numbers are echoed as they came, up to 256 bytes; anything else is none.
    init(_ request: JSONValue) {
        switch request["uuid"] {
        case .text(let text) where text.raw.count <= 256:
            uuid = [0x22] + text.raw + [0x22]
        case .number(let digits): uuid = digits
        case .null, .bool, .text, .array, .object, nil: uuid = nil
        }
    }
}
