import FoundationEssentials
import Glibc
import KioskDevices
import KioskTestSupport
import Testing

@Suite("Small private files")
struct PrivateFileTests {
    @Test("whole, for this user only, read again; nil where there is none; an error names the step")
    func life() throws {
        let folder = try TemporaryFolder("private")
        let path = folder.file("a.pem")
        #expect(try PrivateFile.read(path) == nil)
        try PrivateFile.write(path, [1, 2, 3])
        try PrivateFile.write(path, [4])
        #expect(try PrivateFile.read(path) == Data([4]))
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        let error = #expect(throws: PrivateFileError.self) {
            try PrivateFile.write(folder.file("gone/a.pem"), [1])
        }
        #expect(error?.step == "create" && error?.number == ENOENT)
    }
}
