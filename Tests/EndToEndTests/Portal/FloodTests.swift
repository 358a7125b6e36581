import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Bad input of issue 6: 10,000 connections.
    @Suite("connections without end", .serialized)
    struct Flood {
        private static let script = URL(filePath: #filePath).deletingLastPathComponent().path + "/flood.py"
        private static let wanted = 10_000

        /// What one process may open here, and the portal needs some for itself.
        private static var count: Int {
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            return min(wanted, Int(clamping: limit.rlim_max) - 1_000)
        }

        private func report(_ log: String) async throws -> String {
            try await eventually("the flood's report", within: .seconds(240)) {
                let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
                return text.split(separator: "\n").last { $0.hasPrefix("{") }.map(String.init)
            }
        }

        private func megabytes(_ process: pid_t) throws -> Int {
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
            return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? .max) / 1_024
        }

        @Test(
            "10,000 connections that say nothing: real machines go on beside them, the portal's memory stays bounded",
            .timeLimit(.minutes(8)))
        func many() async throws {
            let python = RealPart.path(of: "python3") ?? "python3"
            try RealPart.require(programs: python)
            try #require(Self.count > 1_000, "too few files may be open here")
            let folder = try TemporaryFolder("flood")
            let (port, kioskPort) = (try Stage.freePort(), try Stage.freePort())
            let log = folder.file("portal.log")
            let portal = try await Child.start(
                "kiosk-portal",
                [
                    "--port", "\(port)", "--kiosk-port", "\(kioskPort)", "--services-port", "0", "--demonstration",
                    "--state", folder.file("portal"), "--handshake-seconds", "3000", "--log-level", "warning",
                ], log: log)
            try await eventually("the portal", within: .seconds(60)) {
                let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
                return text.contains("ready") ? () : nil
            }
            let flood = try await Child.start(
                python, [Self.script, "\(Self.count)", "\(port)", "\(kioskPort)"],
                log: folder.file("flood.log"))
            let report = try await report(folder.file("flood.log"))
            // Those after a handshake are idle, and may be closed for that on a machine that is slow.
            let open = report.split(separator: " ").dropFirst().first.flatMap { Int($0.filter(\.isNumber)) } ?? 0
            #expect(open >= Self.count * 7 / 8, "\(report)")
            let load = try await Child.start(
                "portal-load",
                [
                    "--portal", "https://127.0.0.1:\(port)", "--authority", folder.file("portal/portal-ca.pem"),
                    "--code", folder.file("portal/enrolment-code"), "--machines", "2", "--batch", "20",
                    "--seconds", "3", "--ledger", folder.file("ledger"),
                ], log: folder.file("load.log"))
            #expect(try await load.ended(within: .seconds(120)) == 0)
            let ledger = try String(contentsOfFile: folder.file("ledger"), encoding: .utf8).split(separator: "\n")
            #expect(ledger.count > 2, "no batch was taken beside the flood")
            let memory = try megabytes(portal.process)
            #expect(memory <= 512, "\(memory) MiB with \(open) connections")
            try await flood.kill9()
            // Thousands of connections are ended before it does.
            #expect(try await portal.stop(within: .seconds(120)) == 0)
        }
    }
}
