import KioskTestSupport
import NCALayer
import Testing

@testable import NCALayerDoor

private let tokens = #"{"module":"kz.gov.pki.knca.commonUtils","method":"getActiveTokens"}"#
private let keyInfo = #"{"module":"kz.gov.pki.knca.commonUtils","method":"getKeyInfo","args":["JKS"]}"#
private let noModule = #"{"success":false,"errorCode":"MODULE_NOT_FOUND"}"#

@Suite("Fact sheet 2.1: over the real wire")
struct WireTests {
    @Test("greeting at once on any path, no extension agreed on, heartbeat echoed, nothing unasked")
    func greets() async throws {
        try await OpenDoor.with { door in
            let client = try await DoorClient.connect(
                port: door.server.port, identity: door.identity, path: "/any/path?x=1")
            let head = try await client.head()
            #expect(head.hasPrefix("HTTP/1.1 101") && !head.lowercased().contains("extensions"))
            #expect(try await client.text() == #"{"result":{"version":"1.4"}}"#)
            try await client.send("--heartbeat--")
            #expect(try await client.text() == "--heartbeat--")
            try await client.send(tokens)
            #expect(try await client.text() == #"{"responseObject":["AKKaztokenStore"],"code":"200"}"#)
            await client.close()
        }
    }

    @Test("pipelined messages: every one answered, in order, questions and all")
    func pipelined() async throws {
        try await OpenDoor.with { door in
            let client = try await door.page()
            var bytes: [UInt8] = []
            for index in 0..<100 {
                let text =
                    index % 3 == 0
                    ? #"{"module":"kz.gov.pki.knca.commonUtils","method":"getKeyInfo","#
                        + #""args":["JKS"],"uuid":\#(index)}"# : #"{"method":"x","uuid":\#(index)}"#
                bytes += DoorClient.frame(0x81, Array(text.utf8))
            }
            try await client.write(bytes)
            for index in 0..<100 {
                #expect(try await client.text().hasSuffix(#""uuid":\#(index)}"#))
            }
            await client.close()
        }
    }

    @Test("pages at the same time do not wait for each other")
    func concurrent() async throws {
        try await OpenDoor.with { door in
            await door.host.hold()
            let first = try await door.page()
            try await first.send(keyInfo)
            try await eventually { await door.host.others.count == 1 }
            let second = try await door.page()
            try await second.send(tokens)
            #expect(try await second.text().contains("AKKaztokenStore"))
            await door.host.release()
            #expect(try await first.text().contains("certNotBefore"))
        }
    }

    @Test("a page that goes away takes its question with it")
    func pageGone() async throws {
        try await OpenDoor.with { door in
            await door.host.hold()
            let client = try await door.page()
            try await client.send(keyInfo)
            try await eventually { await door.host.others.count == 1 }
            await client.close()
            try await eventually { await door.host.cancelled == 1 }
            try await eventually { door.server.connectionCount == 0 && door.server.bytesHeld == 0 }
        }
    }

    @Test("a heartbeat passes a question that stays open")
    func heartbeatPasses() async throws {
        try await OpenDoor.with(limits: DoorLimits(heartbeatPatience: .milliseconds(50))) { door in
            await door.host.hold()
            let client = try await door.page()
            try await client.send(keyInfo)
            try await client.send("--heartbeat--")
            #expect(try await client.text() == "--heartbeat--")
            await door.host.release()
            #expect(try await client.text().contains("certNotBefore"))
        }
    }

    @Test("ping and pong, fragments with a ping between them, close answered with the same status")
    func control() async throws {
        try await OpenDoor.with { door in
            let client = try await door.page()
            try await client.write(DoorClient.frame(0x89, [7, 8]))
            #expect(try await client.next() == .pong([7, 8]))
            let text = Array(noModule.utf8)
            try await client.write(DoorClient.frame(0x01, Array(text[..<5])))
            try await client.write(DoorClient.frame(0x89, []))
            try await client.write(DoorClient.frame(0x00, Array(text[5..<9])))
            try await client.write(DoorClient.frame(0x80, Array(text[9...])))
            #expect(try await client.next() == .pong([]))
            #expect(try await client.text().contains("MODULE_SWITCHED_OFF"))
            try await client.write(DoorClient.frame(0x88, [0x03, 0xE8]))
            #expect(try await client.next() == .close(1000, ""))
            #expect(try await client.next() == .end)
        }
    }

    @Test("closing the door: each page is told, a question is taken back")
    func stops() async throws {
        let (idle, asking) = try await OpenDoor.with { door in
            let (idle, asking) = (try await door.page(), try await door.page())
            await door.host.hold()
            try await asking.send(keyInfo)
            try await eventually { await door.host.others.count == 1 }
            return (idle, asking)
        }
        #expect(try await idle.next() == .close(1001, ""))
        #expect(try await asking.next() == .close(1001, ""))
    }
}
