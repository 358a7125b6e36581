import JPEGCodec
import KioskTestSupport
import Testing

@testable import FaceMatching

@ComputingTests
@Suite("The network by code of our own, and by dlib's")
struct DescriptorNetworkTests {
    @Test("Every number of every picture is the same within 1e-5; both forget the face")
    func same() throws {
        let files = try TestModels.require()
        let (own, portable) = (try FaceEngine(files: files), try FaceEngine(files: files, portable: true))
        let decoder = try JPEGDecoder()
        for name in ["obama", "obama2", "obama3", "biden"] {
            let jpeg = try TestModels.picture(name)
            let portrait = try jpeg.withUnsafeBytes { try Portrait($0, own, decoder) }
            let numbers = try portrait.descriptor(own)
            let theirs = try portrait.descriptor(portable)
            let worst = zip(numbers.numbers, theirs.numbers).map { abs($0 - $1) }.max()
            #expect(try #require(worst) < 1e-5, "\(name)")
            own.forget()
            portable.forget()
            // What was forgotten changes nothing of what comes.
            #expect(try portrait.descriptor(own).distance(to: numbers) == 0)
        }
    }
}
