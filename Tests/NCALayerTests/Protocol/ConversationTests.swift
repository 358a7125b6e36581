import KioskDomain
import Testing

@testable import NCALayer

@Suite("One reply to every message, in order: all states and events")
struct ConversationTests {
    private static let tokens = Array(#"{"module":"kz.gov.pki.knca.commonUtils","method":"getActiveTokens"}"#.utf8)
    private static let keyInfo = Array(
        #"{"module":"kz.gov.pki.knca.commonUtils","method":"getKeyInfo","args":["JKS"]}"#.utf8)
    private static let unknown = Array(#"{"module":"x"}"#.utf8)
    private static let heartbeat = Array("--heartbeat--".utf8)
    private let done = Reply(bytes: Array("done".utf8))

    private func conversation(_ messages: [UInt8]..., denied: Bool = false) -> Conversation {
        var conversation = Conversation(page: .demo, isDenied: denied)
        for message in messages { _ = conversation.apply(.message(message)) }
        return conversation
    }

    /// What an action says, without what it carries.
    private func names(_ actions: [Conversation.Action]) -> [String] {
        actions.map { action in
            switch action {
            case .send(let reply): "send " + String(decoding: reply.bytes.prefix(60), as: UTF8.self)
            case .start(let request): "start \(request.name)"
            case .cancelWork: "cancel"
            case .awaitQuestion: "await question"
            case .awaitLinger: "await linger"
            case .close(let status, _): "close \(status.rawValue)"
            case .reading(let reads): reads ? "read" : "pause"
            }
        }
    }

    private static let events: [(name: String, event: Conversation.Event)] = [
        ("work", .message(tokens)), ("question", .message(keyInfo)), ("answered", .message(unknown)),
        ("heartbeat", .message(heartbeat)), ("binary", .binaryMessage),
        ("done", .workDone(Reply(bytes: Array("done".utf8)))), ("question stays open", .questionStaysOpen),
        ("linger over", .lingerOver), ("broken", .broken(.tooLarge)), ("page gone", .pageGone), ("stop", .stop),
    ]

    private static let idle: [String: [String]] = [
        "work": ["start getActiveTokens"], "question": ["start getKeyInfo", "await question"],
        "answered": [#"send {"success":false,"errorCode":"MODULE_NOT_FOUND"}"#], "heartbeat": ["send --heartbeat--"],
        "binary": [#"send {"success":false,"code":"COMMON_JSON_WRAPPING_EXCEPTION"}"#], "done": [],
        "question stays open": [], "linger over": [], "broken": ["close 1009"], "page gone": [], "stop": ["close 1001"],
    ]
    private static let working: [String: [String]] = [
        "work": [], "question": [], "answered": [], "heartbeat": [], "binary": [], "done": ["send done"],
        "question stays open": [], "linger over": [], "broken": ["cancel", "close 1009"], "page gone": ["cancel"],
        "stop": ["cancel", "close 1001"],
    ]

    @Test("every event in every state")
    func total() {
        for (name, event) in Self.events {
            var idle = conversation()
            #expect(names(idle.apply(event)) == Self.idle[name], "idle, \(name)")
            var working = conversation(Self.keyInfo)
            #expect(names(working.apply(event)) == Self.working[name], "working, \(name)")
            var closed = conversation()
            _ = closed.apply(.stop)
            #expect(closed.apply(event).isEmpty, "closed, \(name)")
        }
    }

    @Test("every way a connection is broken has its status", arguments: Conversation.Break.allCases)
    func statuses(reason: Conversation.Break) {
        var conversation = conversation()
        let expected: UInt16 =
            switch reason {
            case .protocolError: 1002
            case .notUTF8: 1007
            case .tooLarge: 1009
            case .tooSlow: 1008
            case .noMemory: 1013
            }
        #expect(names(conversation.apply(.broken(reason))) == ["close \(expected)"])
        #expect(reason.text.utf8.count <= 123)
    }

    @Test("messages that come meanwhile wait, and are answered in their order")
    func order() {
        var conversation = conversation(Self.keyInfo, Self.unknown, Self.heartbeat, Self.tokens, Self.heartbeat)
        #expect(
            names(conversation.apply(.workDone(done))) == [
                "send done", #"send {"success":false,"errorCode":"MODULE_NOT_FOUND"}"#, "send --heartbeat--",
                "start getActiveTokens",
            ])
        #expect(names(conversation.apply(.workDone(done))) == ["send done", "send --heartbeat--"])
    }

    @Test("a question that stays open lets heartbeats pass, and nothing else")
    func heartbeats() {
        var conversation = conversation(Self.keyInfo, Self.heartbeat, Self.unknown)
        #expect(names(conversation.apply(.questionStaysOpen)) == ["send --heartbeat--"])
        #expect(names(conversation.apply(.message(Self.heartbeat))) == ["send --heartbeat--"])
        #expect(names(conversation.apply(.message(Self.tokens))).isEmpty)
        #expect(names(conversation.apply(.workDone(done))).count == 3)
    }

    @Test("a page that does not wait is not read for a while")
    func backPressure() {
        var conversation = conversation(Self.tokens)
        for count in 1...10 {
            let actions = names(conversation.apply(.message(Self.unknown)))
            #expect(actions == (count == Conversation.mostWaiting ? ["pause"] : []))
        }
        let actions = names(conversation.apply(.workDone(done)))
        #expect(actions.filter { $0.hasPrefix("send") }.count == 11 && actions.last == "read")
    }

    @Test("a denied page gets an error for each request in its module's words, then the connection ends")
    func denied() {
        var conversation = Conversation(page: .demo, isDenied: true)
        #expect(names(conversation.opening()) == [#"send {"result":{"version":"1.4"}}"#, "await linger"])
        #expect(
            names(conversation.apply(.message(Self.keyInfo))) == [
                #"send {"code":"500","message":"door.origin-denied"}"#, "await linger",
            ])
        let sign = #"{"module":"kz.gov.pki.knca.basics","method":"sign","args":{"format":"cms","data":""}}"#
        #expect(
            names(conversation.apply(.message(Array(sign.utf8)))).first?.hasPrefix(
                #"send {"code":"GENERAL_ERROR","details":"door.origin-denied""#) == true)
        #expect(names(conversation.apply(.message(Self.heartbeat))).first == "send --heartbeat--")
        #expect(names(conversation.apply(.lingerOver)) == ["close 1008"])
    }

    @Test("a denied page that goes on asking is cut off")
    func deniedFlood() {
        var conversation = Conversation(page: .demo, isDenied: true)
        var actions: [String] = []
        for _ in 0..<Conversation.mostRefusals { actions = names(conversation.apply(.message(Self.tokens))) }
        #expect(actions.last == "close 1008")
    }
}
