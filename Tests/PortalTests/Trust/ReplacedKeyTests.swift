import FoundationEssentials
import KioskDomain
import KioskTestSupport
import MachineKeys
import PKIX
import PortalClient
import PortalContract
import PortalServer
import Testing

/// A machine that lost its key comes back as itself, and nobody else does.
@Suite(.onEachStore) struct ReplacedKeyTests {
    private func wish(
        _ code: String, _ key: FileKey, as kiosk: String?, roles: [KioskRole] = [.kiosk]
    ) async throws -> EnrolmentRequest {
        EnrolmentRequest(
            code: code, request: try await DeviceIdentity.request(for: key), roles: roles, kioskID: kiosk)
    }

    @Test("6.2: by a code for it a machine with another key stays itself, once; its former certificate ends at once")
    func comesBack() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.admin]) { admin in
                try await portal.withMachine { machine in
                    let id = machine.identity.kioskID
                    let code = try await admin.client.newEnrolmentCode(
                        EnrolmentCodeRequest(roles: [.kiosk], kioskID: id)
                    ).code
                    let next = FileKey()
                    let anew = try await wish(code, next, as: id)
                    let grant = try await admin.client.enrol(anew)
                    #expect(grant.kioskID == id)
                    #expect(try await admin.client.enrol(anew) == grant, "an answer that was lost")
                    #expect(
                        await failure { _ = try await machine.client.present(trustDigest: nil) }?.code
                            == .kioskCertificateExpired)
                    let identity = DeviceIdentity(
                        kioskID: id, key: next, certificate: try Certificate(der: Array(grant.certificate)))
                    try await portal.withClient(identity) { client in
                        let standing = try await client.present(trustDigest: nil)
                        #expect(standing.kioskID == id)
                    }
                    // Neither a third key by the same code, nor the former key by any code.
                    let third = try await wish(code, FileKey(), as: id)
                    #expect(await failure { _ = try await admin.client.enrol(third) }?.code == .enrolmentRefused)
                    guard let former = machine.identity.key as? FileKey else { throw CancellationError() }
                    let fresh = try await admin.client.newEnrolmentCode(
                        EnrolmentCodeRequest(roles: [.kiosk], kioskID: id)
                    ).code
                    for code in [code, fresh, try portal.code()] {
                        for named in [id, nil] {
                            let again = try await wish(code, former, as: named)
                            #expect(
                                await failure { _ = try await admin.client.enrol(again) }?.code == .enrolmentRefused)
                        }
                    }
                }
            }
        }
    }

    @Test("6.2: a code for one machine serves no other, a common one no other's place, and no wider role") func bounds()
        async throws
    {
        try await withPortal { portal in
            try await portal.withMachine([.admin]) { admin in
                try await portal.withMachine { machine in
                    try await portal.withMachine { other in
                        let id = machine.identity.kioskID
                        let code = try await admin.client.newEnrolmentCode(
                            EnrolmentCodeRequest(roles: [.kiosk], kioskID: id)
                        ).code
                        let made = try await portal.stored(
                            "SELECT kiosk, detail FROM audit WHERE action = 'enrolment-code.made' AND detail LIKE '%for%'"
                        )
                        #expect(made == "\(admin.identity.kioskID)|kiosk for \(id)")
                        let common = try portal.code()
                        guard let others = other.identity.key as? FileKey else { throw CancellationError() }
                        let wishes = [
                            try await wish(code, FileKey(), as: nil), try await wish(code, others, as: id),
                            try await wish(code, FileKey(), as: other.identity.kioskID),
                            try await wish(code, FileKey(), as: "kiosk-ffffffffffffffff"),
                            try await wish(code, FileKey(), as: id, roles: [.kiosk, .admin]),
                            try await wish(common, FileKey(), as: id),
                            try await wish(common, FileKey(), as: "kiosk-ffffffffffffffff"),
                        ]
                        for wish in wishes {
                            #expect(
                                await failure { _ = try await admin.client.enrol(wish) }?.code == .enrolmentRefused)
                        }
                        // Nothing of it ended anything, or used a code up.
                        _ = try await machine.client.present(trustDigest: nil)
                        _ = try await other.client.present(trustDigest: nil)
                        #expect(try await admin.client.enrol(wish(code, FileKey(), as: id)).kioskID == id)
                        _ = try await portal.enrol([.kiosk], code: common)
                    }
                }
            }
        }
    }

    @Test("6.2: no code is made for a machine that is unknown or revoked") func whom() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.admin]) { admin in
                func refusal(_ id: String) async -> FailureCode? {
                    let wish = EnrolmentCodeRequest(roles: [.kiosk], kioskID: id)
                    return await failure { _ = try await admin.client.newEnrolmentCode(wish) }?.code
                }
                #expect(await refusal("kiosk-ffffffffffffffff") == .kioskCertificate)
                let machine = try await portal.enrol([.kiosk])
                _ = try await admin.client.revokeKiosk(machine.kioskID, .init(cause: .replaced))
                #expect(await refusal(machine.kioskID) == .kioskRevoked)
            }
        }
    }
}
