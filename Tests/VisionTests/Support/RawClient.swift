import KioskDevices
import StreamSockets

@testable import HelperProtocol

/// A connection to kiosk-vision without a client of kioskd: it blocks its thread, and sees what comes when it comes.
@BlockingTests
struct RawClient: ~Copyable {
    private let socket: StreamSocket
    private var reader: HelperFrameReader

    /// - Parameter helper: listening already.
    init(_ helper: HelperProcess) throws {
        socket = try StreamSocket.connect(to: .unix(helper.socket), within: .seconds(20))
        reader = HelperFrameReader(socket)
    }

    func ask(_ request: VisionRequest) throws {
        try socket.write(try request.frame().encoded(), within: .seconds(5))
    }

    /// The first event that `pick` takes, within 30 s.
    @discardableResult
    mutating func next<Value>(_ pick: (VisionEvent) -> Value?) throws -> Value {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            guard let frame = try reader.next(within: end - .now), frame.kind == .message else { continue }
            if let value = pick(try VisionEvent(payload: frame.payload)) { return value }
        }
        throw TestProblem("kiosk-vision did not say it within 30 s")
    }
}
