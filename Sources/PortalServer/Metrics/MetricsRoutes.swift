import Hummingbird
import Logging
import PrometheusText

/// The port of the machine's own monitoring: loopback only, plain HTTP.
struct MetricsRoutes: Sendable {
    let registry: PrometheusRegistry
    let fleet: FleetMetrics

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("metrics") { _, context in
            do {
                try await fleet.tell()
            } catch {
                // What the process itself counted is told all the same.
                context.logger.warning("the database says nothing of the machines", metadata: ["error": "\(error)"])
            }
            return Response.bytes(registry.text().utf8, type: PrometheusRegistry.mediaType)
        }
        return router
    }
}
