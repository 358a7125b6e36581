import Crypto
import FoundationEssentials
import HallQueue
import KioskDevices
import KioskDomain
import PortalContract

/// The plan of a centre as a technician writes it (JSON, docs/hall.md); what is left out has its usual value.
struct HallPlanFile: Decodable {
    struct Service: Decodable {
        var id: String
        var usualMinutes: Int?
        var isOn: Bool?
    }

    struct Window: Decodable {
        var number: Int
        /// All without.
        var services: Set<String>?
        /// All without.
        var lanes: Set<TicketLane>?
        var isOn: Bool?
        var breaks: [HallHours.Span]?
    }

    var services: [Service]
    var windows: [Window]
    var terminals: Set<String>
    var leaseSize: Int?
    var hours: HallHours?

    /// - Throws: `queue.plan-invalid` with all that speaks against it.
    static func read(_ path: String) throws(Failure) -> HallPlan {
        let file: HallPlanFile
        do {
            guard let bytes = try PrivateFile.read(path) else { throw Failure(.hallPlanInvalid, "no such file") }
            guard bytes.count <= 1 << 20 else { throw Failure(.hallPlanInvalid, "more than 1 MiB") }
            file = try ContractJSON.decode(HallPlanFile.self, from: bytes)
        } catch let error as DecodingError {
            throw Failure(.hallPlanInvalid, "hall.plan-file: \(Self.place(of: error))")
        } catch {
            throw Failure(.hallPlanInvalid, "hall.plan-file cannot be read: \(error)")
        }
        let plan = file.plan
        let problems = plan.problems
        guard problems.isEmpty else {
            throw Failure(.hallPlanInvalid, "hall.plan-file: " + problems.joined(separator: "; "))
        }
        return plan
    }

    private var plan: HallPlan {
        let all = Set(services.map(\.id))
        return HallPlan(
            services: services.map {
                // A hostile number of minutes is a problem of the plan, not an overflow.
                HallPlan.Service(
                    id: $0.id, isOn: $0.isOn ?? true, usualSeconds: 60 * min(max($0.usualMinutes ?? 10, 1), 600))
            },
            windows: windows.map {
                HallPlan.Window(
                    number: $0.number, services: $0.services ?? all, lanes: $0.lanes ?? Set(TicketLane.allCases),
                    isOn: $0.isOn ?? true, breaks: $0.breaks ?? [])
            }, terminals: terminals, leaseSize: leaseSize ?? 20, hours: hours)
    }

    private static func place(of error: DecodingError) -> String {
        let (context, what): (DecodingError.Context, String) =
            switch error {
            case .keyNotFound(let key, let context): (context, "\(key.stringValue) is missing")
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                (context, "not what stands in docs/hall.md")
            @unknown default: (DecodingError.Context(codingPath: [], debugDescription: ""), "cannot be read")
            }
        let place = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
        return (place + [what]).joined(separator: " / ")
    }
}

/// Which configured plan was put into force last: the same at a later start changes nothing that the manager set since.
struct AppliedPlan {
    let folder: String

    func isNew(_ plan: HallPlan) throws -> Bool { try PrivateFile.read(path) != Self.mark(plan) }

    func note(_ plan: HallPlan) throws { try PrivateFile.write(path, try Self.mark(plan)) }

    private var path: String { "\(folder)/hall-plan-applied" }

    private static func mark(_ plan: HallPlan) throws -> Data {
        // Sets have no order of their own in JSON.
        let parts = [
            plan.services.map { "\($0)" }.joined(), plan.terminals.sorted().joined(separator: ","),
            plan.windows.map { window in
                "\(window.number) \(window.services.sorted()) \(window.lanes.map(\.rawValue).sorted()) "
                    + "\(window.isOn) \(window.breaks)"
            }.joined(separator: ","), "\(plan.leaseSize)", plan.hours.map { "\($0)" } ?? "",
        ]
        return Data(SHA256.hash(data: Array(parts.joined(separator: "\n").utf8)))
    }
}
