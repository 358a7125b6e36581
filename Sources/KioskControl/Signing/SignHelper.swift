internal import FoundationEssentials
public import HelperProtocol
internal import KioskDevices
internal import KioskDomain
public import SigningKeys

/// A kiosk-sign of this command's own: documents and key files are read there and not here.
public enum SignHelper {
    /// The helper beside this program, or where packages put it.
    public static func path() -> String { OwnHelper.path(of: "kiosk-sign") }

    /// Runs `body` with a helper that ends with it.
    ///
    /// - Throws: `sign.helper-fault` when the helper does not start, and what `body` throws.
    public static func with<Value: Sendable>(
        program: String, settings: SigningSettings, _ body: @escaping @Sendable (SigningClient) async throws -> Value
    ) async throws -> Value {
        let fetcher = TrustFetcher(hosts: settings.allHosts, now: now)
        let helper = OwnHelper(name: "kiosk-sign", program: program, fault: .signHelperFault)
        do {
            let value = try await helper.run { socket in
                let client = SigningClient(socketPath: socket, fetch: { try await fetcher.fetch($0) })
                do {
                    let value = try await body(client)
                    await client.disconnect()
                    return value
                } catch {
                    await client.disconnect()
                    throw error
                }
            }
            await fetcher.close()
            return value
        } catch {
            await fetcher.close()
            throw error
        }
    }

    /// This machine's clock: a technician's command has no other.
    @Sendable static func now() -> UnixTime {
        UnixTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
