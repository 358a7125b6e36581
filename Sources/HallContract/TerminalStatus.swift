public import KioskDomain

/// How a terminal is, for the manager: it comes with each report and is not kept on disk.
public struct TerminalStatus: Sendable, Hashable, Codable {
    /// One device.
    public struct Device: Sendable, Hashable, Codable {
        /// Stable name of its role: `printer.slip`, `camera.face`, `reader.citizen`, `portal` and so on.
        public var name: String
        /// What is wrong, as a stable code; nil when it works.
        public var code: FailureCode?
        /// It works, but somebody should come soon (`printer.paper-near-end`).
        public var isWarning: Bool

        /// Memberwise.
        public init(name: String, code: FailureCode?, isWarning: Bool = false) {
            self.name = name
            self.code = code
            self.isWarning = isWarning
        }
    }

    /// Its devices; empty before the first were looked at.
    public var devices: [Device]

    /// Memberwise.
    public init(devices: [Device] = []) { self.devices = devices }
}
