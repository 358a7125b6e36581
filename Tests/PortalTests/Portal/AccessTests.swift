import AsyncHTTPClient
import Crypto
import FoundationEssentials
import HTTPTypes
import KioskDomain
import KioskTestSupport
import NIOCore
import NIOHTTP1
import NIOSSL
import PortalClient
import PortalContract
import PortalServer
import Testing

@Suite(.onEachStore) struct AccessTests {
    /// Sends a request exactly as given, unlike the client.
    private func status(_ portal: PortalFixture, _ request: HTTPRequest, body: Data = Data()) async throws -> Int {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(
            try NIOSSLCertificate.fromPEMBytes(
                Array(try Data(contentsOf: URL(filePath: portal.options.tlsAuthorityFile)))))
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: .init(tlsConfiguration: tls))
        var raw = HTTPClientRequest(url: portal.address + (request.path ?? "/"))
        raw.method = HTTPMethod(rawValue: request.method.rawValue)
        for field in request.headerFields { raw.headers.add(name: field.name.rawName, value: field.value) }
        if !body.isEmpty { raw.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try? await http.execute(raw, timeout: .seconds(20))
        try await http.shutdown()
        return Int(response?.status.code ?? 0)
    }

    private func signed(_ machine: Machine, nonce: String, created: Int64) throws -> HTTPRequest {
        var request = HTTPRequest(method: .get, scheme: "https", authority: nil, path: "/v1/applications/E1")
        try MessageSignature.sign(
            &request, body: Data(), keyID: machine.identity.kioskID, key: machine.identity.key, created: created,
            nonce: nonce)
        return request
    }

