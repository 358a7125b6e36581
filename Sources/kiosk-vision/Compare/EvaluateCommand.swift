import ArgumentParser
import FaceMatching
import FoundationEssentials
import HelperProtocol

/// What an evaluation prints: counts, so that nobody reads more into them than there is.
private struct Evaluation: Encodable {
    var people = 0
    var pictures = 0
    var withoutFace = 0
    var threshold = MatchThreshold.shipped
    var genuine = 0
    var falseNonMatches = 0
    var impostor = 0
    var falseMatches = 0
}

/// `kiosk-vision evaluate FOLDER`: a folder of JPEG pictures per person; each picture against each other one.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Counts false matches and false non-matches over a folder with a folder of JPEG pictures per person.")

    @Argument(help: "The folder.") var folder: String
    @Option(help: "Folder of the weight files.") var models: String
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let comparison = try PictureComparison(files: ModelFiles(folder: models))
        var result = Evaluation()
        var people: [[PictureComparison.Template]] = []
        for person in try names(folder) {
            var templates: [PictureComparison.Template] = []
            for picture in try names("\(folder)/\(person)") where picture.hasSuffix(".jpg") {
                result.pictures += 1
                let jpeg = try bytes("\(folder)/\(person)/\(picture)")
                if let template = try? comparison.template(jpeg, mirrored: false) {
                    templates.append(template)
                } else {
                    result.withoutFace += 1
                }
            }
            people.append(templates)
        }
        result.people = people.count
        count(people, &result)
        print(
            json
                ? try line(result)
                : "\(result.falseNonMatches) of \(result.genuine) genuine pairs refused, "
                    + "\(result.falseMatches) of \(result.impostor) impostor pairs accepted")
    }

    private func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    private func count(_ people: [[PictureComparison.Template]], _ result: inout Evaluation) {
        let limit = result.threshold.distance
        for (index, person) in people.enumerated() {
            for (number, template) in person.enumerated() {
                for other in person[(number + 1)...] {
                    result.genuine += 1
                    if template.distance(to: other) > limit { result.falseNonMatches += 1 }
                }
                for other in people[(index + 1)...].joined() {
                    result.impostor += 1
                    if template.distance(to: other) <= limit { result.falseMatches += 1 }
                }
            }
        }
    }
}
