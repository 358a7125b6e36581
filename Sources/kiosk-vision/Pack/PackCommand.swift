import ArgumentParser
import FacePack
import HelperProtocol
import KioskDevices
import KioskDomain

/// `kiosk-vision pack FILE`: whether a pack of face models would be used, and if not, why.
struct Pack: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Judges a pack of face models: manifest, hashes, calibration records.",
        discussion: """
            A build with the trait ONNXPack also loads the models and runs each once. Exit status: 0 accepted, 2 refused
            (face.pack-refused names model and field).

            EXAMPLES
              kiosk-vision pack /etc/psc-kiosk/pack/pack.json
              kiosk-vision pack pack.json --json
            """)

    @Argument(help: "The manifest; the models lie beside it.", completion: .file()) var file: String
    @Flag(help: "Print JSON.") var json = false

    private struct Outcome: Encodable {
        var accepted: Bool
        /// The models were loaded and run; false when this build cannot.
        var ran: Bool
        var code: FailureCode?
        var detail: String?
        var manifest: PackManifest?
    }

    func run() throws {
        let outcome = judge()
        if json {
            print(try line(outcome))
        } else if let manifest = outcome.manifest {
            print("\(manifest.name): accepted\(outcome.ran ? ", loaded and run" : "; this build cannot run it")")
            for model in manifest.models {
                print("  \(model.role.rawValue)  \(model.file)  \(model.calibration?.threshold.derivation ?? "")")
            }
        } else {
            print("\(outcome.code?.rawValue ?? ""): \(outcome.detail ?? "")")
        }
        if !outcome.accepted { throw ExitCode(2) }
    }

    private func judge() -> Outcome {
        do throws(Failure) {
            let pack = try PackFile(manifest: file)
            #if ONNXPack
            _ = try PackEngine(pack)
            return Outcome(accepted: true, ran: true, manifest: pack.manifest)
            #else
            for role in PackModel.Role.allCases { _ = try pack.bytes(of: role) }
            return Outcome(accepted: true, ran: false, manifest: pack.manifest)
            #endif
        } catch {
            return Outcome(accepted: false, ran: false, code: error.code, detail: error.detail)
        }
    }
}
