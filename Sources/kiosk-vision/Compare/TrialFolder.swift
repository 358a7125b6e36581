public import FaceEvaluation
public import FaceMatching
import FoundationEssentials
import KioskDevices

extension PictureComparison.Template: FusableTemplate {}

/// Why a folder is none of a trial.
struct TrialFolderError: Error {
    var description: String
}

/// A folder with a folder per person with pictures, looked at.
struct TrialFolder {
    /// A picture that takes no part.
    struct Refused: Encodable {
        var file: String
        var reason: String
    }

    /// What became of the pictures.
    struct Acquisition: Encodable {
        var people = 0
        var pictures = 0
        var used = 0
        /// Pictures that were small and were enlarged.
        var enlarged = 0
        /// Failures to acquire: pictures in which no single face was found. They take no part in the rates.
        var withoutFace = 0
        /// Files that are no picture.
        var unreadable = 0
        /// Of the pictures without a single face and of the unreadable ones, the first hundred.
        var refused: [Refused] = []
        /// People with a single usable picture: they take part in impostor trials only.
        var withOnePicture: [String] = []
        /// People of whom no picture is usable: they take no part.
        var withoutPicture: [String] = []
    }

    private(set) var people: [EnrolledPerson<PictureComparison.Template>] = []
    private(set) var acquisition = Acquisition()

    /// Looks at every picture.
    ///
    /// - Throws: `TrialFolderError` when the folder is missing or holds fewer than two people with pictures.
    init(_ path: String, _ comparison: PictureComparison) throws(TrialFolderError) {
        let files = try Self.files(path)
        var progress = Progress("pictures looked at", of: files.reduce(0) { $0 + $1.pictures.count })
        for (name, pictures) in files {
            var person = EnrolledPerson<PictureComparison.Template>(name: name, templates: [])
            for picture in pictures {
                look(at: "\(path)/\(name)/\(picture)", as: "\(name)/\(picture)", comparison, &person)
                progress.tell(acquisition.pictures)
            }
            acquisition.people += 1
            switch person.templates.count {
            case 0: acquisition.withoutPicture.append(name)
            case 1: acquisition.withOnePicture.append(name)
            default: break
            }
            if !person.templates.isEmpty { people.append(person) }
        }
        guard people.count >= 2 else {
            throw TrialFolderError(
                description: "\(path): usable pictures of \(people.count) people, two are needed. "
                    + "It has to hold a folder for each person, with at least two pictures in each.")
        }
    }

    private mutating func look(
        at path: String, as name: String, _ comparison: PictureComparison,
        _ person: inout EnrolledPerson<PictureComparison.Template>
    ) {
        acquisition.pictures += 1
        do {
            let small = try PictureFile.load(path)
            let picture = PictureFile.enlarged(small)
            let finding = try comparison.finding(of: picture)
            if picture !== small { acquisition.enlarged += 1 }
            acquisition.used += 1
            person.templates.append(finding.template)
        } catch let failure as Failure {
            acquisition.withoutFace += 1
            refused(name, failure.detail)
        } catch {
            acquisition.unreadable += 1
            refused(name, "\(error)")
        }
    }

    private mutating func refused(_ file: String, _ reason: String) {
        if acquisition.refused.count < 100 { acquisition.refused.append(Refused(file: file, reason: reason)) }
    }

    /// The people's folders and their files by name; those that begin with a dot are none of ours.
    private static func files(_ path: String) throws(TrialFolderError) -> [(name: String, pictures: [String])] {
        let manager = FileManager.default
        var isFolder = false
        guard manager.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
            throw TrialFolderError(description: "\(path) is no folder")
        }
        let names = (try? manager.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted(by: naturally).compactMap { name in
            guard manager.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder), isFolder else { return nil }
            let pictures = (try? manager.contentsOfDirectory(atPath: "\(path)/\(name)")) ?? []
            return (name, pictures.filter { !$0.hasPrefix(".") }.sorted(by: naturally))
        }
    }

    /// `2.pgm` before `10.pgm`.
    private static func naturally(_ one: String, _ other: String) -> Bool {
        (one.count, one) < (other.count, other)
    }
}
