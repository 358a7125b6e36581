import Glibc
import KioskDomain
public import SlipPrinter

/// The folder in which a centre keeps its own templates and layouts.
enum SlipFolder {
    /// Bytes of a file; templates and layouts have narrower limits of their own.
    static let mostBytes = 32 << 10

    /// Its plain files by name; those whose names begin with a dot are left out. What cannot be read is a finding.
    static func read(_ path: String) -> (files: [String: [UInt8]], unread: [SlipFinding]) {
        guard let directory = opendir(path) else {
            return ([:], [SlipFinding(.templateInvalid, path, "the folder cannot be read: \(reason(errno))")])
        }
        defer { closedir(directory) }
        var files: [String: [UInt8]] = [:]
        var unread: [SlipFinding] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            guard files.count + unread.count < SlipBook.mostFiles else {
                unread.append(SlipFinding(.templateInvalid, path, "more than \(SlipBook.mostFiles) files"))
                break
            }
            do throws(SlipFault) {
                files[name] = try bytes("\(path)/\(name)", name: SlipLetters.printable(name, limit: 60))
            } catch {
                unread += error.findings
            }
        }
        return (files, unread)
    }

    private static func bytes(_ path: String, name: String) throws(SlipFault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw SlipFault(name, "the file cannot be read: \(reason(errno))") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw SlipFault(name, "this is not a plain file")
        }
        guard status.st_size <= mostBytes else {
            throw SlipFault(name, "\(status.st_size) bytes; a file may have \(mostBytes)")
        }
        var bytes = [UInt8](repeating: 0, count: mostBytes)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { all in
                Glibc.read(descriptor, all.baseAddress.map { $0 + filled }, all.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SlipFault(name, "the file cannot be read: \(reason(errno))") }
            guard count > 0 else { break }
            filled += count
        }
        return Array(bytes.prefix(filled))
    }

    private static func reason(_ error: Int32) -> String { String(cString: strerror(error)) }
}

extension SlipBook {
    /// The slips of a centre that keeps files of its own in `folder`. A folder that cannot be read is a finding, and the
    /// shipped slips are used.
    /// - Parameter papers: those that the slips are to fit.
    public init(folder: String, papers: [SlipRenderer.Paper] = SlipRenderer.Paper.allCases) {
        let (files, unread) = SlipFolder.read(folder)
        self.init(files: files, papers: papers, unread: unread)
    }

    /// The shipped templates and layouts by name, for a centre to begin with.
    public static var shippedFiles: [String: [UInt8]] { ShippedFiles.all }
}
