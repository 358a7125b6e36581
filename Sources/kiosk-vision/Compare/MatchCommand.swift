import ArgumentParser
import FaceEvaluation
import FaceMatching
import FoundationEssentials
import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain

/// What a comparison prints.
private struct MatchResult: Encodable {
    /// One of the two pictures.
    struct Side: Encodable {
        var file: String
        /// Nil: it can be compared.
        var code: FailureCode?
        var detail: String?
        /// Pixels, after a small picture was enlarged.
        var width: Int?
        var height: Int?
        /// Why a kiosk would refuse it as a portrait.
        var problem: ReferenceProblem?
        /// What a person in front of the camera would be told.
        var guidance: Guidance?
        var measures: QualityMeasures?
        /// How live the face looks to a model of the pack; never part of the decision.
        var live: Double?
    }

    var portrait: Side
    var picture: Side
    /// `match`, `no-match`, or `not-possible` when one of the pictures has a code.
    var decision: String
    var distance: Double?
    var threshold: MatchThreshold
    var matcher: String
    var models: [ModelIdentity]
}

/// `kiosk-vision match A B`: one portrait against one picture.
struct Match: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compares a portrait with a picture.",
        discussion: """
            Pictures are JPEG, JPEG 2000, PNG or PGM; one narrower than 200 pixels is enlarged first. Exit status: 0 match, \
            1 no match, 2 not possible (the code says why).

            Examples:
              kiosk-vision match portrait.jpg frame.png --models /usr/share/psc-kiosk/models
              kiosk-vision match portrait.jp2 frame.jpg --models .models --json
            """)

    @Argument(help: "The portrait.", completion: .file()) var portrait: String
    @Argument(help: "The other picture.", completion: .file()) var picture: String
    @Option(help: "Folder of the weight files.") var models: String = Evaluate.packagedModels
    @Option(help: "Greatest distance that is a match; default that of this kiosk.") var threshold: Double?
    @Option(help: "Manifest of a pack of models to compare by, in place of dlib's network.") var pack: String?
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        try checkThreshold(threshold, pack: pack)
    }

    func run() throws {
        let comparison = try comparison(models, pack: SitePack(pack))
        let one = look(at: portrait, comparison)
        let other = look(at: picture, comparison)
        let limit =
            threshold.map { MatchThreshold(distance: $0, frames: 1, derivation: "given on the command line") }
            ?? comparison.threshold
        let distance = one.finding.flatMap { one in
            other.finding.map { one.template.distance(to: $0.template) }
        }
        let decision = distance.map { $0 <= limit.distance ? "match" : "no-match" } ?? "not-possible"
        let result = MatchResult(
            portrait: one.side, picture: other.side, decision: decision, distance: distance, threshold: limit,
            matcher: comparison.matcher, models: comparison.models)
        print(json ? try line(result) : text(result))
        if decision != "match" { throw ExitCode(decision == "no-match" ? 1 : 2) }
    }

    private func look(
        at path: String, _ comparison: PictureComparison
    ) -> (side: MatchResult.Side, finding: PictureComparison.Finding?) {
        var side = MatchResult.Side(file: path)
        do {
            let picture = PictureFile.enlarged(try PictureFile.load(path))
            (side.width, side.height) = (picture.width, picture.height)
            let finding = try comparison.finding(of: picture)
            side.problem = finding.problem
            side.guidance = finding.guidance
            side.measures = finding.measures
            side.live = finding.live
            return (side, finding)
        } catch let failure as Failure {
            side.code = failure.code
            side.detail = failure.detail
        } catch {
            side.code = .referenceMissing
            side.detail = "\(error)"
        }
        return (side, nil)
    }

    private func text(_ result: MatchResult) -> String {
        var lines: [String] = []
        for (name, side) in [("portrait", result.portrait), ("picture", result.picture)] {
            if let code = side.code {
                lines.append("\(name) \(side.file): \(code.rawValue), \(side.detail ?? "")")
                continue
            }
            let remarks = [
                side.problem.map { "a kiosk refuses it as a portrait: \($0.rawValue)" }, side.guidance?.rawValue,
            ]
            let eyes = side.measures?.eyeDistance.map { ", \(Int($0)) px between the eyes" } ?? ""
            lines.append("\(name) \(side.file): \(remarks.compactMap { $0 }.joined(separator: ", "))\(eyes)")
        }
        let distance = result.distance.map { " at distance \(decimals($0, 3)), threshold \(result.threshold.distance)" }
        lines.append("\(result.decision)\(distance ?? "")")
        return lines.joined(separator: "\n")
    }
}

/// A threshold of the command line fits the matcher: dlib's distances are euclidean, those of a pack cosines.
func checkThreshold(_ threshold: Double?, pack: String?) throws {
    let range = pack == nil ? 0.1...0.6 : 0.01...1.5
    guard threshold.map(range.contains) ?? true else {
        throw ValidationError("--threshold is between \(range.lowerBound) and \(range.upperBound)")
    }
}

/// The matcher, or exit status 2 with its code.
func comparison(_ models: String, pack: (any MatcherSource)?) throws -> PictureComparison {
    do throws(Failure) {
        return try PictureComparison(files: ModelFiles(folder: models), pack: pack)
    } catch {
        refuse("\(error.code.rawValue): \(error.detail)")
        throw ExitCode(2)
    }
}
