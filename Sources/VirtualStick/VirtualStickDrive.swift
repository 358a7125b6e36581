import FoundationEssentials
public import KioskDevices
public import KioskDomain

/// A stick that a folder plays: what is saved on it stands there.
public actor VirtualStickDrive: StickDrive {
    private let folder: String
    private var sight = StickSight.none
    private var isPulledWhileSaving = false
    private var isPulledWhileReading = false
    /// Counts how often it was put in.
    private var insertions = 0

    /// - Parameter folder: made when missing.
    public init(folder: String) { self.folder = folder }

    /// As ``StickDrive/look()``.
    public func look() -> StickSight { sight }

    /// As ``StickDrive/keyFiles()``; of the folder itself.
    public func keyFiles() throws(Failure) -> StickListing {
        try mustBeReady()
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        let files = names.filter { StickKeyFile.isPath($0) }.compactMap { name -> StickKeyFile? in
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)"),
                attributes[.type] as? FileAttributeType == .typeRegular
            else { return nil }
            return StickKeyFile(path: name, size: attributes[.size] as? Int ?? 0)
        }
        return StickListing(
            stick: "\(insertions)", files: Array(files.prefix(StickListing.limit)),
            isComplete: files.count <= StickListing.limit)
    }

    /// As ``StickDrive/read(_:on:)``.
    public func read(_ path: String, on stick: String) throws(Failure) -> [UInt8] {
        try mustBeReady()
        if isPulledWhileReading {
            (isPulledWhileReading, sight) = (false, .none)
            throw Failure(.stickNotRead, "pulled while reading")
        }
        guard stick == "\(insertions)", StickKeyFile.isPath(path),
            let content = FileManager.default.contents(atPath: "\(folder)/\(path)")
        else { throw Failure(.stickNotRead, "another stick") }
        guard content.count <= StickFile.sizeLimit else { throw Failure(.keyFileTooLarge) }
        return Array(content)
    }

    private func mustBeReady() throws(Failure) {
        switch sight {
        case .ready: break
        case .none: throw Failure(.stickNotRead)
        case .several: throw Failure(.stickSeveral)
        case .refused(let code): throw Failure(code)
        }
    }

    /// As ``StickDrive/save(_:as:)``.
    public func save(_ bytes: [UInt8], as name: String) throws(Failure) -> StickFile {
        switch sight {
        case .none: throw Failure(.stickRemoved)
        case .several: throw Failure(.stickSeveral)
        case .refused(let code): throw Failure(code)
        case .ready: break
        }
        if isPulledWhileSaving {
            (isPulledWhileSaving, sight) = (false, .none)
            throw Failure(.stickRemoved, "pulled while saving")
        }
        guard StickFile.isName(name), let free = place(name, for: bytes) else { throw Failure(.stickFault, "name") }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(filePath: "\(folder)/\(free)"), options: .atomic)
            return StickFile(name: free, bytes: Array(try Data(contentsOf: URL(filePath: "\(folder)/\(free)"))))
        } catch {
            throw Failure(.stickFault, "\(error)")
        }
    }

    /// A free name, or that of the same file.
    private func place(_ name: String, for bytes: [UInt8]) -> String? {
        (1...999).lazy.map { $0 == 1 ? "\(name).p12" : "\(name)-\($0).p12" }
            .first { name in
                let there = FileManager.default.contents(atPath: "\(self.folder)/\(name)")
                return there.map { Array($0) == bytes } ?? true
            }
    }

    /// What somebody does by hand.
    /// - Returns: `ok`, a status, or `error …`.
    public func order(_ line: String) -> String {
        switch line {
        case "in":
            if sight != .ready { insertions += 1 }
            sight = .ready
        case "out": sight = .none
        case "two": sight = .several
        case "full": sight = .refused(.stickFull)
        case "read-only": sight = .refused(.stickReadOnly)
        case "keyboard": sight = .refused(.stickNotStorage)
        case "damaged": sight = .refused(.stickUnreadable)
        case "pull": (sight, isPulledWhileSaving) = (.ready, true)
        case "pull-reading": (sight, isPulledWhileReading) = (.ready, true)
        case "status": return "\(sight.name)"
        default: return "error: in, out, two, full, read-only, keyboard, damaged, pull, pull-reading or status"
        }
        return "ok"
    }
}

extension StickSight {
    fileprivate var name: String {
        switch self {
        case .none: "none"
        case .several: "several"
        case .ready: "ready"
        case .refused(let code): code.rawValue
        }
    }
}
