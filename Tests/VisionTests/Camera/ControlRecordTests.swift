import FoundationEssentials
import KioskTestSupport
import Testing

@testable import CameraSource

@Suite("What the camera's controls were outlives a kill (issue 4.1, facts/face.md 5.2)")
struct ControlRecordTests {
    private let exposure = ControlRecord.Entry(identifier: 0x9a_0901, before: 1, chosen: 3)
    private let focus = ControlRecord.Entry(identifier: 0x9a_090c, before: 1, chosen: 0)

    @Test("killed: the next one sets back what was before the first, not what the first had set")
    func killed() throws {
        let folder = try TemporaryFolder("record")
        let file = folder.file("controls")
        #expect(try #require(ControlRecord(file: file)).keep([exposure, focus], for: "cam A") == [exposure, focus])
        // The camera says of itself what the killed process has set.
        let left = [exposure, focus].map {
            ControlRecord.Entry(identifier: $0.identifier, before: $0.chosen, chosen: $0.chosen)
        }
        for _ in 0..<3 {
            let next = try #require(ControlRecord(file: file))
            #expect(next.keep(left, for: "cam A") == [exposure, focus])
        }
    }

    @Test("a control that has another value now, another camera, and a camera that was closed, are taken as they are")
    func others() throws {
        let folder = try TemporaryFolder("record")
        let file = folder.file("controls")
        let first = try #require(ControlRecord(file: file))
        _ = first.keep([exposure], for: "cam A")
        let reset = ControlRecord.Entry(identifier: exposure.identifier, before: 2, chosen: 3)
        #expect(try #require(ControlRecord(file: file)).keep([reset], for: "cam A") == [reset])
        let left = ControlRecord.Entry(identifier: exposure.identifier, before: 3, chosen: 3)
        #expect(try #require(ControlRecord(file: file)).keep([left], for: "cam B") == [left])
        let last = try #require(ControlRecord(file: file))
        last.clear("cam A")
        last.clear("cam B")
        #expect(try Data(contentsOf: URL(filePath: file)).isEmpty)
        #expect(try #require(ControlRecord(file: file)).keep([left], for: "cam A") == [left])
    }

    @Test("a file of anything else is no record, and one that cannot be opened is none")
    func hostile() throws {
        let folder = try TemporaryFolder("record")
        let file = folder.file("controls")
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0...6000, using: &random)).map { _ in
                [UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "9"), .random(in: 0...255, using: &random)][
                    .random(in: 0...3, using: &random)]
            }
            try Data(bytes).write(to: URL(filePath: file))
            #expect(try #require(ControlRecord(file: file)).keep([focus], for: "cam") == [focus])
        }
        #expect(ControlRecord(file: "\(folder.file("none"))/controls") == nil)
    }
}
