import FoundationEssentials
import Hummingbird
import KioskDevices
import KioskDiagnostics
import SmartCard

/// What kioskctl is told over the unix socket; who may connect is a matter of the socket's group (DESIGN 5.9).
struct ControlServer: Sendable {
    let board: StatusBoard
    let trace: APDUTrace
    let started: ContinuousClock.Instant
    let session: @Sendable () -> String

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("status") { _, _ in
            let status = ControlStatus(
                uptimeSeconds: started.duration(to: .now) / .seconds(1), session: session(),
                devices: await board.statuses)
            let json = try JSONEncoder().encode(status)
            return Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: json)))
        }
        // PIN bytes are masked at the transport whatever is asked for here.
        router.post("apdu-trace") { request, _ in
            trace.isOn = request.uri.queryParameters["on"] == "true"
            return HTTPResponse.Status.noContent
        }
        return router
    }
}
