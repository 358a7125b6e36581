/// How the screens are served.
public struct ScreenOptions: Sendable {
    /// `host:port` values that the Host header may have besides the loopback names with the server's own port, for a
    /// kiosk behind a local proxy.
    public var additionalHosts: Set<String>
    /// Folder with `templates` and `assets`; nil looks beside the program and in `../share/psc-kiosk/screen`.
    public var resourceFolder: String?
    /// A comment line goes to every open event stream this often, so that a dead connection is found.
    public var heartbeat: Duration
    /// How long a page that is just being loaded again waits for its former self to be gone.
    public var claimPatience: Duration
    /// On a kiosk: a site's question comes to the citizen's screen by itself, which comes back after it.
    public var consentFollows: Bool
    /// Speaks what stands on the screens; nil where the machine has no voice.
    public var voice: (any ScreenVoice)?

    /// The values that a kiosk has when nothing is configured.
    public init(
        additionalHosts: Set<String> = [], resourceFolder: String? = nil, heartbeat: Duration = .seconds(5),
        claimPatience: Duration = .milliseconds(600), consentFollows: Bool = false,
        voice: (any ScreenVoice)? = nil
    ) {
        self.additionalHosts = additionalHosts
        self.resourceFolder = resourceFolder
        self.heartbeat = heartbeat
        self.claimPatience = claimPatience
        self.consentFollows = consentFollows
        self.voice = voice
    }
}
