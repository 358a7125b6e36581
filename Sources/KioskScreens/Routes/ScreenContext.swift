public import Hummingbird
import NIOCore

/// Context of a request to the screens: knows the port of the server's own end of the connection.
public struct ScreenContext: RequestContext {
    /// Hummingbird's own part.
    public var coreContext: CoreRequestContextStorage
    /// Nil when the request did not come over a network.
    let serverPort: Int?

    /// Notes the port that the request came to.
    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        serverPort = source.channel.localAddress?.port
    }

    /// 16 KiB: the largest action is far below.
    public var maxUploadSize: Int { 16 * 1024 }
}
