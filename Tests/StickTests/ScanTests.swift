import KioskDevices
import KioskDomain
import KioskTestSupport
import Synchronization
import Testing

@testable import USBSticks

@Suite("Sticks: what stands in the ports, by sysfs")
struct ScanTests {
    private func drive(_ tree: PortTree) -> USBStickDrive {
        USBStickDrive(mountPoint: tree.mountPoint, sysfs: tree.sysfs, devices: tree.devices)
    }

    @Test("disks that are not behind USB, and empty slots of card readers, are no sticks")
    func none() async throws {
        let tree = try PortTree()
        #expect(await drive(tree).look() == .none)
        try tree.plug("sdb", size: 0)
        #expect(await drive(tree).look() == .none)
    }

    @Test(
        "a keyboard, a network or a camera beside the storage: refused, and not even read",
        arguments: [["08", "03"], ["03", "08"], ["08", "02", "0a"], ["08", "ff"], ["0e"], []])
    func disguised(_ interfaces: [String]) async throws {
        let tree = try PortTree()
        try tree.plug("sdb", interfaces: interfaces)
        #expect(await drive(tree).look() == .refused(.stickNotStorage))
        await #expect(throws: Failure.self) { try await drive(tree).save([1], as: "EDS") }
    }

    @Test("two sticks: nobody guesses; when one is pulled, the other is judged")
    func several() async throws {
        let tree = try PortTree()
        try tree.plug("sdb", readOnly: true, sequence: 1)
        try tree.plug("sdc", sequence: 2)
        let drive = drive(tree)
        #expect(await drive.look() == .several)
        tree.pull("sdc")
        #expect(await drive.look() == .refused(.stickReadOnly))
        tree.pull("sdb")
        #expect(await drive.look() == .none)
    }

    @Test("no partition with a file system that is known")
    func unreadable() async throws {
        let tree = try PortTree()
        try tree.plug("sdb", partitions: [32_768, 32_768])
        for (name, byte) in [("sdb1", UInt8(0)), ("sdb2", 0xEB)] {
            tree.node(name, for: try tree.folder.write(name, [UInt8](repeating: byte, count: 8192)))
        }
        #expect(await drive(tree).look() == .refused(.stickUnreadable))
    }

    @Test("the largest partition, the disk itself without any; the first of several that are as large")
    func volumes() throws {
        let tree = try PortTree()
        try tree.plug("sdb", partitions: [Int](repeating: 2048, count: 11), sequence: 1)
        try tree.plug("sdc", sequence: 2)
        try tree.plug("sdd", partitions: [2048, 409_600, 30_000_000], sequence: 3)
        let sticks = StickScan(sysfs: tree.sysfs).sticks()
        #expect(sticks.map(\.volume) == ["sdb1", "sdc", "sdd3"])
        #expect(sticks.allSatisfy { $0.isStorageOnly && !$0.isReadOnly })
    }

    @Test(
        "a small volume that its owner never sees is not taken for the stick: EFI first, NTFS first",
        arguments: [[409_600, 30_000_000], [30_000_000, 2048]])
    func hiddenPartition(_ sectors: [Int]) async throws {
        let tree = try PortTree()
        try tree.plug("sdb", partitions: sectors)
        for (index, size) in sectors.enumerated() {
            var start = [UInt8](repeating: 0, count: 8192)
            // FAT on the small one, NTFS on the large one.
            let label = size == sectors.max() ? (3, "NTFS    ") : (82, "FAT32   ")
            start.replaceSubrange(label.0..<label.0 + label.1.utf8.count, with: label.1.utf8)
            (start[510], start[511]) = (0x55, 0xAA)
            tree.node("sdb\(index + 1)", for: try tree.folder.write("sdb\(index + 1)", start))
        }
        #expect(await drive(tree).look() == .refused(.stickUnreadable))
        do {
            _ = try await drive(tree).save([1], as: "EDS")
            Issue.record("saved on a volume that its owner does not see")
        } catch {
            #expect(error.code == .stickUnreadable)
        }
    }

    @Test("optical drives are no sticks, nor the disk from which the machine runs, mounted or below a mapping")
    func notSticks() throws {
        let tree = try PortTree()
        try tree.plug("sr0", sequence: 1)
        try tree.plug("sdb", partitions: [4096, 8192], sequence: 2)
        let none = try tree.folder.write("mounts-none", "22 1 259:2 / / rw - ext4 /dev/nvme0n1p2 rw\n".utf8)
        let root = try tree.folder.write("mounts-root", "22 1 511:18 / / rw - ext4 /dev/sdb2 rw\n".utf8)
        #expect(StickScan(sysfs: tree.sysfs, mounts: none).sticks().map(\.disk) == ["sdb"])
        #expect(StickScan(sysfs: tree.sysfs, mounts: root).sticks().isEmpty)
        _ = try tree.folder.write("sys/block/sdb/sdb1/holders/dm-0", "".utf8)
        #expect(StickScan(sysfs: tree.sysfs, mounts: none).sticks().isEmpty)
    }

    @Test("a fault that passes is looked at again; a failure is said once, with its disk")
    func transient() async throws {
        let tree = try PortTree()
        try tree.plug("sdb")
        let lines = Mutex<[String]>([])
        let drive = USBStickDrive(mountPoint: tree.mountPoint, sysfs: tree.sysfs, devices: tree.devices) { line in
            lines.withLock { $0.append(line) }
        }
        for _ in 0..<3 { #expect(await drive.look() == .refused(.stickUnreadable)) }
        let said = lines.withLock { $0 }
        #expect(said.count == 1 && said.allSatisfy { $0.contains("sdb") && $0.contains("stick.unreadable") }, "\(said)")
    }

    @Test("file systems by their first bytes, and none by chance")
    func superblocks() {
        func start(_ bytes: [(Int, [UInt8])]) -> [UInt8] {
            var start = [UInt8](repeating: 0, count: 4096)
            for (offset, part) in bytes { start.replaceSubrange(offset..<offset + part.count, with: part) }
            return start
        }
        let end: (Int, [UInt8]) = (510, [0x55, 0xAA])
        #expect(FileSystem(start: start([(82, Array("FAT32   ".utf8)), end])) == .vfat)
        #expect(FileSystem(start: start([(54, Array("FAT16   ".utf8)), end])) == .vfat)
        #expect(FileSystem(start: start([(54, Array("FAT12   ".utf8)), end])) == .vfat)
        #expect(FileSystem(start: start([(3, Array("EXFAT   ".utf8)), end])) == .exfat)
        #expect(FileSystem(start: start([(1080, [0x53, 0xEF])])) == .ext4)
        #expect(FileSystem(start: start([(3, Array("NTFS    ".utf8)), end])) == nil)
        #expect(FileSystem(start: start([end])) == nil)
        #expect(FileSystem(start: start([])) == nil)
    }
}
