import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

/// Where the built programs and the things beside them are.
enum Programs {
    /// Beside the program that runs the tests, or where `KIOSK_PROGRAMS` says; an absolute path is taken as it is.
    static func path(_ name: String) throws -> String {
        let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
        try RealPart.require(access(path, X_OK) == 0, "\(path) is not built")
        return path
    }

    /// `Tests/EndToEndTests`
    static let tests = parent(parent(#filePath))
    /// The folder of the package.
    static let package = RealPart.environment("KIOSK_PACKAGE") ?? parent(parent(tests))

    /// In which browsers walk: all, unless `KIOSK_TEST_LANGUAGES` names some, such as `kk`.
    static let languages =
        RealPart.environment("KIOSK_TEST_LANGUAGES")?.split(separator: ",").map(String.init) ?? ["kk", "ru", "en"]

    /// Face models and test pictures.
    static func models() throws -> String {
        let folder = "\(package)/.models"
        let files = ["dlib_face_recognition_resnet_model_v1.dat", "obama3.jpg", "obama.jpg", "biden.jpg"]
        try RealPart.require(
            files.allSatisfy { access("\(folder)/\($0)", R_OK) == 0 }, "the face models are not in .models")
        return folder
    }

    /// Python with Playwright in it, for Debian's Chromium.
    static func playwright() async throws -> String {
        try RealPart.require(programs: "chromium", "chromium-headless-shell")
        try RealPart.require(await hasPlaywright.value, "Playwright for Python is not installed in .venv")
        return python
    }

    private static let python = "\(package)/.venv/bin/python3"
    /// Asked once: a start of Python takes as long as many a test.
    private static let hasPlaywright = Task {
        (try? await Tool.run(python, ["-c", "import playwright"]))?.succeeded == true
    }

    private static let folder: String = {
        if let named = RealPart.environment("KIOSK_PROGRAMS") { return named }
        return parent((try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/")
    }()

    private static func parent(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path
    }
}
