public import HelperProtocol
import KioskDevices
public import KioskDomain

extension TokenKeySource {
    /// What is plugged in of one kind (E1): the one token on which keys can be made, or why there is none.
    public func look(
        for medium: Medium, making algorithm: TokenKeyAlgorithm
    ) async -> (sight: TokenSight, place: TokenPlace?) {
        let client = TokenClient(socketPath: socketPath)
        let seen: (sight: TokenSight, place: TokenPlace?)
        do throws(Failure) {
            seen = judge(try await client.list(), medium, algorithm)
        } catch {
            seen = (.refused(error.code), nil)
        }
        await client.disconnect()
        return seen
    }

    private func judge(
        _ modules: [TokenModuleReport], _ medium: Medium, _ algorithm: TokenKeyAlgorithm
    ) -> (sight: TokenSight, place: TokenPlace?) {
        let rows = modules.filter { $0.medium == medium }
        var findings: [Failure] = []
        let all = rows.flatMap { row in accepted(row, &findings).map { (token: $0, row: row) } }
        let tokens = all.filter(\.token.isInitialised)
        guard tokens.count < 2 else { return (.refused(.tokenSeveral), nil) }
        guard let (token, row) = tokens.first else {
            let code = absence(rows, modules, findings) ?? (all.isEmpty ? nil : .tokenBlank)
            return (code.map { .refused($0) } ?? .none, nil)
        }
        if let code = token.refusal(making: algorithm) { return (.refused(code), nil) }
        let name = token.label.isEmpty ? token.product : token.label
        return (.ready, TokenPlace(token: token.reference, key: nil, name: name, storage: row.storage))
    }

    /// Why none of the kind is there; nil when one is just to be plugged in.
    private func absence(
        _ rows: [TokenModuleReport], _ modules: [TokenModuleReport], _ findings: [Failure]
    ) -> FailureCode? {
        if let refused = findings.first { return refused.code }
        if modules.contains(where: { $0.tokens.contains(where: \.isInitialised) }) { return .tokenOtherKind }
        guard rows.contains(where: { $0.path != nil }) else { return .tokenModuleMissing }
        return rows.first { $0.status.health == .fault }?.status.code
    }
}

extension TokenReport {
    /// Why keys of that kind are not made on it with the holder's PIN from our pad.
    fileprivate func refusal(making algorithm: TokenKeyAlgorithm) -> FailureCode? {
        if userPIN.condition == .notInitialised { return .tokenBlank }
        if isWriteProtected { return .tokenReadOnly }
        if hasPINPad { return .tokenRefused }
        return generates.contains(algorithm) ? nil : .signAlgorithm
    }
}
