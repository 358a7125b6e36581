import Testing

/// The arrows between targets go one way only (docs/architecture.md).
@Suite("Architecture: arrows between targets")
struct ArrowTests {
    /// Device drivers, each of which must be replaceable without the others.
    private static let drivers = ["CardReaderPCSC", "CameraSource", "FaceMatching", "SlipPrinter"]

    /// Who may touch C, by C target.
    private static let corners: [String: Set<String>] = [
        "CPCSC": ["CardReaderPCSC"],
        "CPQ": ["PostgreSQLStore"],
        "CPKCS11": ["CModuleLoader", "TokenModules"],
        "CModuleLoader": ["TokenModules"],
        "CPKCS12": ["KeyFiles"],
        "CTSS": ["MachineKeys"],
        "CGOST": ["GOST"],
        "CPrimitives": ["TravelDocument", "SmartCard"],
        "CLibXML2": ["CXMLSignature", "XMLSignature"],
        "CXMLSignature": ["XMLSignature"],
        "CTurboJPEG": ["JPEGCodec"],
        "COpenJPEG": ["JPEGCodec"],
        "CPango": ["SlipRaster", "SlipPrinter", "FaceEvaluation"],
        "CPictureWarp": ["VirtualCamera"],
        "CQREncode": ["SlipPrinter", "VirtualCamera"],
        "CZBar": ["CodeReading"],
        "CFace": ["FaceMatching"],
        "CFacePack": ["FacePack"],
        "CKiosk": [
            "KioskDevices", "CameraSource", "SlipPrinter", "KioskDaemon", "kiosk-vision", "kiosk-sign", "kiosk-token",
            "kiosk-stick", "kiosk-portal",
        ],
    ]

    @Test("Domain uses no target and no library")
    func domainUsesNothing() async throws {
        let domain = try #require(try await Manifest.load()["KioskDomain"])
        #expect(domain.uses.isEmpty)
    }

    @Test("no product is linked with test support")
    func productsWithoutTestSupport() async throws {
        let manifest = try await Manifest.load()
        for (product, targets) in manifest.products {
            for target in targets {
                #expect(!manifest.closure(of: target).contains("KioskTestSupport"), "\(product)")
            }
        }
    }

    @Test("R1: only kiosk-sim is linked with virtual parts and scripted people")
    func virtualPartsOutside() async throws {
        let manifest = try await Manifest.load()
        #expect(manifest.products.keys.contains("kiosk-sim"))
        for (product, targets) in manifest.products where product != "kiosk-sim" {
            let linked = targets.reduce(into: Set<String>()) { $0.formUnion(manifest.closure(of: $1)) }
            let virtual = linked.filter { $0.hasPrefix("Virtual") || $0 == "ScriptedPeople" }
            #expect(virtual.isEmpty, "\(product)")
        }
    }

    @Test("drivers never reach each other", arguments: drivers)
    func driversApart(driver: String) async throws {
        let manifest = try await Manifest.load()
        try #require(manifest[driver] != nil)
        let others = Set(Self.drivers).subtracting([driver])
        #expect(manifest.closure(of: driver).isDisjoint(with: others))
    }

    @Test("the process that holds PINs and keys is linked with no picture, face or camera code (DESIGN 2)")
    func daemonParsesNoPictures() async throws {
        let linked = try await Manifest.load().closure(of: "kioskd")
        let ofPictures: Set = ["CFace", "CTurboJPEG", "JPEGCodec", "FaceMatching", "CameraSource", "CodeReading"]
        #expect(linked.isDisjoint(with: ofPictures))
    }

    @Test("C is used by its corners only")
    func cornersOfC() async throws {
        let manifest = try await Manifest.load()
        let known = Set(Self.corners.keys)
        for target in manifest.targets where target.type != "test" {
            for corner in known.intersection(target.uses) {
                #expect(Self.corners[corner]?.contains(target.name) == true, "\(target.name) uses \(corner)")
            }
        }
        // CMS is a standard's name, not a corner.
        let allC = manifest.targets.filter { $0.type != "test" }.map(\.name)
            .filter { $0.wholeMatch(of: /C[A-Z].*/) != nil && $0 != "CMS" }
        #expect(Set(allC) == known)
    }

    @Test("C is imported by its corners only")
    func importsOfC() throws {
        let imported = /^\s*(?:\w+ )?import (C[A-Z][A-Za-z]*)\b/
        for file in try Repository.files("Sources", ending: ".swift") {
            let target = file.split(separator: "/")[1]
            for line in try Repository.text(file).split(separator: "\n") {
                guard let module = line.firstMatch(of: imported)?.output.1, !module.hasPrefix("CryptoE") else {
                    continue
                }
                guard let users = Self.corners[String(module)] else { continue }
                #expect(users.contains(String(target)), "\(file) imports \(module)")
            }
        }
    }
}
