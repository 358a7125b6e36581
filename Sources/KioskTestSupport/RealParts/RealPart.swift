import Glibc
public import Testing

/// The policy for parts a test cannot make itself (pcscd, model weights, a browser): where the environment says
/// `CI=true` a missing part fails the test, elsewhere the test is skipped with the reason.
public enum RealPart {
    /// True where nothing may be missing.
    public static var mustBeThere: Bool { environment("CI") == "true" }

    /// For inside a test: goes on when `isThere`, else fails (CI) or cancels the test with `reason`.
    ///
    /// - Throws: ``RealPartMissing`` in CI, the testing library's own cancellation elsewhere.
    public static func require(
        _ isThere: Bool, _ reason: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        if isThere { return }
        if mustBeThere { throw RealPartMissing(reason: reason) }
        try Test.cancel(Comment(rawValue: reason), sourceLocation: sourceLocation)
    }

    /// ``require(_:_:sourceLocation:)`` for programs of the search path.
    public static func require(
        programs: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for program in programs {
            try require(path(of: program) != nil, "\(program) is not installed", sourceLocation: sourceLocation)
        }
    }

    /// For `.enabled(if:)`: true when the part is there, and in CI always, so that the test runs and fails there.
    public static func isUsable(_ isThere: Bool) -> Bool { isThere || mustBeThere }

    /// Where a program is found in `PATH` and the system folders; nil when it is not installed. An absolute path is
    /// taken as it is.
    public static func path(of program: String) -> String? {
        if program.hasPrefix("/") { return access(program, X_OK) == 0 ? program : nil }
        let folders = (environment("PATH") ?? "").split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"]
        return folders.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
    }

    /// A variable of the environment; nil when it is not set.
    public static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}

/// A part that must be there is missing.
public struct RealPartMissing: Error, CustomStringConvertible {
    /// What is missing, in one line.
    public var reason: String
    /// The reason, and why it is no skip.
    public var description: String { "missing, and CI=true: \(reason)" }
}
