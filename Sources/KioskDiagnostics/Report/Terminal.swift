internal import Glibc

extension DiagnosticReport {
    /// Whether colour makes sense: the descriptor is a terminal and `NO_COLOR` is not set.
    public static func isTerminal(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1 && getenv("NO_COLOR") == nil
    }
}
