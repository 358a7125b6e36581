import FoundationEssentials
import Hummingbird
import KioskDevices
import KioskDiagnostics
import KioskDomain
import KioskScreens

/// What `kioskctl printer slips`, `came-out` and `reprint` ask: slips that the printer did not confirm, and what a person
/// says about one.
struct SlipRoutes: Sendable {
    let work: SlipWork

    func add(to router: Router<BasicRequestContext>) {
        router.get("slips") { _, _ in
            try await answer { try ControlServer.json(try await work.open().map(ControlSlip.init)) }
        }
        router.post("slips/decision") { request, _ in
            let body = try await request.body.collect(upTo: 4096)
            guard let wish = try? JSONDecoder().decode(ControlSlipDecision.self, from: Data(body.readableBytesView)),
                let decision = SlipDecision(rawValue: wish.decision)
            else { throw HTTPError(.badRequest) }
            return try await answer {
                let printed = try await work.decide(decision, slip: wish.slip, by: "control socket")
                return try ControlServer.json(ControlSlipOutcome(decision, printed))
            }
        }
    }

    private func answer(_ body: () async throws -> Response) async throws -> Response {
        do {
            return try await body()
        } catch let failure as any CodedError {
            return try ControlServer.problem(Failure(failure))
        }
    }
}

extension ControlSlip {
    init(_ slip: OpenSlip) {
        self.init(
            id: slip.id, number: slip.number, kind: slip.kind, state: slip.state.rawValue,
            issuedAtMilliseconds: slip.issuedAt.milliseconds, time: slip.time, mayPrint: slip.mayPrint)
    }
}

extension ControlSlipOutcome {
    init(_ decision: SlipDecision, _ printed: PrintedSlip?) {
        switch printed?.result {
        case nil: self.init(state: decision.state.rawValue)
        case .printed: self.init(state: "printed", number: printed?.number)
        case .unconfirmed:
            self.init(state: "unconfirmed", number: printed?.number, code: FailureCode.slipUnconfirmed.rawValue)
        case .failed(let code): self.init(state: "failed", number: printed?.number, code: code.rawValue)
        }
    }
}
