import NIOCore

/// What the portal's servers bear.
enum PortalLimits {
    /// Larger bodies are refused before they are read to the end.
    static let bodyBytes = 4 << 20
}
