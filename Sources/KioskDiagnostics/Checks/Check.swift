internal import KioskDevices

/// One thing that can be checked.
public struct Check: Sendable {
    /// Stable name; results carry it.
    public let id: String
    let body: @Sendable () async throws -> CheckResult

    /// - Parameter body: answers its result; what it throws becomes `unknown`.
    public init(id: String, _ body: @escaping @Sendable () async throws -> CheckResult) {
        self.id = id
        self.body = body
    }

    /// Runs the check; one that fails itself or takes longer than `limit` has the state `unknown`.
    public func run(limit: Duration = .seconds(5)) async -> CheckResult {
        do {
            return try await withDeadline(limit, id, body)
        } catch {
            let finding = (error as? any CodedError)?.detail ?? "\(error)"
            return CheckResult(id: id, state: .unknown, finding: "could not be checked: \(finding)")
        }
    }
}

extension DiagnosticReport {
    /// Runs all checks at once and keeps their order.
    public static func of(_ checks: [Check], limit: Duration = .seconds(5)) async -> DiagnosticReport {
        await withTaskGroup(of: (Int, CheckResult).self) { group in
            for (index, check) in checks.enumerated() {
                group.addTask { (index, await check.run(limit: limit)) }
            }
            var results: [(Int, CheckResult)] = []
            for await result in group { results.append(result) }
            return DiagnosticReport(results: results.sorted { $0.0 < $1.0 }.map(\.1))
        }
    }
}
