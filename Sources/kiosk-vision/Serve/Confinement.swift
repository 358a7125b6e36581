import CKiosk
import FacePack
import Glibc

/// What the helper may still open once it serves: its models and its camera, nothing else (DESIGN 2). The unit narrows it
/// further; on a bare machine this is all there is.
struct Confinement {
    private var folders: [(path: String, devices: Bool)] = []
    private var connectsByTCP = false

    /// - Parameters:
    ///   - sources: as on the command line.
    ///   - models: folder of the weight files.
    ///   - pack: manifest of a pack of models; they lie beside it.
    init(sources: [String?], models: String?, pack: String? = nil) {
        if let models { folders.append((models, false)) }
        if let pack { folders.append((PackFile.folder(of: pack), false)) }
        for source in sources { open(source) }
    }

    private mutating func open(_ source: String?) {
        let parts = (source ?? "").split(separator: ":", maxSplits: 1).map(String.init)
        switch parts.first {
        // A camera that is plugged in again is another file of the same folder; its links and facts are read, too.
        case "device": folders += [("/dev", true), ("/sys", false)]
        case "folder": folders.append((String(parts[1].prefix { $0 != "?" }), false))
        case "stream": connectsByTCP = connectsByTCP || parts[1].hasPrefix("tcp:")
        default: break
        }
    }

    /// To be called on the first thread, before there are others.
    ///
    /// - Returns: false when this kernel has no landlock or no filter of system calls, or refuses.
    func enter() -> Bool {
        let paths = folders.map { strdup($0.path) }
        defer { for path in paths { free(path) } }
        let open = zip(paths, folders).map { ck_folder(path: UnsafePointer($0), devices: $1.devices ? 1 : 0) }
        let tcp: Int32 = connectsByTCP ? 1 : 0
        let files = ck_confine_except(open, Int32(open.count), tcp)
        return ck_deny_network(tcp) == 0 && files == 0
    }
}
