import AsyncHTTPClient
import FoundationEssentials
import KioskDevices
import KioskScreens
import NIOCore
import NIOHTTP1

/// The person before the virtual camera, who does what stands on the kiosk's screen: asks the public session view what is
/// wanted and tells the camera's head, after the time that a person needs to react. As honest an example as any of what
/// injected video can do (`docs/liveness.md`).
public struct CameraFollower: Sendable {
    /// Between two looks, while the screen asks for something.
    private static let pause = Duration.milliseconds(100)
    /// While it asks for nothing: kioskd is hardly to notice, whose idle time is measured in the demonstration.
    private static let resting = Duration.milliseconds(400)
    private static let reaction = Duration.milliseconds(500)

    private let screens: String
    private let order: @Sendable (String) async throws -> Void

    /// - Parameters:
    ///   - screens: such as `http://127.0.0.1:8080`.
    ///   - order: carries a line such as `turn left` to the virtual camera.
    public init(screens: String, order: @escaping @Sendable (String) async throws -> Void) {
        self.screens = screens
        self.order = order
    }

    /// Follows the screen until cancelled. A kiosk or a camera that does not answer is asked again.
    public func run() async {
        var shown = HeadWish()
        while !Task.isCancelled {
            let asked = await guidance()
            let wish = asked.flatMap(HeadWish.init(guidance:)) ?? shown
            if wish != shown {
                try? await Task.sleep(for: Self.reaction)
                do {
                    for line in wish.orders { try await order(line) }
                    shown = wish
                } catch {
                    // The camera is away; what is wanted is told when it is back.
                }
            }
            try? await Task.sleep(for: asked?.isEmpty == false ? Self.pause : Self.resting)
        }
    }

    /// What the screen asks for; empty when it asks for nothing, nil without an answer.
    private func guidance() async -> String? {
        do {
            let request = HTTPClientRequest(url: "\(screens)/api/session")
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(2))
            let body = try await response.body.collect(upTo: 64 * 1024)
            guard response.status == .ok else { return nil }
            return try JSONDecoder().decode(SessionView.self, from: Data(body.readableBytesView)).guidance ?? ""
        } catch {
            return nil
        }
    }
}

/// How the head is to be held for what a screen asks.
struct HeadWish: Equatable {
    /// Lines for the camera, good from any other position.
    var orders = ["turn ahead", "back"]

    init() {}

    /// - Parameter guidance: stable name of what the screen asks for, empty for nothing.
    /// - Returns: nil for what has nothing to do with the head: it stays as it is.
    init?(guidance: String) {
        switch guidance {
        case "turn-left": orders = ["back", "turn left"]
        case "turn-right": orders = ["back", "turn right"]
        case "come-closer": orders = ["turn ahead", "closer"]
        case "look-ahead", "good", "": break
        default: return nil
        }
    }
}
