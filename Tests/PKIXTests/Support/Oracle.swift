import FoundationEssentials
import KioskTestSupport
import PKIX
import Testing

/// BouncyCastle as the other side of the GOST tests, by the small program beside.
enum Oracle {
    static let library = "/usr/share/java/bcprov.jar"

    /// Answers a list of commands, one line each.
    static func answers(_ commands: [String], file: String = #filePath) async throws -> [String] {
        try RealPart.require(programs: "java", "javac")
        let folder = try TemporaryFolder("oracle")
        try RealPart.require(FileManager.default.fileExists(atPath: library), "libbcprov-java is not installed")
        let list = try folder.write("commands", Array(commands.joined(separator: "\n").utf8))
        let program = file.split(separator: "/").dropLast(2).joined(separator: "/")
        let output = try await Tool.run(
            "java", ["-cp", library, "/\(program)/Oracle/GOSTOracle.java", list])
        try #require(output.succeeded, "\(output.standardError)")
        return output.standardOutput.split(separator: "\n").map(String.init)
    }

    /// How the oracle calls a suite.
    static func name(_ algorithm: KeyAlgorithm) -> String {
        switch algorithm {
        case .gost2004: "2004"
        case .gost2015_256: "256"
        case .gost2015_512: "512"
        default: ""
        }
    }
}
