/// One step of a program at its files, as the kernel finished it.
public enum DiskStep: Sendable, Hashable {
    /// A file or folder was opened; `creates` when a missing file is made.
    case opened(descriptor: Int, path: String, isFolder: Bool, creates: Bool, truncates: Bool)
    /// A descriptor means nothing any more.
    case closed(descriptor: Int)
    /// Bytes went into the page cache; `offset` is nil for the place where the last write of this descriptor ended.
    case wrote(descriptor: Int, offset: Int?, bytes: [UInt8])
    /// A file was cut or lengthened with zeros.
    case resized(descriptor: Int, bytes: Int)
    /// `fsync` or `fdatasync` came back.
    case synced(descriptor: Int)
    /// A name moved.
    case renamed(from: String, to: String)
    /// A second name for a file.
    case linked(from: String, to: String)
    /// A name went.
    case removed(path: String)
    /// The program said something on its standard output: an acknowledgement.
    case said(String)
}

/// A step and when it began.
public struct TracedStep: Sendable, Hashable {
    /// Microseconds since 1970.
    public var at: Int64
    /// What was done.
    public var step: DiskStep
}

/// A trace that this reader does not understand; a step that it left out would make the model wrong.
public struct TraceProblem: Error, CustomStringConvertible {
    /// In one line.
    public var description: String
}
