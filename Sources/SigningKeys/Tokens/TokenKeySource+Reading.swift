public import HelperProtocol
import KioskDevices
public import KioskDomain

/// A token as it is seen without its PIN.
public struct SeenToken: Sendable, Hashable {
    /// Its kind, by the table of modules.
    public var medium: Medium
    /// What its module tells.
    public var report: TokenReport

    /// What its owner calls it; else maker and model.
    public var name: String { report.label.isEmpty ? report.product : report.label }
}

extension TokenKeySource {
    /// What is plugged in of tokens of every kind: the one token that can be read, or why there is none (E10).
    public func look() async -> (sight: TokenSight, token: SeenToken?) {
        let client = TokenClient(socketPath: socketPath)
        let seen: (sight: TokenSight, token: SeenToken?)
        do throws(Failure) {
            seen = judge(try await client.list())
        } catch {
            seen = (.refused(error.code), nil)
        }
        await client.disconnect()
        return seen
    }

    /// The certificates on it, but those of authorities; one that cannot be parsed is left out.
    ///
    /// - Throws: what else is in the way: who would read them does not answer.
    public func certificates(on token: SeenToken) async throws -> [CertificateSummary] {
        var read: [CertificateSummary] = []
        for certificate in token.report.certificates {
            do {
                let one = try await summary(certificate.der)
                if !one.isAuthority { read.append(one) }
            } catch let error as any CodedError where error.code == .certificateMalformed {
                continue
            }
        }
        return read
    }

    /// Whether the token is still plugged in; a module that does not say so any more shows none.
    public func isThere(_ token: SeenToken) async -> Bool {
        let reference = token.report.reference
        let client = TokenClient(socketPath: socketPath)
        let present = try? await client.presence(module: reference.module)
        await client.disconnect()
        return present?.contains { $0.reference == reference } == true
    }

    private func judge(_ modules: [TokenModuleReport]) -> (sight: TokenSight, token: SeenToken?) {
        let rows = modules.filter(\.medium.isToken)
        var findings: [Failure] = []
        let all = rows.flatMap { row in
            accepted(row, &findings).map { SeenToken(medium: row.medium, report: $0) }
        }
        let tokens = all.filter(\.report.isInitialised)
        guard tokens.count < 2 else { return (.refused(.tokenSeveral), nil) }
        if let token = tokens.first { return (.ready, token) }
        let code = absence(rows, findings) ?? (all.isEmpty ? nil : .tokenBlank)
        return (code.map { TokenSight.refused($0) } ?? TokenSight.none, nil)
    }

    /// Why none is there; nil when one is just to be plugged in.
    private func absence(_ rows: [TokenModuleReport], _ findings: [Failure]) -> FailureCode? {
        if let refused = findings.first { return refused.code }
        let installed = rows.filter { $0.path != nil }
        guard !installed.isEmpty else { return .tokenModuleMissing }
        return installed.first { $0.status.health == .fault }?.status.code
    }
}
