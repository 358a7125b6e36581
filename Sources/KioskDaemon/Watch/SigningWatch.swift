import HelperProtocol
import KioskDevices
import KioskDomain

/// Asks the two helpers of signing now and then how they are. Seldom: one that is started on demand may sleep.
struct SigningWatch: Sendable {
    let sign: SigningClient
    let tokenSocket: String
    let mode: OperationMode
    let board: StatusBoard

    private static let pause = Duration.seconds(300)
    private static let pauseAfterFault = Duration.seconds(10)

    func run() async {
        while !Task.isCancelled {
            let isWell = await askSign()
            let areWell = await askTokens()
            try? await Task.sleep(for: isWell && areWell ? Self.pause : Self.pauseAfterFault)
        }
    }

    private func askSign() async -> Bool {
        var status = DeviceStatus(id: "sign", name: "kiosk-sign", health: .ok, finding: "")
        do {
            let health = try await sign.health()
            status.finding = health.isConfined ? "documents and key files, confined" : "not confined by the kernel"
            if !health.isConfined { status.health = .unknown }
        } catch {
            status.health = .fault
            status.code = error.code
            status.finding = error.detail
        }
        await board.set(status)
        return status.health != .fault
    }

    private func askTokens() async -> Bool {
        let client = TokenClient(socketPath: tokenSocket)
        do {
            for module in try await client.list() { await board.set(status(module)) }
            await client.disconnect()
            await board.set(DeviceStatus(id: "token", name: "kiosk-token", health: .ok, finding: "answers"))
            return true
        } catch {
            await client.disconnect()
            await board.set(
                DeviceStatus(
                    id: "token", name: "kiosk-token", health: .fault, code: error.code, finding: error.detail))
            return false
        }
    }

    /// R1: a virtual token is named as such, and outside the demonstration it is a fault.
    private func status(_ module: TokenModuleReport) -> DeviceStatus {
        var status = module.status
        status.isVirtual = module.tokens.contains { module.isVirtual($0) }
        guard case .refused(let code) = VirtualPartPolicy.decide(isVirtual: status.isVirtual, mode: mode) else {
            return status
        }
        status.health = .fault
        status.code = code
        status.finding = "a virtual token, which only a demonstration accepts"
        return status
    }
}
