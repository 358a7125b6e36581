import ArgumentParser
import FaceMatching
import FoundationEssentials
import HelperProtocol
import KioskDevices

/// What a comparison prints.
private struct MatchResult: Encodable {
    var distance: Double
    var threshold: MatchThreshold
    var match: Bool
}

/// `kiosk-vision match A B`: one portrait against one picture. Exit status 0 match, 1 none, 2 not possible.
struct Match: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Compares two JPEG pictures.")

    @Argument(help: "The portrait.") var portrait: String
    @Argument(help: "The other picture.") var picture: String
    @Option(help: "Folder of the weight files.") var models: String
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let result: MatchResult
        do {
            let comparison = try PictureComparison(files: ModelFiles(folder: models))
            let one = try comparison.template(try bytes(portrait), mirrored: true)
            let other = try comparison.template(try bytes(picture), mirrored: false)
            let distance = one.distance(to: other)
            result = MatchResult(
                distance: distance, threshold: .shipped, match: distance <= MatchThreshold.shipped.distance)
        } catch {
            print("kiosk-vision: \(error)")
            throw ExitCode(2)
        }
        print(json ? try line(result) : "\(result.match ? "match" : "no match") \(result.distance)")
        if !result.match { throw ExitCode(1) }
    }
}

/// A whole file.
func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

/// One line of JSON.
func line(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}
