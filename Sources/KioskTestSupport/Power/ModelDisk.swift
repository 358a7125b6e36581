/// A disk that keeps what was synced and loses, keeps or tears the rest when its power is cut.
///
/// Names count only when their folder was synced; until then each creation, renaming and removal may have reached the disk or
/// not, whatever became of the others. Folders themselves are taken as durable.
public struct ModelDisk {
    private enum NameChange {
        case bind(String, Int)
        case move(String, to: String, Int)
        case unbind(String)

        var folder: Substring {
            switch self {
            case .bind(let path, _), .unbind(let path), .move(_, let path, _):
                path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
            }
        }
    }

    private struct Handle {
        var path: String
        var file: Int?
        var position = 0
    }

    /// How kind a cut is to what was not synced.
    private enum Luck: CaseIterable {
        case everything, nothing, something, others
    }

    private let honoursSync: @Sendable (String) -> Bool
    private var files: [Int: ModelFile] = [:]
    private var names: [String: Int] = [:]
    private var durableNames: [String: Int] = [:]
    private var pendingNames: [NameChange] = []
    private var handles: [Int: Handle] = [:]
    private var next = 0

    /// - Parameters:
    ///   - files: what is on the disk, by absolute path.
    ///   - honoursSync: false for the files and folders whose syncs this disk swallows: to see that a test would notice.
    public init(files: [String: [UInt8]], honoursSync: @escaping @Sendable (String) -> Bool = { _ in true }) {
        self.honoursSync = honoursSync
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            self.files[next] = ModelFile(bytes)
            names[path] = next
            next += 1
        }
        durableNames = names
    }

    /// Does one step.
    public mutating func take(_ step: DiskStep) throws {
        switch step {
        case .opened(let descriptor, let path, let isFolder, let creates, let truncates):
            handles[descriptor] = Handle(path: path, file: isFolder ? nil : try file(path, creates: creates))
            if truncates, let file = handles[descriptor]?.file { files[file]?.resize(0) }
        case .closed(let descriptor): handles[descriptor] = nil
        case .wrote(let descriptor, let offset, let bytes):
            guard let handle = handles[descriptor], let file = handle.file else { throw unknown(step) }
            files[file]?.write(bytes, at: offset ?? handle.position)
            if offset == nil { handles[descriptor]?.position += bytes.count }
        case .resized(let descriptor, let bytes):
            guard let file = handles[descriptor]?.file else { throw unknown(step) }
            files[file]?.resize(bytes)
        case .synced(let descriptor):
            guard let handle = handles[descriptor] else { throw unknown(step) }
            if honoursSync(handle.path) { sync(handle) }
        case .renamed(let from, let to):
            guard let file = names.removeValue(forKey: from) else { throw unknown(step) }
            change(.move(from, to: to, file))
        case .linked(let from, let to):
            guard let file = names[from] else { throw unknown(step) }
            change(.bind(to, file))
        case .removed(let path): change(.unbind(path))
        case .said: break
        }
    }

    /// What stands on the disk when the power comes back, by absolute path.
    public func afterCut(using generator: inout some RandomNumberGenerator) -> [String: [UInt8]] {
        var found = durableNames
        let luck = Luck.allCases.randomElement(using: &generator)
        let prefix = Int.random(in: 0...pendingNames.count, using: &generator)
        for (index, change) in pendingNames.enumerated() {
            let survives =
                switch luck {
                case .everything: true
                case .nothing, nil: false
                case .something: index < prefix
                case .others: Bool.random(using: &generator)
                }
            if survives { Self.apply(change, to: &found) }
        }
        var kept: [String: [UInt8]] = [:]
        for (path, file) in found.sorted(by: { $0.key < $1.key }) {
            kept[path] = files[file].map { file in
                switch Luck.allCases.randomElement(using: &generator) {
                case .everything: file.everything
                case .nothing: file.durable
                default: file.something(using: &generator)
                }
            }
        }
        return kept
    }

    private mutating func file(_ path: String, creates: Bool) throws -> Int {
        if let known = names[path] { return known }
        guard creates else { throw TraceProblem(description: "no such file in the model: \(path)") }
        next += 1
        files[next] = ModelFile()
        change(.bind(path, next))
        return next
    }

    private mutating func sync(_ handle: Handle) {
        if let file = handle.file {
            files[file]?.sync()
            return
        }
        for change in pendingNames where change.folder == handle.path { Self.apply(change, to: &durableNames) }
        pendingNames.removeAll { $0.folder == handle.path }
    }

    private mutating func change(_ change: NameChange) {
        Self.apply(change, to: &names)
        pendingNames.append(change)
    }

    private static func apply(_ change: NameChange, to names: inout [String: Int]) {
        switch change {
        case .bind(let path, let file): names[path] = file
        case .unbind(let path): names[path] = nil
        case .move(let from, let to, let file):
            if names[from] == file { names[from] = nil }
            names[to] = file
        }
    }

    private func unknown(_ step: DiskStep) -> TraceProblem { TraceProblem(description: "the model cannot do \(step)") }
}
