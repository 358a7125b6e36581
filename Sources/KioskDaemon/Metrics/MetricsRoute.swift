import Hummingbird
import PrometheusText

/// `GET /metrics`, on the control socket and, where `metrics.port` says so, on loopback.
struct MetricsRoute: Sendable {
    let registry: PrometheusRegistry
    let gauges: KioskGauges

    func add(to router: Router<BasicRequestContext>) {
        router.get("metrics") { _, _ in
            await gauges.tell()
            return Response(
                status: .ok, headers: [.contentType: PrometheusRegistry.mediaType],
                body: ResponseBody(byteBuffer: ByteBuffer(string: registry.text())))
        }
    }

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        add(to: router)
        return router
    }
}
