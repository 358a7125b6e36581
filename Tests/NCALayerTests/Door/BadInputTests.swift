import KioskTestSupport
import NCALayer
import Testing

@testable import NCALayerDoor

@Suite("Issue 3, bad input at the door")
struct BadInputTests {
    private static let malformed = #"{"success":false,"code":"COMMON_JSON_WRAPPING_EXCEPTION"}"#

    @Test("JSON of wrong types, huge numbers, deep nesting: answered, and the connection goes on")
    func json() async throws {
        try await OpenDoor.with { door in
            let client = try await door.page()
            for text in [
                "[]", "{", #"{"module":1e999999999,"method":{}}"#, String(repeating: "[", count: 100_000),
                #"{"a":\#(String(repeating: "9", count: 1_000_000))}"#,
            ] {
                try await client.send(text)
                let reply = try await client.text()
                #expect(reply == Self.malformed || reply.contains("MODULE_NOT_FOUND"))
            }
            try await client.send("--heartbeat--")
            #expect(try await client.text() == "--heartbeat--")
        }
    }

    @Test("a binary message gets the reply for what cannot be read")
    func binary() async throws {
        try await OpenDoor.with { door in
            let client = try await door.page()
            try await client.write(DoorClient.frame(0x82, [1, 2, 3]))
            #expect(try await client.text() == Self.malformed)
            try await client.write(DoorClient.frame(0x02, [1]) + DoorClient.frame(0x80, [2]))
            #expect(try await client.text() == Self.malformed)
            await client.close()
            try await eventually { door.server.connectionCount == 0 && door.server.bytesHeld == 0 }
        }
    }

    @Test(
        "what breaks RFC 6455 ends the connection with its status",
        arguments: [
            ("text that is not UTF-8", DoorClient.frame(0x81, [0xC3, 0x28]), 1007),
            ("a surrogate", DoorClient.frame(0x81, [0xED, 0xA0, 0x80]), 1007),
            ("no mask", DoorClient.frame(0x81, [0x61], mask: nil), 1002),
            ("a reserved bit", DoorClient.frame(0xC1, [0x61]), 1002),
            ("an unknown opcode", DoorClient.frame(0x83, []), 1002),
            ("a continuation of nothing", DoorClient.frame(0x80, []), 1002),
            ("a text inside a text", DoorClient.frame(0x01, [0x61]) + DoorClient.frame(0x81, [0x61]), 1002),
            ("a ping in fragments", DoorClient.frame(0x09, []), 1002),
            ("a ping of 126 bytes", DoorClient.frame(0x89, [UInt8](repeating: 0, count: 126)), 1002),
            ("a length beyond all numbers", DoorClient.frame(0x81, [], length: .max), 1009),
            ("a message that is too large", DoorClient.frame(0x81, [0x61], length: 66 << 20), 1009),
        ] as [(String, [UInt8], UInt16)])
    func broken(what: String, bytes: [UInt8], status: UInt16) async throws {
        try await OpenDoor.with { door in
            let client = try await door.page()
            try await client.write(bytes)
            guard case .close(let found, _) = try await client.next() else {
                Issue.record("\(what): not closed")
                return
            }
            #expect(found == status, "\(what)")
            await client.close()
            try await eventually { door.server.connectionCount == 0 && door.server.bytesHeld == 0 }
        }
    }

    @Test("fragments that are too large together")
    func largeFragments() async throws {
        try await OpenDoor.with(limits: DoorLimits(message: 1000)) { door in
            let client = try await door.page()
            let part = [UInt8](repeating: 0x61, count: 600)
            try await client.write(DoorClient.frame(0x01, part) + DoorClient.frame(0x80, part))
            #expect(try await client.next() == .close(1009, "sign.document-too-large"))
        }
    }

