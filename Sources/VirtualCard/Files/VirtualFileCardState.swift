import FoundationEssentials
import SmartCard

/// Everything a virtual card with files keeps without power.
public struct VirtualFileCardState: Codable, Sendable, Hashable {
    var version = 1
    /// Nil until somebody chose one.
    var pin: RetrySecret?
    var puk: RetrySecret?
    var files: [VirtualFile]
    var keys: [UInt8: VirtualKey] = [:]
    /// Keys that want the PIN before every signature.
    var consentKeys: Set<UInt8> = []

    /// A blank card: a master file and nothing in it.
    public init() { files = [VirtualFile(path: [0x3F00], isDirectory: true)] }

    /// Tries left for the PIN; 0 when there is none.
    public var pinTries: Int { pin?.remaining ?? 0 }
    /// Tries left for the PUK; 0 when there is none.
    public var pukTries: Int { puk?.remaining ?? 0 }

    /// The content of a file, for tests that damage it; nil when it is not there.
    public func content(of path: [UInt16]) -> [UInt8]? {
        files.first { $0.path == path }.map { Array($0.content) }
    }

    /// Puts a file in, or another content into one that is there.
    public mutating func put(_ content: [UInt8], at path: [UInt16]) {
        if let index = files.firstIndex(where: { $0.path == path }) {
            files[index].content = Data(content)
        } else {
            files.append(VirtualFile(path: path, content: Data(content)))
        }
    }

    /// Takes a file away.
    public mutating func remove(_ path: [UInt16]) { files.removeAll { $0.path == path } }
}