    @Test("RFC 9421: unsigned, tampered, replayed, stale and foreign requests are refused") func signatures()
        async throws
    {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                let now = portal.clock.now().milliseconds / 1_000
                let good = try signed(machine, nonce: "one", created: now)
                var unsigned = good
                unsigned.headerFields[.signature] = nil
                #expect(try await status(portal, unsigned) == 401)
                var tampered = good
                tampered.path = "/v1/applications/E2"
                #expect(try await status(portal, tampered) == 401)
                // A tampered copy must not have used up the nonce.
                #expect(try await status(portal, good) == 404)
                #expect(try await status(portal, good) == 401)
                #expect(try await status(portal, try signed(machine, nonce: "two", created: now - 301)) == 401)
                #expect(try await status(portal, try signed(machine, nonce: "three", created: now + 1_000)) == 401)
                let stranger = Machine(
                    client: machine.client,
                    identity: DeviceIdentity(kioskID: machine.identity.kioskID, key: .init()), fixture: portal)
                #expect(try await status(portal, try signed(stranger, nonce: "four", created: now)) == 401)
                #expect(try await status(portal, try signed(machine, nonce: "five", created: now)) == 404)
            }
        }
    }

    @Test("R1: the stub's page says what it is, and lists codes by masked phone") func stubPage() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                _ = try await machine.client.requestSMSCode(.init(iin: People.adult, purpose: .login))
                let code = try await machine.stubCode(People.adult)
                try RealPart.require(programs: "curl")
                let page = try await Tool.run(
                    "curl",
                    ["-s", "--cacert", portal.options.tlsAuthorityFile, portal.address + PortalRoute.smsStubPage]
                ).standardOutput
                #expect(page.contains("STUB"))
                #expect(page.contains(code))
                #expect(page.contains("•• 01"))
                #expect(!page.contains("7000000"))
            }
        }
    }

    @Test("Every route but the open ones wants a signature") func guarded() async throws {
        try await withPortal { portal in
            for (method, path) in [
                (HTTPRequest.Method.post, PortalRoute.personCheck), (.post, PortalRoute.smsChallenges),
                (.post, PortalRoute.smsAnswer("x")), (.post, PortalRoute.events), (.post, PortalRoute.applications),
                (.put, PortalRoute.attempt(.init(source: "x", sequence: 1))),
                (.get, PortalRoute.portrait(.init(source: "x", sequence: 1))), (.get, PortalRoute.attempts),
                (.get, PortalRoute.application("E1")), (.put, PortalRoute.certificates("E1")),
                (.post, PortalRoute.administrativeResponses("E1")), (.post, PortalRoute.written("E1")),
                (.post, PortalRoute.operatorApplications), (.post, PortalRoute.decision("E1")),
                (.put, PortalRoute.revocation("0a")),
            ] {
                let request = HTTPRequest(method: method, scheme: "https", authority: nil, path: path)
                let answer = try await status(portal, request)
                #expect(answer == 401, "\(method) \(path)")
            }
            for path in ["/", "/openapi.yaml", PortalRoute.trustAnchors, PortalRoute.time, PortalRoute.smsStubPage] {
                let request = HTTPRequest(method: .get, scheme: "https", authority: nil, path: path)
                let answer = try await status(portal, request)
                #expect(answer == 200, "\(path)")
            }
        }
    }

    @Test("A kiosk whose clock is wrong takes over the portal's and goes on") func clockOffset() async throws {
        try await withPortal { portal in
            try await portal.withMachine { machine in
                portal.clock.advance(by: .seconds(10_000))
                #expect(await failure { _ = try await machine.client.application("E1") }?.code == .applicationUnknown)
                #expect((9_990_000...10_010_000).contains(machine.client.clockOffset))
            }
        }
    }

    @Test("A portal under another authority is not trusted") func wrongAuthority() async throws {
        let other = try await withPortal { portal in
            try String(contentsOfFile: portal.options.tlsAuthorityFile, encoding: .utf8)
        }
        try await withPortal { portal in
            try await portal.withClient(trusting: other) { client in
                let error = await failure { _ = try await client.time() }
                #expect(error?.code == .portalTrust)
            }
        }
    }

    @Test("Enrolment: a code serves one key, the same key again, and never another") func enrolment() async throws {
        try await withPortal { portal in
            let code = try String(contentsOfFile: portal.options.enrolmentCodeFile, encoding: .utf8)
                .filter { !$0.isWhitespace }
            try await portal.withClient { client in
                let key = P256.Signing.PrivateKey().publicKey.derRepresentation
                let request = EnrolmentRequest(code: code, publicKey: key, roles: [.kiosk])
                let answer = try await client.enrol(request)
                #expect(try await client.enrol(request) == answer)
                var thief = request
                thief.publicKey = P256.Signing.PrivateKey().publicKey.derRepresentation
                #expect(await failure { _ = try await client.enrol(thief) }?.code == .portalRefused)
                thief.code = "guess"
                #expect(await failure { _ = try await client.enrol(thief) }?.code == .portalRefused)
                thief.publicKey = Data([1])
                #expect(await failure { _ = try await client.enrol(thief) }?.code == .portalRequest)
                #expect(await failure { _ = try await client.application("E1") }?.code == .portalRefused)
            }
        }
    }

    @Test("The device identity is kept with mode 0600 and enrolled once") func identity() async throws {
        try await withPortal { portal in
            let device = try TemporaryFolder("device")
            let read: @Sendable () throws -> String = {
                try String(contentsOfFile: portal.options.enrolmentCodeFile, encoding: .utf8)
                    .filter { !$0.isWhitespace }
            }
            try await portal.withClient { client in
                let first = try await DeviceIdentity.loadOrEnrol(
                    in: device.path, client: client, code: read, roles: [.kiosk])
                let again = try await DeviceIdentity.loadOrEnrol(
                    in: device.path, client: client, code: { throw CancellationError() }, roles: [.kiosk])
                #expect(first.kioskID == again.kioskID)
                let attributes = try FileManager.default.attributesOfItem(atPath: device.file("device-key.pem"))
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
        }
    }
}
