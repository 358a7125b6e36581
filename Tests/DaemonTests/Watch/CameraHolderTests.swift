import FoundationEssentials
import Glibc
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskDaemon

@Suite("camera.busy names the program that holds the camera (issue 4, bad input)")
struct CameraHolderTests {
    /// A terminal stands in for the camera: a device file of its own, which a second process holds open.
    @Test("a second process holds the device: its name and number are told; another fault keeps its words")
    func held() async throws {
        var (ours, theirs): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 128)
        try #require(openpty(&ours, &theirs, &name, nil, nil) == 0)
        defer { close(ours) }
        let path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let holder = CameraHolder(sources: [.face: "device:\(path)", .document: nil])

        var process: pid_t = 0
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, theirs, STDIN_FILENO)
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("600"), nil]
        defer { for argument in arguments { free(argument) } }
        try #require(posix_spawnp(&process, "sleep", &actions, nil, &arguments, environ) == 0)
        defer {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        close(theirs)

        let told = try await eventually("the holder is seen") {
            let detail = await holder.detail(.cameraBusy, "held by another program", of: .face)
            return detail.contains("(process \(process))") ? detail : nil
        }
        #expect(told.hasPrefix("\(path): held by "))
        #expect(await holder.detail(.cameraLost, "gone", of: .face) == "gone")
        #expect(await holder.detail(.cameraBusy, "busy", of: .document) == "busy")
        let status = DeviceStatus(
            id: "camera.face", name: "", health: .fault, code: .cameraBusy, finding: "held by another program")
        #expect(await holder.named(status, of: .face).finding == told)
    }

    @Test("a camera that is no device, or that nobody holds, keeps the words of kiosk-vision")
    func nobody() async {
        let holder = CameraHolder(sources: [.face: "stream:unix:/run/frames.sock", .document: "device:/dev/none"])
        for role in CameraRole.allCases { #expect(await holder.detail(.cameraBusy, "busy", of: role) == "busy") }
    }
}
