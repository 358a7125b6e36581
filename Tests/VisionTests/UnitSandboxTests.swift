import FaceMatching
import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

@testable import VirtualCamera

@ComputingTests
@Suite("kiosk-vision under its unit (issue 4.6)")
struct UnitSandboxTests {
    @Test(
        """
        A systemd of its own runs the real unit: a person is matched and seen; network, writing, programs and privileges are \
        refused there
        """)
    func unit() async throws {
        let models = try TestModels.require().folder
        try RealPart.require(geteuid() == 0, "only root can start a systemd of its own")
        try RealPart.require(programs: "python3", "unshare", "systemd-sysusers", "systemctl")
        // No part that could be installed: a container may forbid it to root too.
        let mounts = "mount -t tmpfs tmpfs /run && mount -t cgroup2 none /sys/fs/cgroup"
        let allowed = try await Tool.run("unshare", ["--fork", "--pid", "--mount", "--cgroup", "sh", "-c", mounts])
        if !allowed.succeeded { try Test.cancel("this machine lets no systemd start: \(allowed.standardError)") }
        let folder = try TemporaryFolder("unit")
        for (number, picture) in try TestFrames.of(.person("obama3")).prefix(20).enumerated() {
            try folder.write("\(10 + number).jpg", picture)
        }
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Lab/units/vision.py").path
        let output = try await Tool.run(
            "python3", [script, try HelperProcess.binary(), models, folder.path], limit: .seconds(240))
        #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(3000))")
        #expect(output.standardOutput.contains("outcome matched"))
        #expect(output.standardOutput.contains("refused: socket AF_INET (EAFNOSUPPORT)"))
    }
}
