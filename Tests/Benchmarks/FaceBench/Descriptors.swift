import ArgumentParser
import FaceEvaluation
import FaceMatching
import FoundationEssentials

/// `face-bench descriptors PICTURE...`: the 128 numbers of each picture of people who gave theirs for tests, a line of
/// JSON each, for the comparison with python's face_recognition.
struct Descriptors: ParsableCommand {
    @Argument var pictures: [String]
    @Option var models: String

    func run() throws {
        let comparison = try PictureComparison(files: ModelFiles(folder: models))
        for picture in pictures {
            let template = try comparison.finding(of: try PictureFile.load(picture)).template
            say(String(decoding: try JSONEncoder().encode(template.numbers), as: UTF8.self))
        }
    }
}
