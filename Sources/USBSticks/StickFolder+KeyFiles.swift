import Glibc
import KioskDevices
import KioskDomain

/// Looking for key files and reading one: through descriptors of folders, so that no symbolic link leads out of the stick.
extension StickFolder {
    /// The most entries of folders that are looked at; a stick full of pictures ends the search, not the helper.
    static let entries = 5000

    /// A search under way.
    private struct Search {
        var files: [StickKeyFile] = []
        var entriesLeft = StickFolder.entries
        var isComplete = true
    }

    /// Those of the upper folders first, in each folder the newest: an old EDS is of no use any more.
    func keyFiles() throws(Failure) -> (files: [StickKeyFile], isComplete: Bool) {
        var search = Search()
        var level = [""]
        for depth in 0...StickKeyFile.depth {
            var below: [String] = []
            for folder in level { below += try look(into: folder, &search) }
            // Deeper folders are not looked into, and the person is told.
            if depth == StickKeyFile.depth, !below.isEmpty { search.isComplete = false }
            level = below
        }
        return (search.files, search.isComplete)
    }

    /// The whole of a key file.
    ///
    /// - Throws: `keyfile.too-large`.
    func keyFile(_ file: String) throws(Failure) -> [UInt8] {
        try check("read")
        let parts = file.split(separator: "/").map(String.init)
        let folder = try self.folder(parts.dropLast().joined(separator: "/"))
        defer { close(folder) }
        guard let name = parts.last else { throw Failure(.stickNotRead, "no name") }
        let descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Volume.failure("open", errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(.stickNotRead, "not a plain file")
        }
        guard status.st_size <= StickFile.sizeLimit else {
            throw Failure(.keyFileTooLarge, "\(status.st_size) bytes")
        }
        let bytes = try bytes(of: descriptor)
        guard bytes.count <= StickFile.sizeLimit else { throw Failure(.keyFileTooLarge, "grew") }
        return bytes
    }

    /// - Returns: the folders in it.
    private func look(into folder: String, _ search: inout Search) throws(Failure) -> [String] {
        try check("readdir")
        let descriptor = try self.folder(folder)
        guard let directory = fdopendir(descriptor) else {
            close(descriptor)
            throw Volume.failure("readdir", errno)
        }
        defer { closedir(directory) }
        var (files, folders): ([(file: StickKeyFile, changed: [Int])], [String]) = ([], [])
        errno = 0
        while let entry = readdir(directory) {
            guard search.entriesLeft > 0 else {
                search.isComplete = false
                break
            }
            search.entriesLeft -= 1
            if let name = Self.name(of: entry), StickKeyFile.isName(name) {
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                switch try kind(of: name, in: descriptor) {
                case .file(let size, let changed) where StickKeyFile.isKeyFile(name) && StickKeyFile.isPath(path):
                    files.append((StickKeyFile(path: path, size: size), changed))
                case .folder: folders.append(path)
                case .file, .other: break
                }
            }
            errno = 0
        }
        guard errno == 0 || !search.isComplete else { throw Volume.failure("readdir", errno) }
        let room = StickListing.limit - search.files.count
        if files.count > room { search.isComplete = false }
        search.files += files.sorted { one, other in
            one.changed == other.changed
                ? one.file.path < other.file.path : other.changed.lexicographicallyPrecedes(one.changed)
        }.prefix(room).map(\.file)
        return folders.sorted()
    }

    /// `changed`: seconds and nanoseconds.
    private enum Kind { case file(size: Int, changed: [Int]), folder, other }

    /// Of the entry itself, not of what a link leads to.
    private func kind(of name: String, in folder: Int32) throws(Failure) -> Kind {
        var status = stat()
        guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw Volume.failure("lstat", errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file(size: Int(status.st_size), changed: [status.st_mtim.tv_sec, status.st_mtim.tv_nsec])
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    private func folder(_ folder: String) throws(Failure) -> Int32 {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        var descriptor = open(path, flags)
        guard descriptor >= 0 else { throw Volume.failure("folder", errno) }
        for part in folder.split(separator: "/") {
            let next = openat(descriptor, String(part), flags)
            let problem = errno
            close(descriptor)
            guard next >= 0 else { throw Volume.failure("folder", problem) }
            descriptor = next
        }
        return descriptor
    }

    /// Nil for what is no UTF-8.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> String? {
        withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
        }
    }
}
