import Glibc
public import KioskDevices
public import KioskDomain

/// The sticks behind this machine's USB ports. Needs the right to mount (CAP_SYS_ADMIN).
public actor USBStickDrive: StickDrive {
    private nonisolated let executor = BlockingExecutor(name: "usb-stick")
    /// A thread of its own: a stick may hang.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Bytes that a stick must have free to be called ready: the largest key file by far, and its folder's entry.
    public static let roomWanted: UInt64 = 64 << 10

    private let scan: StickScan
    private let devices: String
    private let mountPoint: String
    private let log: @Sendable (_ line: String) -> Void
    private let check: StickFolder.Check
    private var lastLine = ""
    /// A stick is mounted for looking once, not with every look.
    private var looked: (stick: FoundStick, sight: StickSight)?

    /// - Parameters:
    ///   - mountPoint: an empty folder that nobody else uses.
    ///   - sysfs: where sysfs is mounted.
    ///   - devices: where the device nodes are.
    ///   - log: takes one line for each failure, with nothing of a person.
    public init(
        mountPoint: String, sysfs: String = "/sys", devices: String = "/dev",
        log: @escaping @Sendable (_ line: String) -> Void = { _ in }
    ) {
        self.init(mountPoint: mountPoint, sysfs: sysfs, devices: devices, log: log, check: { _ in })
    }

    init(
        mountPoint: String, sysfs: String, devices: String, log: @escaping @Sendable (_ line: String) -> Void,
        check: @escaping StickFolder.Check
    ) {
        self.log = log
        self.check = check
        self.mountPoint = mountPoint
        self.devices = devices
        scan = StickScan(sysfs: sysfs)
    }

    /// As ``StickDrive/look()``.
    public func look() -> StickSight {
        let sticks = scan.sticks()
        guard sticks.count < 2 else { return .several }
        guard let stick = sticks.first else {
            looked = nil
            return .none
        }
        if let looked, looked.stick == stick { return looked.sight }
        let sight = judge(stick)
        // The kernel may still be reading the partitions, and udev making the nodes: looked at again.
        let isLasting = sight != .refused(.stickUnreadable) && sight != .refused(.stickFault)
        looked = isLasting ? (stick, sight) : nil
        return sight
    }

    /// As ``StickDrive/save(_:as:)``.
    public func save(_ bytes: [UInt8], as name: String) throws(Failure) -> StickFile {
        guard StickFile.isName(name), !bytes.isEmpty, bytes.count <= StickFile.sizeLimit else {
            throw Failure(.stickFault, "no name or size of a key file")
        }
        let sticks = scan.sticks()
        guard sticks.count < 2 else { throw Failure(.stickSeveral) }
        guard let stick = sticks.first else { throw Failure(.stickRemoved) }
        // What stood there when it was looked at says nothing of now.
        looked = nil
        do throws(Failure) {
            return try save(bytes, as: name, on: try volume(of: stick)) { scan.isThere(stick) }
        } catch {
            log("saving on \(stick.disk): \(error.code.rawValue) \(error.detail)")
            guard scan.isThere(stick) else { throw Failure(.stickRemoved, error.detail) }
            throw error.code == .stickRemoved ? Failure(.stickFault, error.detail) : error
        }
    }

    /// As ``StickDrive/keyFiles()``.
    public func keyFiles() throws(Failure) -> StickListing {
        let stick = try onlyStick()
        let found = try reading(stick) { folder throws(Failure) in try folder.keyFiles() }
        return StickListing(stick: stick.appearance, files: found.files, isComplete: found.isComplete)
    }

    /// As ``StickDrive/read(_:on:)``.
    public func read(_ path: String, on wanted: String) throws(Failure) -> [UInt8] {
        guard StickKeyFile.isPath(path) else { throw Failure(.stickNotRead, "no path of a key file") }
        let stick = try onlyStick()
        guard stick.appearance == wanted else { throw Failure(.stickNotRead, "another stick") }
        return try reading(stick) { folder throws(Failure) in try folder.keyFile(path) }
    }

    private func onlyStick() throws(Failure) -> FoundStick {
        let sticks = scan.sticks()
        guard sticks.count < 2 else { throw Failure(.stickSeveral) }
        guard let stick = sticks.first else { throw Failure(.stickNotRead, "no stick") }
        return stick
    }

    /// Mounted read-only, whatever the stick's own write protection says. Names of files are told to nobody.
    private func reading<Value>(
        _ stick: FoundStick, _ body: (StickFolder) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        do throws(Failure) {
            var readable = stick
            readable.isReadOnly = false
            return try volume(of: readable).mounted(readOnly: true) { path throws(Failure) in
                try body(calls(in: path))
            }
        } catch {
            log("reading \(stick.disk): \(error.code.rawValue) \(error.detail)")
            switch error.code {
            case .stickNotStorage, .stickUnreadable, .keyFileTooLarge:
                guard scan.isThere(stick) else { throw Failure(.stickNotRead, error.detail) }
                throw error
            default: throw Failure(.stickNotRead, error.detail)
            }
        }
    }

    private func judge(_ stick: FoundStick) -> StickSight {
        do throws(Failure) {
            let room = try volume(of: stick).mounted(readOnly: true) { folder throws(Failure) in
                try calls(in: folder).room()
            }
            guard room >= Self.roomWanted else { throw Failure(.stickFull, "\(room) bytes are free") }
            lastLine = ""
            return .ready
        } catch {
            let line = "looking at \(stick.disk): \(error.code.rawValue) \(error.detail)"
            // Looked at twice a second: said once.
            if line != lastLine { log(line) }
            lastLine = line
            return .refused(error.code == .stickRemoved ? .stickFault : error.code)
        }
    }

    /// Nothing of a disguised device is even read.
    private func volume(of stick: FoundStick) throws(Failure) -> Volume {
        guard stick.isStorageOnly else { throw Failure(.stickNotStorage, stick.disk) }
        guard !stick.isReadOnly else { throw Failure(.stickReadOnly, stick.disk) }
        let device = "\(devices)/\(stick.volume)"
        guard let fileSystem = FileSystem(volume: device) else {
            throw Failure(.stickUnreadable, "no file system that is known on \(stick.volume)")
        }
        return Volume(device: device, fileSystem: fileSystem, mountPoint: mountPoint)
    }

    private func calls(in folder: String) -> StickFolder { StickFolder(path: folder, check: check) }

    /// What an earlier saving left under it goes with the next one, whatever its day.
    private static let part = ".EDS.part"

    /// Each step has a mount of its own: what is read then comes from the stick, not from what the kernel remembers.
    /// A file with these bytes that stands there already counts as saved: however often it is asked, there is one.
    private func save(
        _ bytes: [UInt8], as name: String, on volume: Volume, isThere: () -> Bool
    ) throws(Failure) -> StickFile {
        let part = Self.part
        var (place, room) = try volume.mounted(readOnly: true) { path throws(Failure) in
            let folder = calls(in: path)
            return (try folder.place(name, for: bytes), try folder.room())
        }
        guard !place.isSaved else { return StickFile(name: place.name, bytes: bytes) }
        guard room >= Self.roomWanted else { throw Failure(.stickFull, "\(room) bytes are free") }
        do throws(Failure) {
            try volume.mounted(readOnly: false) { path throws(Failure) in
                let folder = calls(in: path)
                try folder.remove(part)
                try folder.write(part, bytes)
            }
            // Once more: the journal of a stick that was pulled is replayed by the writable mount, and may bring a file.
            place = try volume.mounted(readOnly: true) { path throws(Failure) in
                try compare(bytes, part, in: path)
                return try calls(in: path).place(name, for: bytes)
            }
        } catch {
            // As far as the stick is still there: nothing half written stays.
            try? volume.mounted(readOnly: false) { path throws(Failure) in try calls(in: path).remove(part) }
            throw error
        }
        guard !place.isSaved else {
            try? volume.mounted(readOnly: false) { path throws(Failure) in try calls(in: path).remove(part) }
            return StickFile(name: place.name, bytes: bytes)
        }
        do throws(Failure) {
            try volume.mounted(readOnly: false) { path throws(Failure) in
                try calls(in: path).rename(part, to: place.name)
            }
            return try volume.mounted(readOnly: true) { path throws(Failure) in
                StickFile(name: place.name, bytes: try compare(bytes, place.name, in: path))
            }
        } catch {
            // Told as not saved, so it must not stand there; another stick in its place is left alone.
            if isThere() {
                try? volume.mounted(readOnly: false) { path throws(Failure) in
                    try calls(in: path).withdraw(part, renamed: place.name)
                }
            }
            throw error
        }
    }

    @discardableResult
    private func compare(_ bytes: [UInt8], _ name: String, in folder: String) throws(Failure) -> [UInt8] {
        let read = try calls(in: folder).read(name)
        guard read == bytes else { throw Failure(.stickFault, "what was read back differs") }
        return read
    }
}
