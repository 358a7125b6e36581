import FoundationEssentials
import HTTPTypes
import KioskDomain
import KioskTestSupport
import PortalClient
import PortalContract
import PortalServer
import Testing

@Suite(.onEachStore) struct AccessTests {
    @Test("6.2: each role is let to its own operations and to no other", arguments: KioskRole.allCases)
    func roles(_ role: KioskRole) async throws {
        try await withPortal { portal in
            let wire = Wire(portal: portal, identity: try await portal.enrol([role]))
            for operation in PortalOperation.allCases {
                guard case .roles(let allowed) = operation.access else { continue }
                let answer = try await wire.send(operation.method, operation.sample)
                let refused = answer.status == 403 && answer.problem?.code == FailureCode.roleRefused.rawValue
                #expect(refused != allowed.contains(role), "\(operation) \(answer.status)")
                #expect(answer.status != 401 && answer.status != 0, "\(operation)")
            }
        }
    }

    @Test("6.2: an operation is served at its own port only; open ones ask for no certificate") func ports()
        async throws
    {
        try await withPortal { portal in
            let open = Wire(portal: portal)
            let kiosk = Wire(portal: portal, identity: try await portal.enrol([.kiosk, .desk, .hall]))
            for operation in PortalOperation.allCases {
                let atOpen = try await open.send(operation.method, operation.sample)
                let atKiosks = try await kiosk.send(operation.method, operation.sample)
                switch operation.access {
                case .roles: #expect(atOpen.status == 421 && atKiosks.status != 421, "\(operation)")
                case .open, .demonstration: #expect(atOpen.status != 421 && atKiosks.status == 421, "\(operation)")
                }
            }
            for path in ["/", "/openapi.yaml", PortalRoute.trustAnchors, PortalRoute.time, PortalRoute.smsStubPage] {
                #expect(try await open.send(.get, path).status == 200, "\(path)")
            }
        }
    }

    @Test("R1: operations of the demonstration are not served outside it") func demonstration() async throws {
        try await withPortal(demonstration: false) { portal in
            for operation in PortalOperation.allCases where operation.access == .demonstration {
                let answer = try await Wire(portal: portal).send(operation.method, operation.sample)
                #expect(answer.status == 404, "\(operation)")
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
}
