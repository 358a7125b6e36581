import FoundationEssentials
import Glibc
import HelperProtocol
import KioskControl
import KioskDevices
import KioskDiagnostics
import KioskDomain
import KioskTestSupport
import Testing

@Suite("kioskctl camera over a real unix socket")
struct CameraCommandTests {
    /// A camera that is well.
    private static func well() -> CameraTestReport {
        var report = CameraTestReport(camera: "HD camera", isVirtual: false)
        report.firstFrameMilliseconds = 412.4
        (report.seconds, report.frames, report.longestGapMilliseconds) = (3, 91, 41)
        (report.format, report.width, report.height, report.bytesPerFrame) = ("MJPEG", 1280, 720, 98_400)
        (report.luma, report.spread, report.sharpness) = (0.5, 50, 120)
        return report
    }

    private func problem(_ code: FailureCode) throws -> StandInDaemon.Manner {
        let body = try JSONEncoder().encode(ControlProblem(code: code.rawValue, detail: "why"))
        return StandInDaemon.http("422 Unprocessable Content", String(decoding: body, as: UTF8.self))
    }

    @Test("test: a camera that is well is all ok and status 0, in each language", arguments: Language.allCases)
    func good(language: Language) {
        let results = CameraFindings(Self.well(), in: language).results
        #expect(results.exitStatus == 0)
        #expect(
            results.results.map(\.id) == ["camera.open", "camera.rate", "camera.light", "camera.focus", "camera.face"])
        let text = results.text(colour: false)
        #expect(text.contains("412") && text.contains("30.0") && text.contains("1280×720") && text.contains("98"))
    }

    /// What is wrong, the result that must say it, and its state.
    private static let faults: [(String, Health, @Sendable (inout CameraTestReport) -> Void)] = [
        ("camera.rate", .warning, { $0.frames = 25 }),
        ("camera.rate", .fault, { $0.frames = 4 }),
        ("camera.rate", .warning, { $0.longestGapMilliseconds = 900 }),
        ("camera.light", .warning, { $0.luma = 0.1 }),
        ("camera.light", .warning, { $0.luma = 0.9 }),
        ("camera.light", .fault, { $0.luma = 0 }),
        ("camera.focus", .warning, { $0.spread = 5 }),
        ("camera.focus", .warning, { $0.sharpness = 5 }),
        ("camera.damaged", .warning, { $0.damaged = 3 }),
        ("camera.frozen", .fault, { $0.code = .cameraFrozen }),
        (
            "camera.missing", .fault,
            {
                $0.code = .cameraMissing; $0.frames = 0
            }
        ),
    ]

    @Test("test: each fault has its result, a remedy, and the exit status 1 or 2", arguments: faults.indices)
    func fault(index: Int) throws {
        let (id, state, change) = Self.faults[index]
        var report = Self.well()
        change(&report)
        for language in Language.allCases {
            let results = CameraFindings(report, in: language).results
            let result = try #require(results.results.first { $0.id == id })
            #expect(result.state == state && !result.remedy.isEmpty)
            #expect(results.exitStatus == (state == .fault ? 2 : 1))
        }
    }

    @Test("figures that are no numbers are shown as unknown, never a crash")
    func oddFigures() {
        var report = Self.well()
        (report.luma, report.spread, report.seconds, report.firstFrameMilliseconds) = (.nan, .infinity, 0, 1e300)
        #expect(!CameraFindings(report, in: .english).results.text(colour: false).isEmpty)
    }

    @Test("controls: aligned, with ranges, choices and what the kiosk sets; a device's text cannot steer the terminal")
    func controls() {
        let controls = [
            CameraControl(
                name: "Power Line\u{1B}[2J", kind: "menu", minimum: 0, maximum: 2, step: 1, standard: 0, current: 1,
                chosen: 1, choices: [0: "Disabled", 1: "50 Hz"]),
            CameraControl(
                name: "Zoom", kind: "integer", minimum: 100, maximum: 400, step: 10, standard: 100, current: nil,
                chosen: nil, isFixed: true),
        ]
        let lines = CameraControlTable.text(controls, in: .english).split(separator: "\n")
        #expect(lines.count == 3 && lines[0].contains("kiosk sets"))
        #expect(lines[1].contains("1 (50 Hz)") && !lines[1].contains("\u{1B}"))
        #expect(lines[2].contains("100…400 / 10") && lines[2].contains("?") && lines[2].hasSuffix("fixed"))
        for language in Language.allCases { #expect(!CameraControlTable.text([], in: language).isEmpty) }
    }

    @Test("snapshot: a new file for its owner alone; an existing one stays as it was")
    func snapshot() async throws {
        let folder = try TemporaryFolder("snapshot")
        let file = folder.file("lens.jpg")
        let about = SnapshotReport(camera: "cam", isVirtual: true, width: 4, height: 3, luma: 0.5)
        let body = try JSONEncoder().encode(CameraSnapshot(report: about, jpeg: Data([0xFF, 0xD8, 1, 0xFF, 0xD9])))
        let daemon = try StandInDaemon(StandInDaemon.http("200 OK", String(decoding: body, as: UTF8.self)))
        try await daemon.open()
        async let served = daemon.serve()
        guard
            case .answer(let report) = await CameraCommands.snapshot(
                of: .document, file: file, socket: daemon.socket)
        else {
            Issue.record("no answer")
            return
        }
        #expect(try await served == "POST /camera/snapshot?role=document HTTP/1.1")
        #expect(report == about)
        #expect(try Data(contentsOf: URL(filePath: file)) == Data([0xFF, 0xD8, 1, 0xFF, 0xD9]))
        var status = stat()
        try #require(stat(file, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        for language in Language.allCases {
            let lines = SnapshotText.lines(report, file: file, in: language)
            #expect(lines.count == 2 && lines[0].contains("[virtual]"))
        }
        guard case .problem(let again) = await CameraCommands.snapshot(file: file, socket: daemon.socket) else {
            Issue.record("overwritten")
            return
        }
        #expect(again.state == .fault && again.finding.contains("exists"))
    }

    @Test("snapshot while a session runs: refused with its code and remedy, and no file is left")
    func serving() async throws {
        let daemon = try StandInDaemon(problem(.cameraServing))
        try await daemon.open()
        async let served = daemon.serve()
        let file = daemon.folder.file("lens.jpg")
        guard case .problem(let result) = await CameraCommands.snapshot(file: file, socket: daemon.socket) else {
            Issue.record("taken")
            return
        }
        _ = try await served
        #expect(result.finding.contains("camera.session-runs") && !result.remedy.isEmpty && result.state == .fault)
        #expect(access(file, F_OK) != 0)
    }

    @Test("garbage and silence of the daemon are told as for status")
    func garbage() async throws {
        let daemon = try StandInDaemon(StandInDaemon.http("200 OK", "[]"))
        try await daemon.open()
        async let served = daemon.serve()
        guard
            case .problem(let result) = await CameraCommands.test(
                seconds: 1, socket: daemon.socket, configuration: "/nonexistent")
        else {
            Issue.record("understood")
            return
        }
        _ = try await served
        #expect(result.state == .unknown)
        let folder = try TemporaryFolder("none")
        guard case .problem(let none) = await CameraCommands.controls(socket: folder.file("no.sock")) else {
            Issue.record("answered")
            return
        }
        #expect(none.state == .fault)
    }
}
