import KioskDomain
import HTTPTypes
import Hummingbird
import KioskDevices
import NIOCore
import PortalContract

/// Server-sent events (WHATWG HTML, 9.2) of the fleet page: `changed` whenever the summary, or what was said
/// of alarms, is another than before. The page then takes what it shows anew.
final class FleetEvents: Sendable {
    /// Pages at once.
    static let limit = 50
    /// With the age of a ``SharedSight`` a page hears of a change within three seconds.
    private static let pause = Duration.seconds(1)
    /// Pauses after which a line that is cut is found by writing.
    private static let heartbeat = 15

    private let fleet: SharedSight
    private let places = CountedPlaces(limit: FleetEvents.limit)

    init(fleet: SharedSight) { self.fleet = fleet }

    /// - Throws: ``PortalProblem`` 503 when too many watch.
    func stream(_ request: Request) throws -> Response {
        guard places.areFree else { throw PortalProblem(.portalRefused, 503, "too many watch this page") }
        let (fleet, places) = (fleet, places)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store", .connection: "close",
                .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody { writer in
                if places.take() {
                    defer { places.leave() }
                    try await request.body.consumeWithCancellationOnInboundClose { _ in
                        try await Self.write(&writer, fleet)
                    }
                }
                try await writer.finish(nil)
            })
    }

    private static func write(_ writer: inout any ResponseBodyWriter, _ fleet: SharedSight) async throws {
        var last: FleetService.Sight?
        var quiet = 0
        try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
        while !Task.isCancelled {
            let sight = try await fleet.newest()
            quiet += 1
            if sight != last {
                last = sight
                quiet = 0
                try await writer.write(ByteBuffer(string: "event: changed\ndata: {}\n\n"))
            } else if quiet.isMultiple(of: heartbeat) {
                try await writer.write(ByteBuffer(string: ": still there\n\n"))
            }
            try await Task.sleep(for: pause)
        }
    }
}
