import FoundationEssentials
import KioskDomain
import KioskTestSupport
import LocalAuthority
import NIOCore
import NIOPosix
import NIOSSL
import PKIX
import PortalClient
import Testing

/// Issue 6, bad input, on the kiosk's side: who answers in the portal's name with its certificate and means no good.
@Suite("A portal that answers what it likes") struct HostileAnswerTests {
    /// What it says to whoever asks, once or without an end.
    private final class Liar: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        private let head: [UInt8]
        private let rest: [UInt8]

        init(_ head: [UInt8], thenEndlessly rest: [UInt8] = []) {
            self.head = head
            self.rest = rest
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { Self.say(head, then: rest, context.channel) }

        private static func say(_ bytes: [UInt8], then rest: [UInt8], _ channel: any Channel) {
            channel.writeAndFlush(ByteBuffer(bytes: bytes)).whenSuccess {
                // Not at once: a write that needs no waiting would go deeper and deeper.
                if !rest.isEmpty { channel.eventLoop.execute { say(rest, then: rest, channel) } }
            }
        }
    }

    private func asked(_ liar: Liar, seconds: Int = 20) async throws -> FailureCode? {
        let folder = try TemporaryFolder("liar")
        let now = MovableClock().now()
        let roll = try AuthorityRoll(
            "ca", commonName: "TEST", in: IdentityFolder(path: folder.path, organisation: "TEST", now: now))
        let tls = try NIOSSLContext(
            configuration: MachineTLS.server(
                roll.signing, as: .server("localhost", names: [.ip([127, 0, 0, 1])]), now: now))
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(NIOSSLServerHandler(context: tls), liar)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let client = try PortalClient(
            PortalConfiguration(
                address: "https://127.0.0.1:\(server.localAddress?.port ?? 0)",
                trustedAuthorities: roll.signing.certificate.pem, timeout: .seconds(seconds), tries: 1))
        let code = await failure { _ = try await client.time() }?.code
        await client.shutdown()
        try await server.close()
        return code
    }

    private func head(_ fields: String...) -> [UInt8] {
        Array(
            (["HTTP/1.1 200 OK", "Content-Type: application/json"] + fields + ["", ""]).joined(separator: "\r\n").utf8)
    }

    @Test("6: a gzip bomb stays packed, and is no answer") func bomb() async throws {
        try RealPart.require(programs: "gzip", "head")
        let folder = try TemporaryFolder("bomb")
        try await Tool.mustRun(
            "/bin/sh", ["-c", "head -c 1000000000 /dev/zero | gzip -1 > '\(folder.file("b.gz"))'"])
        let bomb = try folder.read("b.gz")
        #expect(bomb.count < 8 << 20)
        let liar = Liar(head("Content-Encoding: gzip", "Content-Length: \(bomb.count)") + bomb)
        #expect(try await asked(liar) == .portalAnswer)
    }

    @Test("6: an answer without an end is given up at its limit") func endless() async throws {
        let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0x20, count: 0x10000) + Array("\r\n".utf8)
        #expect(
            try await asked(Liar(head("Transfer-Encoding: chunked"), thenEndlessly: chunk)) == .portalUnreachable)
        #expect(try await asked(Liar(Array("HTTP/1.1 200 OK\r\nX: ".utf8), thenEndlessly: chunk)) == .portalUnreachable)
    }

    @Test("6: an answer that never comes whole ends by the deadline") func stalls() async throws {
        for part in ["", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"] {
            #expect(try await asked(Liar(Array(part.utf8)), seconds: 1) == .portalUnreachable)
        }
    }

    @Test("6: JSON a million deep, or none at all, is no answer") func nonsense() async throws {
        for body in [String(repeating: "[", count: 1_000_000), "{}", "\u{0}", "{\"nowMilliseconds\":1e400}"] {
            let liar = Liar(head("Content-Length: \(body.utf8.count)") + Array(body.utf8))
            #expect(try await asked(liar) == .portalAnswer)
        }
    }
}
