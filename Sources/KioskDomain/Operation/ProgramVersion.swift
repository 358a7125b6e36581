/// Which program this is, as kiosks tell the portal.
public enum ProgramVersion {
    /// Raised with each release.
    public static let text = "1.0.0"
}
