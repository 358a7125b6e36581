import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore

/// One stream of events for the parts of the desk's page that change by themselves: documents, the citizen's card, exchanges, and whether a site
/// asks for a signature. An event carries a key only: the page fetches what it may show.
struct PartRoutes {
    let host: any ScreenHost
    /// Nil where no site can ask.
    let consents: (any ConsentDesk)?
    let options: ScreenOptions

    func add(to router: Router<ScreenContext>) {
        router.get("operator/parts") { request, _ in
            Response.eventStream(request) { writer in
                var told: [String: String] = [:]
                for await _ in Heartbeat.stream(of: await changes(), every: options.heartbeat) {
                    let keys = await keys()
                    var text = ""
                    for (part, key) in keys.sorted(by: { $0.key < $1.key }) where told[part] != key {
                        text += ServerSentEvent.text(part, ["key": key])
                    }
                    told = keys
                    try await writer.write(ByteBuffer(string: text.isEmpty ? ServerSentEvent.heartbeat : text))
                }
            }
        }
    }

    /// What stands on the page of whoever is signed in.
    private func keys() async -> [String: String] {
        var keys: [String: String] = [:]
        keys["document"] = await host.documentDesk()?.key
        keys["exchange"] = await host.exchangeDesk()?.key
        keys["card"] = await host.cardDesk()?.key
        let isOpen = await host.operatorSeat().session.operatorCard != nil
        if isOpen, let consents { keys["asked"] = await consents.consent() == nil ? "" : "asked" }
        return keys
    }

    /// Each change of any of them.
    private func changes() async -> AsyncStream<Void> {
        let (documents, exchanges) = (await host.documentDesks(), await host.exchangeDesks())
        let cards = await host.cardDesks()
        let asked = await consents?.consents()
        return AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let work = Task {
                await withTaskGroup { group in
                    group.addTask { for await _ in documents { continuation.yield() } }
                    group.addTask { for await _ in exchanges { continuation.yield() } }
                    group.addTask { for await _ in cards { continuation.yield() } }
                    if let asked { group.addTask { for await _ in asked { continuation.yield() } } }
                }
            }
            // Parts that this desk does not have never change; the stream goes on without them.
            continuation.yield()
            continuation.onTermination = { _ in work.cancel() }
        }
    }
}
