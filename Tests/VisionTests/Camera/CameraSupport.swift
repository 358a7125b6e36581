import JPEGCodec
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import CameraSource

/// What tests ask of a camera.
extension Camera {
    /// The first event that `pick` takes, within 10 s.
    func wait<Value>(_ what: String, _ pick: (FrameEvent) -> Value?) throws -> Value {
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end {
            if let value = pick(next(within: .milliseconds(100))) { return value }
        }
        throw TestProblem("no \(what) within 10 s")
    }

    func waitForLoss() throws -> Failure {
        try wait("loss") { if case .lost(let failure) = $0 { failure } else { nil } }
    }

    func waitForReturn() throws {
        try wait("return") { if case .back = $0 { () } else { nil } }
    }

    func waitForFrame() throws -> Frame {
        try wait("frame") { if case .frame(let frame) = $0 { frame } else { nil } }
    }
}

/// A camera that follows a script.
func scripted(_ script: String, role: CameraRole = .face) throws -> Camera {
    Camera(try FaultScriptSource(script: try FaultScript(script)), role: role)
}

/// A gray picture as JPEG.
func grayJPEG(_ level: UInt8, width: Int = 32, height: Int = 32) throws -> [UInt8] {
    let picture = Picture(width: width, height: height, layout: .gray) { bytes in
        for index in bytes.indices { bytes[index] = UInt8((Int(level) + index) % 256) }
    }
    return try JPEGEncoder().encode(picture)
}

/// A source that does what a test tells it, and counts what is done to it.
final class PlayedSource: FrameSource {
    let name = "played camera"
    let isVirtual = true
    var settles = false
    var faults = FrameFaults()
    private(set) var openings = 0
    private(set) var starts = 0
    private(set) var stops = 0
    private(set) var closings = 0
    private var isOpen = false
    /// Called for each frame that is asked for.
    var give: () throws(Failure) -> Frame?

    init(_ give: @escaping () throws(Failure) -> Frame?) { self.give = give }

    func open() throws(Failure) {
        if !isOpen { openings += 1 }
        isOpen = true
    }
    func start() throws(Failure) { starts += 1 }
    func newest(within limit: Duration) throws(Failure) -> Frame? { try give() }
    func stop() { stops += 1 }
    func close() {
        if isOpen { closings += 1 }
        isOpen = false
    }
}
