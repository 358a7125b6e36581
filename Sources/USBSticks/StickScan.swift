import Glibc
import KioskDomain

/// A disk behind USB as sysfs shows it (Documentation/ABI/stable/sysfs-block, testing/sysfs-bus-usb).
struct FoundStick: Hashable {
    /// Kernel name of the disk, such as `sdb`.
    var disk: String
    /// Kernel name of what holds its owner's files: its largest partition, or itself without any. The small ones that
    /// partitioning programs put before or after it (EFI, drivers) are hidden from their owners.
    var volume: String
    /// Grows with every disk that appears (`diskseq`, Linux 5.15), so that one that was replugged is known as another.
    var appearance: String
    /// Every interface of the device is mass storage (class 08 of USB-IF).
    var isStorageOnly: Bool
    /// The device's own write protection.
    var isReadOnly: Bool
}

/// Looks for disks behind USB that nobody else uses.
struct StickScan {
    /// Where sysfs is mounted.
    var sysfs = "/sys"
    /// What this process sees mounted (proc_pid_mountinfo(5)).
    var mounts = "/proc/self/mountinfo"

    func sticks() -> [FoundStick] {
        // SCSI disks only: no optical drive, such as the one in which a modem shows its drivers.
        let mounted = mountedDevices()
        return names(in: "\(sysfs)/block").filter { $0.hasPrefix("sd") && !isUsed($0, mounted) }.compactMap(stick(_:))
    }

    func isThere(_ stick: FoundStick) -> Bool { self.stick(stick.disk)?.appearance == stick.appearance }

    /// Nil for disks that are not behind USB, and for slots of card readers without a medium.
    private func stick(_ disk: String) -> FoundStick? {
        let folder = "\(sysfs)/block/\(disk)"
        guard let path = realPath(folder), let device = usbDevice(above: path), text("\(folder)/size") != "0" else {
            return nil
        }
        let interfaces = names(in: device).filter { $0.contains(":") }.compactMap {
            text("\(device)/\($0)/bInterfaceClass")
        }
        let partitions = names(in: folder).filter { text("\(folder)/\($0)/partition") != nil }
        return FoundStick(
            disk: disk, volume: largest(of: partitions, in: folder) ?? disk,
            appearance: text("\(folder)/diskseq") ?? path,
            isStorageOnly: !interfaces.isEmpty && interfaces.allSatisfy { $0 == "08" },
            isReadOnly: text("\(folder)/ro") == "1")
    }

    /// Nil for none; the first one of several that are as large, `sdb2` before `sdb10`.
    private func largest(of partitions: [String], in folder: String) -> String? {
        let sizes = partitions.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }.map { name in
            (name: name, sectors: text("\(folder)/\(name)/size").flatMap { UInt64($0) } ?? 0)
        }
        let most = sizes.map(\.sectors).max()
        return sizes.first { $0.sectors == most }?.name
    }

    /// The machine's own disk, when it runs from one behind USB: mounted itself or by a partition, or held by a mapping.
    private func isUsed(_ disk: String, _ mounted: Set<String>) -> Bool {
        let folder = "\(sysfs)/block/\(disk)"
        let partitions = names(in: folder).filter { text("\(folder)/\($0)/partition") != nil }
        return ([folder] + partitions.map { "\(folder)/\($0)" }).contains { part in
            text("\(part)/dev").map { mounted.contains($0) } == true || !names(in: "\(part)/holders").isEmpty
        }
    }

    /// `major:minor` of all that is mounted: the third field.
    private func mountedDevices() -> Set<String> {
        guard let file = fopen(mounts, "re") else { return [] }
        defer { fclose(file) }
        var (line, room) = (UnsafeMutablePointer<CChar>?.none, 0)
        defer { free(line) }
        var devices: Set<String> = []
        while getline(&line, &room, file) >= 0, let text = line {
            let fields = String(cString: text).split(separator: " ", maxSplits: 3)
            if fields.count > 2 { devices.insert(String(fields[2])) }
        }
        return devices
    }

    /// The nearest folder above that describes a USB device, not one of its interfaces.
    private func usbDevice(above path: String) -> String? {
        var folder = path
        while let slash = folder.lastIndex(of: "/"), slash > folder.startIndex {
            folder = String(folder[..<slash])
            if text("\(folder)/bNumInterfaces") != nil { return folder }
        }
        return nil
    }

    private func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    private func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while names.count < 1000, let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// The first line of an attribute; nil when there is none.
    private func text(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { return nil }
        let line = bytes.prefix(count).prefix { $0 != 0x0A }
        return String(decoding: line, as: UTF8.self).split(separator: " ").last.map(String.init) ?? ""
    }
}
