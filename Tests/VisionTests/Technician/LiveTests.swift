import FoundationEssentials
import Glibc
import HelperProtocol
import JPEGCodec
import KioskTestSupport
import Testing

@testable import kiosk_vision

@Suite("kiosk-vision live")
struct LiveTests {
    @Test("A device that may not be opened is camera.no-permission, also where root runs the tests")
    func denied() async throws {
        let folder = try TemporaryFolder("denied")
        let device = try folder.write("camera", [])
        try #require(chmod(device, 0) == 0)
        var words = [try HelperProcess.binary(), "live", "--source", "device:\(device)", "--json"]
        if geteuid() == 0 {
            // root without its privilege over files is an owner like any other (capabilities(7)).
            words = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all", "--"] + words
        }
        let output = try await Tool.run(words[0], Array(words.dropFirst()))
        #expect(output.status == 2)
        #expect(output.standardOutput.contains(#""code":"camera.no-permission""#), "\(output)")
        #expect(output.standardOutput.contains("camera.missing") == false)
    }

    private static func moment(_ report: GuidanceReport?, _ picture: Picture?) -> LiveMoment {
        LiveMoment(
            line: LiveMoment.Line(
                frame: 7, seconds: 0.5, framesPerSecond: 14.96, width: 1280, height: 720, milliseconds: 12,
                report: report, virtual: true), camera: "a camera \u{1B}[2J with a long name that goes on and on",
            picture: picture)
    }

    private static func report(_ guidance: Guidance, _ face: FaceBox?) -> GuidanceReport {
        var measures = QualityMeasures()
        measures.eyeDistance = 120
        measures.yaw = .nan
        measures.sharpness = 1e300
        var report = GuidanceReport(guidance: guidance, usable: guidance == .good, measures: measures, face: face)
        report.points = [FacePoint(x: 0.4, y: 0.4), FacePoint(x: 7, y: -1), FacePoint(x: .nan, y: .infinity)]
        return report
    }

    private static let gray = Picture(width: 640, height: 360, layout: .gray) { pixels in
        for index in pixels.indices { pixels[index] = UInt8(index % 256) }
    }

    /// The lines as a terminal would show them.
    private func visible(_ text: String) -> [Substring] {
        text.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "").split(separator: "\n", omittingEmptySubsequences: false)
    }

    @Test(
        "the view fits 80 by 24 whatever the box and the figures are, and a device's name cannot steer the terminal",
        arguments: [
            FaceBox(x: 0.3, y: 0.2, width: 0.3, height: 0.5), FaceBox(x: -0.5, y: -0.5, width: 3, height: 3),
            FaceBox(x: 0.9, y: 0.9, width: 0.5, height: 0.5), FaceBox(x: 2, y: 2, width: -4, height: -4),
            FaceBox(x: .nan, y: 0, width: .infinity, height: 1), nil,
        ] as [FaceBox?])
    func fits(face: FaceBox?) {
        for guidance in [Guidance.good, .tooDark, .severalFaces] {
            let text = LiveView.text(Self.moment(Self.report(guidance, face), Self.gray))
            let lines = visible(text)
            #expect(lines.count <= 24)
            #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines.map(\.count))")
            #expect(text.contains(guidance.rawValue) && text.contains("[virtual]") && text.contains("▀"))
            #expect(!text.contains("\u{1B}[2J with"))
        }
        #expect(visible(LiveView.text(Self.moment(nil, nil))).count <= 24)
    }

    @Test("a bar is red while the guidance is about it, and empty without a figure")
    func bars() throws {
        let bars = LiveBar.bars(Self.report(.tooFar, nil))
        let blamed = bars.filter(\.isBlamed).map(\.name)
        #expect(blamed == ["eyes px"])
        let turn = try #require(bars.first { $0.name == "turn" })
        #expect(turn.text.contains("–"))
        #expect(visible(bars.map(\.text).joined(separator: "\n")).allSatisfy { $0.count == 25 })
    }

    @Test("--json --frames: one object per picture, then the end; without pictures status 2")
    func lines() async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, _ in
            let output = try await Tool.run(
                try HelperProcess.binary(),
                ["live", "--source", source, "--models", TestModels.folder, "--json", "--frames", "5"])
            #expect(output.status == 0, "\(output.standardError)")
            let lines = output.standardOutput.split(separator: "\n")
            #expect(lines.count == 5)
            for (index, line) in lines.enumerated() {
                let value = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
                #expect(value.frame == index + 1 && value.width == 1280 && value.virtual)
                #expect(value.report.measures.pictureLuma > 0)
            }
        }
    }

    @Test("in a terminal: the screen is given back at Ctrl-C, status 0")
    func terminal() async throws {
        _ = try TestModels.require()
        try RealPart.require(programs: "script", "bash")
        try await withVirtualCamera { source, _ in
            let folder = try TemporaryFolder("live")
            let (log, process) = (folder.file("log"), folder.file("process"))
            let live = "\(try HelperProcess.binary()) live --source \(source) --models \(TestModels.folder)"
            let steps = """
                script -qefc "echo \\$\\$ > \(process); exec \(live)" \(log) </dev/null >/dev/null & shown=$!
                for i in $(seq 600); do grep -aq 'eyes px' \(log) && break; sleep 0.1; done
                kill -INT "$(cat \(process))"; wait $shown
                """
            let output = try await Tool.run("bash", ["-c", steps])
            #expect(output.status == 0, "\(output.standardError)")
            let shown = String(decoding: try Data(contentsOf: URL(filePath: log)), as: UTF8.self)
            #expect(shown.contains("\u{1B}[?1049h\u{1B}[?25l"))
            #expect(shown.contains("▀") && shown.contains("eyes px"))
            #expect(shown.contains("\u{1B}[?25h\u{1B}[?1049l"))
        }
    }

    private struct Line: Decodable {
        var frame: Int
        var width: Int
        var virtual: Bool
        var report: GuidanceReport
    }
}
