/// How long kiosk-token waits for a module before it ends the module's process.
public struct TokenDeadlines: Sendable, Hashable {
    /// Any request but the two below.
    public var call: Duration
    /// A key pair: cards need up to two minutes for RSA.
    public var generation: Duration
    /// A PIN typed on the reader's pad: the reader's own limit is shorter.
    public var pinpad: Duration

    /// 20 s, 120 s, 90 s unless said otherwise.
    public init(
        call: Duration = .seconds(20), generation: Duration = .seconds(120), pinpad: Duration = .seconds(90)
    ) {
        self.call = call
        self.generation = generation
        self.pinpad = pinpad
    }

    /// The limit of this request.
    public func limit(for request: TokenRequest) -> Duration {
        switch request {
        case .generate: generation
        case .login(_, pinpad: true, _), .changePIN(_, pinpad: true, _), .setPIN(_, _, pinpad: true, _),
            .sign(_, _, _, digest: _, pin: .pinpad, _):
            pinpad
        default: call
        }
    }
}
