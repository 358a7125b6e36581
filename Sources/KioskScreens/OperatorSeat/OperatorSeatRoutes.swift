import FoundationEssentials
import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore

/// The desk's lock: the page follows it and enters the PIN by positions.
struct OperatorSeatRoutes {
    let host: any ScreenHost
    let options: ScreenOptions
    let token: ScreenToken

    func add(to router: Router<ScreenContext>) {
        router.get("operator/events") { request, _ in
            Response.eventStream(request) { writer in
                for await seat in Heartbeat.stream(of: await host.operatorSeats(), every: options.heartbeat) {
                    let text = seat.map { ServerSentEvent.text("seat", ["key": $0.key]) }
                    try await writer.write(ByteBuffer(string: text ?? ServerSentEvent.heartbeat))
                }
            }
        }
        router.post("operator/seat") { request, context in
            guard request.screenToken == token else { throw Failure(.sessionExpired) }
            let body = try await request.body.collect(upTo: context.maxUploadSize)
            try await host.operatorAct(try Self.action(Array(body.readableBytesView)))
            return Response.json(["result": "ok"])
        }
    }

    private static func action(_ body: [UInt8]) throws(Failure) -> OperatorAction {
        struct Wire: Decodable {
            var action: String
            var pad: String?
            var positions: [Int]?
        }
        guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(body)) else { throw Failure(.requestInvalid) }
        switch (wire.action, wire.pad, wire.positions) {
        case ("pin", let pad?, let positions?): return .pin(pad: pad, positions: positions)
        case ("confirm-last-try", _, _): return .confirmLastTry
        case ("lock", _, _): return .lock
        default: throw Failure(.requestInvalid)
        }
    }
}
