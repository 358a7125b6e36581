import FoundationEssentials
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

/// The helper as a process with `--pack`, in whichever build this is.
@Suite("Face pack: kiosk-vision with a pack", .serialized)
struct PackProcessTests {
    private func outcome(_ event: VisionEvent) -> AttemptReport? {
        if case .outcome(let report) = event { report } else { nil }
    }

    private func attempt(pack: String, person: String) async throws -> (VisionHealth, AttemptReport) {
        try await withVirtualCamera(person: person) { source, _ in
            let helper = try HelperProcess(source: source, models: TestModels.folder, options: ["--pack", pack])
            let client = try await helper.client()
            let health = try await client.health()
            try await client.attempt(id: "1", reference: try TestModels.picture("obama3"))
            return (health, try await client.event(within: .seconds(60), "outcome") { self.outcome($0) })
        }
    }

    @Test(
        "One that is refused, here for its hash or its missing models, is said at once; nobody is matched by dlib instead"
    )
    func refused() async throws {
        _ = try TestModels.require()
        let pack = try TestPack()
        let path = try pack.write()
        _ = try pack.folder.write("matcher.onnx", "another".utf8)
        let (health, report) = try await attempt(pack: path, person: "obama3")
        #expect(health.matcher.health == .fault && health.matcher.code == .packRefused && health.models.isEmpty)
        #expect(report.outcome == .technicalError && report.code == .packRefused && report.distance == nil)
        let match = try await Tool.run(
            try HelperProcess.binary(),
            [
                "match", "\(TestModels.folder)/obama.jpg", "\(TestModels.folder)/obama2.jpg", "--models",
                TestModels.folder,
            ]
                + ["--pack", path])
        #expect(match.status == 2 && match.standardError.contains("face.pack-refused"))
        #expect(path.hasPrefix(pack.folder.path))
        #if ONNXPack
        #expect(health.matcher.finding.contains("detector"), "\(health.matcher.finding)")
        #else
        #expect(health.matcher.finding.contains("built without packs"))
        #expect(match.standardError.contains("built without packs"))
        #endif
    }

    #if ONNXPack
    @Test("One that fits describes portrait and frames: the person is matched, another is not, the models are named")
    func decides() async throws {
        _ = try TestModels.require()
        let (path, folder) = try TestNetworks.pack(threshold: 0.15)
        let (health, matched) = try await attempt(pack: path, person: "obama3")
        #expect(health.matcher.health == .ok && health.matcher.name == "pack networks", "\(health.matcher.finding)")
        #expect(health.models.map(\.name).contains("matcher.onnx") && health.isConfined)
        #expect(matched.outcome == .matched, "\(matched)")
        #expect(matched.models == health.models && matched.matcher == "pack networks")
        let (_, other) = try await attempt(pack: path, person: "biden")
        #expect(other.outcome == .noMatch, "\(other)")
        // The folder is there until here.
        #expect(path.hasPrefix(folder.path))
    }
    #endif
}
