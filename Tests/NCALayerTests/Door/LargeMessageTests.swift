import KioskTestSupport
import NCALayer
import Testing

@testable import NCALayerDoor

@Suite("Issue 3, item 11: frames of 64 MiB", .serialized)
struct LargeMessageTests {
    static func request(of size: Int) -> [UInt8] {
        let start =
            Array(
                #"{"module":"kz.gov.pki.knca.commonUtils","method":"createCAdESFromBase64","args":["PKCS12","","#.utf8)
            + [0x22]
        let end = Array(#"",false]}"#.utf8)
        let text = [UInt8](repeating: UInt8(ascii: "A"), count: (size - start.count - end.count) / 4 * 4)
        return start + text + end
    }

    @Test("one frame, and the same in fragments; nothing is held afterwards")
    func large() async throws {
        let message = Self.request(of: 64 << 20)
        try await OpenDoor.with { door in
            let client = try await door.page()
            try await client.write(DoorClient.frame(0x81, message))
            #expect(try await client.text() == #"{"responseObject":"MAMCASo=","code":"200"}"#)
            let parts = [message[..<(20 << 20)], message[(20 << 20)..<(40 << 20)], message[(40 << 20)...]]
            for (index, part) in parts.enumerated() {
                try await client.write(DoorClient.frame([0x01, 0x00, 0x80][index], Array(part)))
            }
            #expect(try await client.text() == #"{"responseObject":"MAMCASo=","code":"200"}"#)
            let sizes = await door.host.orders.compactMap { $0.documents[0].size }
            #expect(sizes.count == 2 && sizes.allSatisfy { $0 > 47 << 20 })
            try await eventually { door.server.bytesHeld < 1000 }
        }
    }

    @Test("more than that is refused before it has come in, and the page reads why")
    func tooLarge() async throws {
        try await OpenDoor.with(limits: DoorLimits()) { door in
            let client = try await door.page()
            try await client.write(DoorClient.frame(0x81, [UInt8](repeating: 0x20, count: 66 << 20)))
            #expect(try await client.next() == .close(1009, "sign.document-too-large"))
            await client.close()
        }
    }
}
