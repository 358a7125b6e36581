import Crypto
import FacePack
import FoundationEssentials
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@Suite("Face pack: the manifest (facts/face.md 6.2)")
struct PackManifestTests {
    @Test("a pack whose models have hash and calibration record is accepted, and gives the bytes that were hashed")
    func accepted() throws {
        let pack = try TestPack()
        let file = try PackFile(manifest: pack.write())
        #expect(file.manifest.name == "test pack")
        #expect(try file.bytes(of: .detector) == Data("detector".utf8))
        #expect(try file.bytes(of: .liveness) == Data("liveness".utf8))
    }

    /// One fault each: what is changed, and what the technician reads.
    private static let faults: [(String, @Sendable (inout PackManifest) -> Void)] = [
        ("no calibration record", { $0.models[1].calibration = nil }),
        ("sha256 is missing", { $0.models[1].sha256 = "" }),
        ("sha256 is missing", { $0.models[0].sha256 = $0.models[0].sha256.uppercased() + "" }),
        ("made with other weights", { $0.models[1].calibration?.models = [] }),
        ("names no data set", { $0.models[1].calibration?.population = "" }),
        ("names no data set", { $0.models[1].calibration?.people = 0 }),
        ("counts of the calibration", { $0.models[1].calibration?.falseMatches = 1_000_000 }),
        ("counts of the calibration", { $0.models[1].calibration?.impostors = 0 }),
        ("not the calibrated one", { $0.models[1].threshold = 0.9 }),
        ("metric is missing", { $0.models[1].metric = nil }),
        ("template is missing", { $0.models[1].template = nil }),
        ("an input of 112 by 112", { $0.models[1].input.width = 96 }),
        ("multiple of 32", { $0.models[0].input.width = 300 }),
        ("not 16…1024", { $0.models[0].input.height = 32_000 }),
        ("not BGR of 0…255", { $0.models[2].input.scale = 1 / 255 }),
        ("not BGR of 0…255", { $0.models[2].input.channels = .rgb }),
        ("crop is missing", { $0.models[2].crop = nil }),
        ("liveIndex", { $0.models[2].liveIndex = nil }),
        ("plain file name", { $0.models[0].file = "../detector.onnx" }),
        ("plain file name", { $0.models[0].file = ".hidden" }),
        ("two models are the detector", { $0.models[2] = $0.models[0] }),
        ("there is no matcher", { $0.models.remove(at: 1) }),
        ("format is not", { $0.format = "psc-kiosk.face-pack/2" }),
        ("three figures", { $0.models[0].input.mean = [0] }),
        ("scale is not", { $0.models[0].input.scale = 0 }),
    ]

    @Test("each missing or impossible field is refused with face.pack-refused, and named", arguments: faults.indices)
    func refused(index: Int) throws {
        let (words, change) = Self.faults[index]
        var pack = try TestPack()
        let before = pack.manifest
        change(&pack.manifest)
        try #require(pack.manifest != before, "the fault changes nothing")
        let path = try pack.write()
        do {
            _ = try PackFile(manifest: path)
            Issue.record("accepted: \(words)")
        } catch {
            #expect(error.code == .packRefused)
            #expect(error.detail.contains(words), "\(error.detail)")
        }
    }

    @Test("another file under the same name is refused, and so is one that is gone")
    func otherFile() throws {
        let pack = try TestPack()
        let file = try PackFile(manifest: pack.write())
        _ = try pack.folder.write("matcher.onnx", "another".utf8)
        let changed = #expect(throws: Failure.self) { try file.bytes(of: .matcher) }
        #expect(changed?.code == .packRefused && changed?.detail.contains("another SHA-256") == true)
        try FileManager.default.removeItem(atPath: pack.folder.file("matcher.onnx"))
        #expect(throws: Failure.self) { try file.bytes(of: .matcher) }
    }

    @Test("no JSON, another shape, a huge file, no file: refused with the place")
    func notManifests() throws {
        let folder = try TemporaryFolder("pack")
        let texts = [
            "": "not a manifest", "[]": "not a manifest", #"{"format":"x","name":"y"}"#: "models is missing",
            #"{"format":"x","name":"y","models":[{"role":"hat"}]}"#: "models.0.role",
            String(repeating: " ", count: 70_000): "more than",
        ]
        for (text, words) in texts {
            let path = try folder.write("pack.json", text.utf8)
            let failure = #expect(throws: Failure.self) { try PackFile(manifest: path) }
            #expect(
                failure?.code == .packRefused && failure?.detail.contains(words) == true, "\(failure?.detail ?? "")")
        }
        #expect(throws: Failure.self) { try PackFile(manifest: folder.file("none.json")) }
    }

    @Test("random bytes in a manifest never crash")
    func mutations() throws {
        var random = SplitMix64(seed: 41)
        let pack = try TestPack()
        let bytes = try JSONEncoder().encode(pack.manifest)
        for _ in 0..<300 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = damaged.indices.randomElement(using: &random) ?? damaged.startIndex
                damaged[place] = UInt8.random(in: .min ... .max, using: &random)
            }
            let path = try pack.folder.write("pack.json", damaged)
            _ = try? PackFile(manifest: path)
        }
    }
}

/// A pack on the disk with three files that are no networks.
struct TestPack {
    let folder: TemporaryFolder
    var manifest: PackManifest

    init() throws {
        folder = try TemporaryFolder("pack")
        var models: [PackModel] = []
        for role in PackModel.Role.allCases {
            _ = try folder.write("\(role.rawValue).onnx", role.rawValue.utf8)
            models.append(Self.model(role, Data(role.rawValue.utf8)))
        }
        manifest = PackManifest(name: "test pack", models: models)
    }

    /// A model that the rules accept.
    static func model(_ role: PackModel.Role, _ bytes: Data, size: (Int, Int)? = nil) -> PackModel {
        let hash = SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0\(digits)" : digits
        }.joined()
        let name = "\(role.rawValue).onnx"
        let threshold = [.detector: 0.6, .matcher: 0.637, .liveness: 0.8][role] ?? 0.5
        let record = CalibrationRecord(
            distance: threshold, frames: 5, protocolName: "all pairs", population: "a test's people", people: 40,
            genuine: 3600, impostors: 78_000, falseNonMatches: 24, falseMatches: 1,
            models: [ModelIdentity(name: name, sha256: hash)], made: "2026-01-01")
        let side = role == .detector ? (64, 64) : role == .matcher ? (112, 112) : (80, 80)
        let (width, height) = size ?? side
        return PackModel(
            role: role, file: name, sha256: hash,
            input: PackInput(width: width, height: height, channels: role == .matcher ? .rgb : .bgr),
            template: role == .matcher ? .fivePoints112 : nil, metric: role == .matcher ? .cosine : nil,
            crop: role == .liveness ? 2.7 : nil, liveIndex: role == .liveness ? 1 : nil, threshold: threshold,
            calibration: record)
    }

    func write() throws -> String { try folder.write("pack.json", JSONEncoder().encode(manifest)) }
}