    @Test("half a frame, half a message and half a request: ended when their time is over")
    func slowSenders() async throws {
        let limits = DoorLimits(
            head: .seconds(3), messageTime: .milliseconds(100), closing: .milliseconds(100))
        try await OpenDoor.with(limits: limits) { door in
            for half in [
                Array(DoorClient.frame(0x81, Array("hello".utf8)).dropLast()), [0x81],
                DoorClient.frame(0x01, Array("hello".utf8)),
            ] {
                let client = try await door.page()
                try await client.write(half)
                #expect(try await client.next() == .close(1008, "message not finished in time"))
                #expect(try await client.next() == .end)
            }
            let silent = try await DoorClient.open(port: door.server.port, identity: door.identity)
            #expect(try await silent.next() == .end)
            let half = try await DoorClient.open(port: door.server.port, identity: door.identity)
            try await half.write(Array("GET / HTTP/1.1\r\nHost: 127".utf8))
            #expect(try await half.next() == .end)
            try await eventually { door.server.connectionCount == 0 && door.server.bytesHeld == 0 }
        }
    }

    @Test("a page that waits for a person is not slow")
    func waitingIsNotSlow() async throws {
        try await OpenDoor.with(
            limits: DoorLimits(messageTime: .milliseconds(100), heartbeatPatience: .milliseconds(300))
        ) { door in
            await door.host.hold()
            let client = try await door.page()
            try await client.send(
                #"{"module":"kz.gov.pki.knca.commonUtils","method":"getKeyInfo","args":["JKS"]}"#)
            try await client.send("--heartbeat--")
            #expect(try await client.text() == "--heartbeat--", "three times the time of a message later")
            await door.host.release()
            #expect(try await client.text().contains("certNotBefore"))
        }
    }

    @Test("all pages together may hold so much: the next one is told to come later, the others go on")
    func memory() async throws {
        try await OpenDoor.with(limits: DoorLimits(memory: 100_000, closing: .milliseconds(100))) { door in
            let first = try await door.page()
            let half = DoorClient.frame(0x81, [UInt8](repeating: 0x61, count: 60_000))
            try await first.write(Array(half.dropLast()))
            try await eventually { door.server.bytesHeld >= 60_000 }
            let second = try await door.page()
            try await second.write(half)
            #expect(try await second.next() == .close(1013, "door.busy"))
            try await first.write([half[half.count - 1]])
            #expect(try await first.text() == Self.malformed)
            try await eventually { door.server.bytesHeld < 1000 }
        }
    }

    @Test("a hundred connections are served, one too many is not")
    func manyConnections() async throws {
        try await OpenDoor.with(limits: DoorLimits(connections: 100)) { door in
            var clients: [DoorClient] = []
            for _ in 0..<100 { clients.append(try await door.page()) }
            let extra = try? await DoorClient.connect(port: door.server.port, identity: door.identity)
            let end = try await extra?.next()
            #expect(end == nil || end == .end)
            for client in clients { try await client.send("--heartbeat--") }
            for client in clients { #expect(try await client.text() == "--heartbeat--") }
            for client in clients { await client.close() }
            try await eventually { door.server.connectionCount == 0 && door.server.bytesHeld == 0 }
        }
    }

    @Test("random frames: never a trap, and the door goes on")
    func fuzz() async throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SplitMix64(seed: seed)
        try await OpenDoor.with(limits: DoorLimits(messageTime: .milliseconds(200), closing: .milliseconds(50))) {
            door in
            for _ in 0..<60 {
                let client = try await door.page()
                var bytes = DoorClient.frame(0x81, Array("--heartbeat--".utf8))
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    let index = Int.random(in: 0..<bytes.count, using: &generator)
                    bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
                }
                try? await client.write(bytes + bytes)
                await client.close()
            }
            let client = try await door.page()
            try await client.send("--heartbeat--")
            #expect(try await client.text() == "--heartbeat--", "seed \(seed)")
            await client.close()
            try await eventually { door.server.connectionCount == 0 && door.server.bytesHeld == 0 }
        }
    }
}
