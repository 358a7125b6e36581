import Foundation
import Glibc
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import USBSticks

/// The mount code on a real file system behind a loop device, judged by debugfs, which knows nothing of it.
@Suite("Sticks: saving on a real file system", .serialized)
struct MountTests {
    private let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    private func with(
        _ body: (PortTree, LoopStick, USBStickDrive) async throws -> Void, megabytes: Int = 8, readOnly: Bool = false
    ) async throws {
        let tree = try PortTree()
        let stick = try await LoopStick.make(tree, megabytes: megabytes, readOnly: readOnly)
        do {
            try tree.plug("sdb")
            tree.node("sdb", for: stick.device)
            try await body(
                tree, stick, USBStickDrive(mountPoint: tree.mountPoint, sysfs: tree.sysfs, devices: tree.devices))
        } catch {
            await stick.detach()
            throw error
        }
        await stick.detach()
    }

    private func isMounted(_ tree: PortTree) throws -> Bool {
        try String(contentsOfFile: "/proc/self/mounts", encoding: .utf8).contains(tree.mountPoint)
    }

    private func failure(_ body: () async throws -> Void) async -> FailureCode? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? Failure)?.code
        }
    }

    @Test("looked at without a mount left behind; saved, read back, and nothing is mounted afterwards")
    func saved() async throws {
        try await with { tree, stick, drive in
            #expect(await drive.look() == .ready)
            #expect(try !isMounted(tree))
            let file = try await drive.save(bytes, as: "EDS-2026-11-22")
            #expect(file == StickFile(name: "EDS-2026-11-22.p12", bytes: bytes))
            #expect(try !isMounted(tree))
            #expect(try await stick.bytes(of: "EDS-2026-11-22.p12", in: tree) == bytes)
            #expect(try await !stick.listing().contains(".part"))
            #expect(try await stick.mode(of: "EDS-2026-11-22.p12") == "0644", "its owner has another number of user")
            #expect(await drive.look() == .ready)
        }
    }

    @Test("a file of that name is never overwritten; what an earlier saving left half written goes")
    func neverOverwritten() async throws {
        try await with { tree, stick, drive in
            let first = try await drive.save(bytes, as: "EDS")
            let second = try await drive.save([1, 2, 3], as: "EDS")
            #expect([first.name, second.name] == ["EDS.p12", "EDS-2.p12"])
            #expect(try await stick.bytes(of: "EDS.p12", in: tree) == bytes)
            #expect(try await stick.bytes(of: "EDS-2.p12", in: tree) == [1, 2, 3])
            let half = try tree.folder.write("half", [9, 9])
            await stick.detach()
            _ = try await Tool.run("debugfs", ["-w", "-R", "write \(half) .EDS.part", stick.image])
            #expect(try await stick.listing().contains(".EDS.part"))
            let loop = try await Tool.run("losetup", [stick.device, stick.image])
            #expect(loop.succeeded, "\(loop.standardError)")
            // On another day.
            _ = try await drive.save([4, 5], as: "EDS-2")
            #expect(try await !stick.listing().contains(".part"))
        }
    }

    @Test("a full stick is refused when it is looked at, and when it is saved on; nothing is left of the try")
    func full() async throws {
        try await with { tree, stick, drive in
            await stick.detach()
            let filler = try tree.folder.write("filler", [UInt8](repeating: 1, count: 7 << 20))
            for name in ["a", "b"] {
                _ = try await Tool.run("debugfs", ["-w", "-R", "write \(filler) \(name)", stick.image])
            }
            let loop = try await Tool.run("losetup", [stick.device, stick.image])
            #expect(loop.succeeded, "\(loop.standardError)")
            #expect(await drive.look() == .refused(.stickFull))
            #expect(await failure { _ = try await drive.save(bytes, as: "EDS") } == .stickFull)
            #expect(try await !stick.listing().contains("EDS"))
            #expect(try !isMounted(tree))
        }
    }

    @Test("the same file again: one file, whatever its number, and others stay")
    func again() async throws {
        try await with { tree, stick, drive in
            _ = try await drive.save([1, 2, 3], as: "EDS")
            for _ in 0..<3 { #expect(try await drive.save(bytes, as: "EDS").name == "EDS-2.p12") }
            #expect(try await stick.listing().matches(of: /p12/).count == 2)
            #expect(try await stick.bytes(of: "EDS-2.p12", in: tree) == bytes)
        }
    }

    @Test(
        "a file that a pulled stick has in its journal alone: the same bytes count, others stay",
        arguments: [true, false])
    func journal(_ isSame: Bool) async throws {
        try await with(
            { tree, stick, drive in
                let old = isSame ? bytes : [1, 2, 3]
                try await stick.pullAfterWriting(old, as: "EDS.p12", in: tree)
                #expect(try await !stick.listing().contains("EDS.p12"), "in the journal alone")
                let file = try await drive.save(bytes, as: "EDS")
                #expect(file == StickFile(name: isSame ? "EDS.p12" : "EDS-2.p12", bytes: bytes))
                #expect(try await stick.bytes(of: "EDS.p12", in: tree) == old)
                #expect(try await stick.listing().matches(of: /p12/).count == (isSame ? 1 : 2))
                #expect(try await !stick.listing().contains(".part"))
                #expect(try !isMounted(tree))
            }, megabytes: 32)
    }

    @Test(
        "each call of a saving fails once, with the stick there or pulled: a file is whole or absent, and a retry makes one",
        arguments: [false, true])
    func failingCalls(_ isPulled: Bool) async throws {
        try await with({ tree, stick, drive in
            var (number, failed) = (1, 0)
            while failed == number - 1 {
                // A name and bytes of its own for each try.
                let name = "EDS-\(number)"
                let content = bytes + [UInt8(truncatingIfNeeded: number)]
                let fault = CallFault(at: number) { if isPulled { tree.pull("sdb") } }
                let failing = USBStickDrive(
                    mountPoint: tree.mountPoint, sysfs: tree.sysfs, devices: tree.devices, log: { _ in },
                    check: { call throws(Failure) in try fault.check(call, forGood: isPulled) })
                let code = await failure { _ = try await failing.save(content, as: name) }
                if let code {
                    failed += 1
                    #expect(code == (isPulled ? .stickRemoved : .stickFault), "\(fault.failedAt)")
                    let isThere = try await stick.listing().contains("\(name).p12")
                    #expect(isPulled || !isThere, "told as not saved: \(fault.failedAt)")
                    if isThere { #expect(try await stick.bytes(of: "\(name).p12", in: tree) == content) }
                    if isPulled { try tree.plug("sdb", sequence: number + 1) }
                }
                #expect(try await drive.save(content, as: name).name == "\(name).p12", "\(fault.failedAt)")
                let listing = try await stick.listing()
                #expect(!listing.contains(".part") && !listing.contains("\(name)-2"), "\(fault.failedAt)")
                #expect(try await stick.bytes(of: "\(name).p12", in: tree) == content)
                #expect(try !isMounted(tree))
                number += 1
                try #require(number < 40)
            }
            #expect(failed >= 8, "open, write, fsync, rename, and what is read back")
        })
    }

    @Test("a write-protected medium that looks writable in sysfs: told when it is written")
    func readOnly() async throws {
        try await with(
            { tree, stick, drive in
                #expect(await failure { _ = try await drive.save(bytes, as: "EDS") } == .stickReadOnly)
                let (mounted, listing) = (try isMounted(tree), try await stick.listing())
                #expect(!mounted && !listing.contains("EDS"))
            }, readOnly: true)
    }

    @Test("pulled: gone before the saving, and gone with its node; never a success")
    func pulled() async throws {
        try await with { tree, stick, drive in
            #expect(await drive.look() == .ready)
            tree.pull("sdb")
            #expect(await failure { _ = try await drive.save(bytes, as: "EDS") } == .stickRemoved)
            try tree.plug("sdb", sequence: 2)
            unlink(tree.folder.file("dev/sdb"))
            #expect(await failure { _ = try await drive.save(bytes, as: "EDS") } == .stickUnreadable)
            #expect(try await !stick.listing().contains("EDS"))
        }
    }

    @Test("a damaged file system is refused, with nothing mounted")
    func damaged() async throws {
        try await with { tree, stick, drive in
            await stick.detach()
            let handle = try #require(FileHandle(forWritingAtPath: stick.image))
            // The superblock's geometry; its magic number stays.
            try handle.seek(toOffset: 1024)
            handle.write(Data(repeating: 0xFF, count: 48))
            try handle.close()
            let loop = try await Tool.run("losetup", [stick.device, stick.image])
            #expect(loop.succeeded, "\(loop.standardError)")
            let sight = await drive.look()
            #expect(sight == .refused(.stickUnreadable), "\(sight)")
            #expect(try !isMounted(tree))
        }
    }

    @Test("names and sizes that no key file has are not even tried", arguments: ["", "../x", "a/b", "ключ", ".x"])
    func names(_ name: String) async throws {
        let tree = try PortTree()
        try tree.plug("sdb")
        let drive = USBStickDrive(mountPoint: tree.mountPoint, sysfs: tree.sysfs, devices: tree.devices)
        #expect(await failure { _ = try await drive.save([1], as: name) } == .stickFault)
        #expect(await failure { _ = try await drive.save([], as: "EDS") } == .stickFault)
    }
}
