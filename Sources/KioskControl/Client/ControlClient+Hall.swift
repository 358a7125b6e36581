public import FoundationEssentials
public import KioskDiagnostics
internal import NIOHTTP1

extension ControlClient {
    /// The machines that the hall knows.
    public func hallMachines() async throws(ControlError) -> [ControlMachine] {
        try Self.understood(try await ask(.GET, "/hall/machines"))
    }

    /// A one-time code for a machine, good for a day.
    public func hallCode(name: String, role: String) async throws(ControlError) -> ControlHallCode {
        let body = try? JSONEncoder().encode(ControlMachine(name: name, role: role))
        return try Self.understood(try await ask(.POST, "/hall/codes", body: body))
    }

    /// The hall refuses the machine from now on.
    public func revokeMachine(_ name: String) async throws(ControlError) {
        let body = try? JSONEncoder().encode(ControlMachine(name: name))
        let _: ControlMachine = try Self.understood(try await ask(.DELETE, "/hall/machines", body: body))
    }

    /// Everything that the hall knows of its day, as JSON: numbers, services and times, nobody's data.
    public func hallCopy() async throws(ControlError) -> Data {
        let answer = try await ask(.GET, "/hall/copy", upTo: Self.largestCopy)
        let _: HallMark = try Self.understood(answer)
        return answer.body
    }

    /// A day with 10,000 slips has about 4 MB.
    private static let largestCopy = 64 << 20

    /// Enough of a copy to know it by.
    private struct HallMark: Decodable { var day: String }

    static func understood<Value: Decodable>(_ answer: (status: Int, body: Data)) throws(ControlError) -> Value {
        if answer.status == 200, let value = try? JSONDecoder().decode(Value.self, from: answer.body) { return value }
        throw problem(answer)
    }

    static func problem(_ answer: (status: Int, body: Data)) -> ControlError {
        guard let problem = try? JSONDecoder().decode(ControlProblem.self, from: answer.body) else {
            return .notUnderstood(status: answer.status)
        }
        return .refused(problem)
    }
}
