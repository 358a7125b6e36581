public import KioskDomain

/// What the daemon asks of kiosk-stick. One request on a connection.
public enum StickRequest: HelperMessage, Hashable {
    /// What stands in the USB ports.
    case look
    /// Saves the `document` frame before this as a new file; the name is without `.p12`.
    case save(name: String)
    /// The key files of the stick.
    case keyFiles
    /// The whole of one of them.
    case read(path: String, stick: String)
}

/// One answer to each request.
public enum StickAnswer: HelperMessage, Hashable {
    /// To `look`. A virtual stick says so (R1).
    case sight(StickSight, isVirtual: Bool)
    /// To `save`: the name on the stick; what was read back is the `document` frame before this.
    case saved(name: String)
    /// To `keyFiles`.
    case files(StickListing)
    /// To `read`: the file is the `document` frame before this.
    case content
    /// It did not work.
    case failure(code: FailureCode, detail: String)
}
