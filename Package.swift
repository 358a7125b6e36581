// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is built alike: Swift 6 mode, explicit imports, warnings are errors.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// The products of other packages, by the name of the library.
enum Library {
    static let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
    static let log = Target.Dependency.product(name: "Logging", package: "swift-log")
    static let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
    static let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
    static let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
    static let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
    static let database = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
    static let web = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
    static let webCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
    static let webTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
    static let webTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
    static let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
    static let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
    static let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
    static let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
    static let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
    static let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
    static let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
    static let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
    static let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
    static let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
    static let yaml = Target.Dependency.product(name: "Yams", package: "Yams")
    static let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
    static let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
    static let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
}

func part(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], settings: [SwiftSetting] = []
) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict + settings)
}

let package = Package(
    name: "psc-kiosk",
    products: [
        .executable(name: "kioskd", targets: ["kioskd"]),
        .executable(name: "kioskctl", targets: ["kioskctl"]),
        .executable(name: "kiosk-portal", targets: ["kiosk-portal"]),
        .executable(name: "kiosk-sim", targets: ["kiosk-sim"]),
        .executable(name: "kiosk-vision", targets: ["kiosk-vision"]),
        .executable(name: "kiosk-sign", targets: ["kiosk-sign"]),
        .executable(name: "kiosk-token", targets: ["kiosk-token"]),
        .executable(name: "kiosk-stick", targets: ["kiosk-stick"]),
    ],
    traits: [
        .trait(
            name: "ONNXPack",
            description: "Face models that a site brings by itself, run by OpenCV (docs/face-pack.md); off by default.")
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // C and C++ corners: module maps and shims only.
        .systemLibrary(name: "CPCSC", pkgConfig: "libpcsclite", providers: [.apt(["libpcsclite-dev"])]),
        .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CZBar", pkgConfig: "zbar", providers: [.apt(["libzbar-dev"])]),
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "CKiosk"),
        .systemLibrary(name: "CPKCS11", pkgConfig: "p11-kit-1", providers: [.apt(["libp11-kit-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "COpenJPEG", pkgConfig: "libopenjp2", providers: [.apt(["libopenjp2-7-dev"])]),
        .target(
            name: "CGOST",
            linkerSettings: [
                .linkedLibrary("hogweed"), .linkedLibrary("nettle"), .linkedLibrary("gmp"), .linkedLibrary("crypto"),
            ]),
        .target(
            name: "CTSS",
            linkerSettings: [.linkedLibrary("tss2-esys"), .linkedLibrary("tss2-mu"), .linkedLibrary("tss2-tctildr")]),
        .target(name: "CPrimitives", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CPKCS12", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CXMLSignature", dependencies: ["CLibXML2"]),
        .target(name: "CModuleLoader", dependencies: ["CPKCS11"], linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CPictureWarp", cSettings: [.unsafeFlags(["-O2"])]),
        .target(
            name: "CFace",
            cxxSettings: [.unsafeFlags(["-O3", "-DNDEBUG", "-std=c++17"])],
            linkerSettings: [
                .linkedLibrary("dlib"), .linkedLibrary("openblas"), .linkedLibrary("m"), .linkedLibrary("stdc++"),
            ]
        ),

        // Rules: pure, no I/O, no clock, no Foundation.
        part("KioskDomain"),
        part("KioskTexts", ["KioskDomain"]),

        // What every device has in common.
        part("KioskTime", ["KioskDomain"]),
        part("HallQueue", ["KioskDomain"]),
        part("HallContract", ["HallQueue", "KioskDomain", "KioskDevices"]),
        part("KioskDevices", ["KioskDomain", "CKiosk"]),

        // One driver each; drivers never import each other.
        part("SmartCard", ["CPrimitives", "KioskDomain", "KioskDevices", Library.crypto]),
        part("CardReaderPCSC", ["CPCSC", "KioskDomain", "KioskDevices", "SmartCard"]),
        part("StreamSockets", ["KioskDomain", "KioskDevices"]),
        part("HelperProtocol", ["KioskDomain", "KioskDevices", "StreamSockets"]),
        // People's USB sticks: only inside kiosk-stick.
        part("USBSticks", ["KioskDomain", "KioskDevices"]),
        part("JPEGCodec", ["CTurboJPEG", "COpenJPEG"]),
        // QR codes in pictures: only inside kiosk-vision.
        part("CodeReading", ["CZBar", "JPEGCodec"]),
        part("CameraSource", ["CKiosk", "JPEGCodec", "KioskDomain", "KioskDevices", "StreamSockets"]),
        part(
            "FaceMatching",
            ["CFace", "JPEGCodec", "HelperProtocol", "KioskDomain", "KioskDevices", Library.crypto]),
        // Error rates of a matcher: pictures in folders, statistics, their plot.
        part("FaceEvaluation", ["CPango", "JPEGCodec"]),
        part("SlipRaster", ["CPango"]),
        // What stands on slips: templates and layouts, shipped and the centre's own.
        part(
            "SlipDesign", ["SlipPrinter", "KioskDomain", "KioskDevices", Library.mustache, Library.yaml],
            resources: [.embedInCode("Resources")]),
        part("SlipPrinter", ["SlipRaster", "CPango", "CQREncode", "CKiosk", "KioskDomain", "KioskDevices"]),

        // Models that a site brings by itself: manifest and arithmetic always, OpenCV only with the trait.
        .target(
            name: "CFacePack",
            cxxSettings: [
                .define("KPACK_OPENCV", .when(traits: ["ONNXPack"])),
                .unsafeFlags(["-std=c++17", "-I/usr/include/opencv4"], .when(traits: ["ONNXPack"])),
            ],
            linkerSettings: [
                .linkedLibrary("opencv_dnn", .when(traits: ["ONNXPack"])),
                .linkedLibrary("opencv_core", .when(traits: ["ONNXPack"])),
                .linkedLibrary("stdc++", .when(traits: ["ONNXPack"])),
            ]),
        part(
            "FacePack",
            [
                .target(name: "CFacePack", condition: .when(traits: ["ONNXPack"])), "HelperProtocol", "JPEGCodec",
                "KioskDevices", "KioskDomain", Library.crypto,
            ]),

        // Certificates and signatures: structures and rules, no network, no key's whereabouts.
        part("GOST", ["CGOST", "KioskDomain", "KioskDevices"]),
        part("PKIX", ["GOST", "KioskDomain", "KioskDevices", Library.asn1, Library.crypto, Library.cryptoExtras]),
        part("CMS", ["PKIX", "KioskDomain", "KioskDevices", Library.asn1]),
        part(
            "TravelDocument",
            ["CPrimitives", "SmartCard", "CMS", "PKIX", "KioskDomain", "KioskDevices", Library.asn1]),

        // Documents and keys from outside: only inside kiosk-sign and kiosk-token.
        part("XMLSignature", ["CXMLSignature", "CLibXML2", "PKIX", "KioskDomain", "KioskDevices", Library.crypto]),
        // A folder of authorities and certificates for machines: the reference portal's and the hall's.
        part("LocalAuthority", ["PKIX", "KioskDomain", "KioskDevices", Library.asn1, Library.nioSSL]),
        // The key by which a machine is known, in a file or in a TPM.
        part(
            "MachineKeys",
            ["CTSS", "PKIX", "KioskDomain", "KioskDevices", Library.asn1, Library.crypto, Library.nio, Library.nioSSL]),
        part("KeyFiles", ["CPKCS12", "PKIX", "KioskDomain", "KioskDevices"]),
        part(
            "TokenModules",
            [
                "CModuleLoader", "CPKCS11", "HelperProtocol", "KioskDomain", "KioskDevices", Library.asn1,
                Library.crypto,
            ]),

        // Keys, wherever they live, for the daemon and the technician's command.
        part(
            "SigningKeys",
            [
                "KioskDomain", "KioskDevices", "SmartCard", "CardReaderPCSC", "HelperProtocol", Library.httpClient,
                Library.nio, Library.nioHTTP,
            ]),

        // What Kazakhstan's portals say to a signing program on the same machine.
        part("NCALayer", ["KioskDomain", "KioskDevices"]),
        part(
            "NCALayerDoor",
            [
                "NCALayer", "KioskDomain", "KioskDevices", Library.nio, Library.nioPosix,
                Library.nioHTTP, Library.nioWebSocket, Library.nioSSL, Library.crypto, Library.asn1, Library.x509,
                Library.log, Library.lifecycle,
            ],
            resources: [
                .embedInCode("Resources/sign-test.html"), .embedInCode("Resources/sign-test.js"),
                .embedInCode("Resources/sign-test.css"), .embedInCode("Resources/status.html"),
            ]),

        // Durable state and the portal.
        part(
            "KioskJournal",
            [
                "HallQueue", "PortalContract", "PortalSync", "KioskDomain", "KioskDevices", Library.database,
                Library.crypto, Library.log,
            ]),
        // Metrics in Prometheus' text format: a backend of swift-metrics.
        part("PrometheusText", [Library.metrics]),
        // The database of the portal: the words both engines know, and a part for each engine.
        part("SQLAccess"),
        part("SQLiteStore", ["SQLAccess", "KioskDevices", Library.database]),
        part("PostgreSQLStore", ["CPQ", "SQLAccess", "KioskDevices"]),
        part(
            "PortalContract", ["KioskDomain", Library.crypto, Library.httpTypes],
            resources: [.embedInCode("Resources/openapi.yaml")]),
        // What kiosk and portal decide when they sync: pure, run by both and by the simulation.
        part("PortalSync", ["PortalContract", "KioskDomain", "KioskDevices"]),
        // Sets of configuration and rule data: read, signed, and what a machine does with them.
        part("PushedConfiguration", ["PortalContract", "KioskDomain", "KioskDevices", Library.crypto]),
        part(
            "PortalClient",
            [
                "KioskDomain", "KioskDevices", "PKIX", "MachineKeys", "PortalContract", "PortalSync",
                Library.httpClient, Library.crypto, Library.asn1, Library.httpTypes, Library.log, Library.nio,
                Library.nioHTTP,
                Library.nioSSL,
            ]),
        part(
            "PortalServer",
            [
                "KioskDomain", "KioskTexts", "KioskTime", "KioskDevices", "PKIX", "LocalAuthority", "CMS",
                "PortalContract", "PortalSync", "PushedConfiguration", "PrometheusText", "SQLAccess", "SQLiteStore",
                "PostgreSQLStore", Library.metrics, Library.web,
                Library.webCore, Library.webTLS, Library.yaml, Library.crypto, Library.cryptoExtras, Library.asn1,
                Library.httpTypes, Library.log, Library.nio, Library.nioHTTPTypes, Library.nioSSL, Library.nioTLS,
                Library.mustache, Library.lifecycle,
            ],
            resources: [
                .embedInCode("Resources/people.json"), .embedInCode("Resources/index.mustache"),
                .embedInCode("Resources/stub.mustache"), .embedInCode("Resources/ticket.mustache"),
                .embedInCode("Resources/fleet.mustache"), .embedInCode("Resources/fleet.css"),
                .embedInCode("Resources/fleet.js"), .embedInCode("Resources/arrivals.mustache"),
                .embedInCode("Resources/specimen.png"),
            ]),

        // The PIN with which staff of the centre reach their own pages.
        part("StaffAccess", ["KioskDevices", Library.cryptoExtras]),

        // The line between the machines of one centre: mutual TLS by role.
        part(
            "HallServer",
            [
                "HallContract", "HallQueue", "LocalAuthority", "PKIX", "PortalContract", "KioskDomain", "KioskDevices",
                "KioskTexts", Library.web, Library.webTLS, Library.httpTypes, Library.asn1, Library.log, Library.nio,
                Library.nioSSL, Library.lifecycle, Library.crypto,
            ]),
        part(
            "HallClient",
            [
                "HallContract", "HallQueue", "PKIX", "MachineKeys", "PortalContract", "KioskDomain", "KioskDevices",
                Library.httpClient, Library.asn1, Library.log, Library.nio, Library.nioHTTP, Library.nioSSL,
                Library.crypto,
            ]),

        // The daemon: session runner, screens, checks.
        part(
            "KioskDaemon",
            [
                "KioskDomain", "KioskTexts", "KioskTime", "KioskDevices", "SmartCard", "CardReaderPCSC",
                "StreamSockets", "HelperProtocol", "SlipPrinter", "SlipDesign", "HallQueue", "HallContract",
                "HallServer",
                "HallClient", "KioskJournal", "PortalContract", "PortalSync", "PortalClient", "MachineKeys",
                "PushedConfiguration",
                "KioskDiagnostics", "PrometheusText", Library.metrics,
                "KioskScreens", "StaffAccess", "SigningKeys", "NCALayer", "NCALayerDoor", "PKIX", "CMS",
                "TravelDocument", "CKiosk",
                Library.log, Library.lifecycle,
                Library.configuration, Library.crypto,
                Library.asn1, Library.systemPackage, Library.subprocess, Library.web,
            ]),
        part(
            "KioskScreens",
            [
                "KioskDomain", "KioskTexts", "KioskDevices", "HallQueue", "HallContract", "NCALayer", "StaffAccess",
                Library.web, Library.mustache, Library.httpTypes, Library.log, Library.nio, Library.lifecycle,
            ], resources: [.copy("Resources/Screen")]),
        part("KioskDiagnostics", ["KioskDomain", "KioskDevices"]),
        part(
            "KioskControl",
            [
                "KioskDomain", "KioskTexts", "KioskDevices", "KioskDiagnostics", "HelperProtocol", "SigningKeys",
                "SmartCard", "CardReaderPCSC", "NCALayerDoor", "SlipPrinter", "SlipDesign", "StaffAccess",
                Library.httpClient, Library.nio,
                Library.nioHTTP,
                Library.configuration, Library.systemPackage, Library.subprocess, Library.web, Library.httpTypes,
                Library.lifecycle,
                Library.log,
            ],
            resources: [
                .embedInCode("Resources/live.html"), .embedInCode("Resources/live.js"),
                .embedInCode("Resources/live.css"),
            ]),

        // Virtual devices: kiosk-sim only, never linked into the daemon (RULES R1).
        part(
            "VirtualCard",
            [
                "SmartCard", "TravelDocument", "CMS", "PKIX", "KioskDevices", "KioskDomain",
                Library.asn1, Library.crypto, Library.cryptoExtras,
            ]),
        part("VirtualStick", ["HelperProtocol", "StreamSockets", "KioskDomain", "KioskDevices"]),
        part("VirtualPrinter", ["SlipRaster", "KioskDomain", "KioskDevices"]),
        part(
            "VirtualCamera",
            ["CPictureWarp", "CQREncode", "JPEGCodec", "KioskDomain", "KioskDevices", "StreamSockets"]),
        part(
            "ScriptedPeople",
            [
                "KioskDomain", "KioskDevices", "KioskScreens", "VirtualCard", "PortalClient", "PortalContract", "PKIX",
                "CMS", Library.httpClient, Library.nio, Library.nioHTTP, Library.nioSSL,
            ]),
        part(
            "DemonstrationStage",
            [
                "KioskDomain", "KioskDevices", "KioskDiagnostics", "StreamSockets", "SmartCard", "CardReaderPCSC",
                "HelperProtocol", "PortalContract", "ScriptedPeople", "KioskControl", "StaffAccess",
            ]),

        // Many kiosks at one portal; kiosk-sim only.
        part(
            "KioskFleet",
            ["KioskJournal", "PortalClient", "PortalContract", "PortalSync", "KioskDomain", Library.log]),

        // Entry points: wiring and commands.
        program("kioskd", ["KioskDaemon", "KioskDevices", Library.arguments, Library.log, Library.metrics]),
        program(
            "kioskctl",
            [
                "KioskControl", "KioskDiagnostics", "HelperProtocol", "SigningKeys", "SmartCard", "KioskDevices",
                "KioskDomain", Library.arguments,
            ]),
        program(
            "kiosk-portal",
            [
                "PortalServer", "PortalContract", "PushedConfiguration", "FaceMatching", "HelperProtocol",
                "KioskDomain",
                "KioskTexts",
                "KioskDevices", "CKiosk", Library.arguments, Library.crypto, Library.log, Library.metrics,
                Library.lifecycle, Library.signals,
            ]),
        program(
            "kiosk-sim",
            [
                "DemonstrationStage", "KioskFleet", "VirtualCard", "VirtualPrinter", "VirtualCamera", "VirtualStick",
                "ScriptedPeople", "SmartCard", "StreamSockets", Library.arguments, Library.signals,
            ]),
        program(
            "kiosk-vision",
            [
                "HelperProtocol", "StreamSockets", "CameraSource", "CodeReading", "FaceMatching", "FacePack",
                "FaceEvaluation", "JPEGCodec",
                "KioskDomain", "KioskDevices", "CKiosk", Library.arguments,
            ]),

        program(
            "kiosk-sign",
            [
                "HelperProtocol", "StreamSockets", "CMS", "PKIX", "XMLSignature", "KeyFiles", "KioskDomain",
                "KioskDevices", "CKiosk", Library.arguments, Library.asn1,
            ]),
        program(
            "kiosk-token",
            [
                "HelperProtocol", "StreamSockets", "TokenModules", "KioskDomain", "KioskDevices", "CKiosk",
                Library.arguments,
            ]),

        program(
            "kiosk-stick",
            [
                "USBSticks", "HelperProtocol", "StreamSockets", "KioskDevices", "KioskDomain", "CKiosk",
                Library.arguments,
            ]),

        // Tests.
        part(
            "KioskTestSupport",
            ["KioskDomain", "KioskDevices", "StreamSockets", Library.subprocess, Library.systemPackage]),
        tests("ArchitectureTests", ["KioskTestSupport"]),
        tests("KioskDomainTests", ["KioskDomain", "KioskTexts", "KioskTestSupport"]),
        tests(
            "PushedConfigurationTests",
            [
                "PushedConfiguration", "PortalContract", "KioskDomain", "KioskDevices", "KioskTestSupport",
                Library.crypto,
            ]),
        tests("SlipDesignTests", ["SlipDesign", "SlipPrinter", "SlipRaster", "KioskDomain", "KioskTestSupport"]),
        tests("KioskTimeTests", ["KioskTime", "KioskDomain"]),
        tests("PortalSyncTests", ["PortalSync", "PortalContract", "KioskDomain", "KioskDevices", "KioskTestSupport"]),
        tests("HallTests", ["HallQueue", "KioskDomain", "KioskTestSupport"]),
        tests(
            "HallLinkTests",
            [
                "KioskDaemon", "HallServer", "HallClient", "HallContract", "HallQueue", "KioskJournal", "KioskTime",
                "LocalAuthority", "PKIX", "MachineKeys", "PortalContract", "KioskDomain", "KioskDevices",
                "KioskTestSupport", Library.httpClient, Library.log, Library.nio, Library.nioHTTP, Library.nioSSL,
                Library.lifecycle,
                Library.configuration, Library.crypto, Library.asn1,
            ]),
        tests(
            "StickTests",
            [
                "USBSticks", "kiosk-stick", "VirtualStick", "HelperProtocol", "StreamSockets", "KioskDomain",
                "KioskDevices", "KioskTestSupport",
            ]),
        tests("KioskDevicesTests", ["KioskDevices", "KioskTestSupport"]),
        tests(
            "CardTests",
            [
                "SmartCard", "CardReaderPCSC", "VirtualCard", "KioskDevices", "KioskDomain", "KioskTestSupport",
                Library.crypto, Library.cryptoExtras,
            ], exclude: ["PINPad/Reader"]),
        tests(
            "TravelDocumentTests",
            [
                "TravelDocument", "SmartCard", "CardReaderPCSC", "VirtualCard", "CMS", "PKIX",
                "KioskDevices", "KioskDomain", "KioskTestSupport", Library.asn1,
            ], exclude: ["Foreign/foreign_pace.c"]),
        tests(
            "PKIXTests",
            [
                "PKIX", "GOST", "KioskDomain", "KioskDevices", "KioskTestSupport", Library.asn1, Library.crypto,
            ],
            exclude: ["Oracle"]),
        tests(
            "CMSTests", ["CMS", "PKIX", "KioskDomain", "KioskDevices", "KioskTestSupport", Library.asn1],
            exclude: ["BouncyCastle/CMSOracle.java"]),
        tests(
            "XMLSignatureTests",
            ["XMLSignature", "PKIX", "KioskDomain", "KioskDevices", "KioskTestSupport", Library.asn1]),
        tests(
            "SigningTests",
            [
                "kiosk-sign", "HelperProtocol", "KeyFiles", "CMS", "PKIX", "StreamSockets", "KioskDomain",
                "KioskDevices", "KioskTestSupport", Library.asn1,
            ], exclude: ["Oracle"]),
        tests(
            "TokenTests",
            [
                "kiosk-token", "TokenModules", "HelperProtocol", "StreamSockets", "VirtualCard", "SmartCard",
                "KioskDomain", "KioskDevices", "KioskTestSupport", Library.crypto, Library.cryptoExtras,
            ], exclude: ["Hostile"]),
        tests(
            "NCALayerTests",
            [
                "NCALayer", "NCALayerDoor", "KioskDomain", "KioskDevices", "KioskTestSupport", Library.nio,
                Library.nioPosix, Library.nioHTTP, Library.nioWebSocket, Library.nioSSL, Library.asn1, Library.x509,
                Library.log, Library.lifecycle,
            ], exclude: ["Scripts"]),
        tests(
            "VisionTests",
            [
                "HelperProtocol", "StreamSockets", "JPEGCodec", "CameraSource", "CodeReading", "FaceMatching",
                "FacePack", "VirtualCamera",
                "KioskDomain", "KioskTexts", "KioskDevices", "KioskTestSupport", "CPictureWarp", "CKiosk",
                "FaceEvaluation",
                "kiosk-vision",
            ],
            // It draws and spoils pictures, pixel by pixel.
            settings: [.unsafeFlags(["-O"])]),
        .executableTarget(
            name: "print-crash-probe", dependencies: ["KioskJournal", "SlipPrinter", "SlipRaster", "KioskDomain"],
            path: "Tests/PrintCrashProbe", swiftSettings: strict),
        tests(
            "PrinterTests",
            [
                "CPango", "SlipRaster", "SlipPrinter", "SlipDesign", "VirtualPrinter", "KioskJournal",
                "KioskDomain", "KioskDevices", "KioskTestSupport", "print-crash-probe",
            ]),
        .executableTarget(
            name: "journal-crash-probe", dependencies: ["KioskJournal", "PortalSync", "HallQueue", "KioskDomain"],
            path: "Tests/JournalCrashProbe", swiftSettings: strict),
        tests(
            "JournalTests",
            [
                "KioskJournal", "PortalContract", "PortalSync", "HallQueue", "KioskDomain", "KioskDevices",
                "KioskTestSupport", "journal-crash-probe",
                Library.database, Library.crypto,
            ]),
        .executableTarget(
            name: "camera-check", dependencies: ["CameraSource", "KioskDevices", "KioskDomain"],
            path: "Tests/Lab/CameraCheck", swiftSettings: strict),
        .executableTarget(
            name: "signing-bench",
            dependencies: [
                "SigningKeys", "HelperProtocol", "CardReaderPCSC", "SmartCard", "VirtualCard", "KioskDevices",
                "KioskDomain", Library.arguments, Library.crypto, Library.cryptoExtras,
            ],
            path: "Tests/Benchmarks/SigningBench", swiftSettings: strict),
        .executableTarget(
            name: "face-bench",
            dependencies: [
                "FaceMatching", "FaceEvaluation", "JPEGCodec", "HelperProtocol", "KioskDomain", Library.arguments,
            ],
            path: "Tests/Benchmarks/FaceBench", swiftSettings: strict),
        .executableTarget(
            name: "slip-bench", dependencies: ["SlipDesign", "SlipPrinter", "KioskDomain", Library.arguments],
            path: "Tests/Benchmarks/SlipBench", swiftSettings: strict),
        .executableTarget(
            name: "journal-bench", dependencies: ["KioskJournal", "KioskDomain", Library.arguments],
            path: "Tests/Benchmarks/JournalBench", swiftSettings: strict),
        .executableTarget(
            name: "portal-load",
            dependencies: [
                "PortalClient", "PortalContract", "PKIX", "MachineKeys", "KioskDomain", Library.arguments,
                Library.signals,
            ],
            path: "Tests/Benchmarks/PortalLoad", swiftSettings: strict),
        .executableTarget(
            name: "hall-bench",
            dependencies: [
                "HallClient", "HallContract", "HallQueue", "KioskControl", "KioskDiagnostics", "KioskJournal",
                "KioskDevices", "KioskDomain", Library.arguments, Library.log, Library.httpClient, Library.nio,
                Library.nioSSL,
            ],
            path: "Tests/Benchmarks/HallBench", swiftSettings: strict),
        tests("KioskDiagnosticsTests", ["KioskDiagnostics", "KioskDevices", "KioskDomain", "KioskTestSupport"]),
        tests(
            "MetricsTests",
            [
                "PrometheusText", "PortalServer", "KioskDaemon", "KioskDevices", "KioskTestSupport", Library.metrics,
            ]),
        tests(
            "PortalTests",
            [
                "PortalContract", "PortalSync", "PortalClient", "PortalServer", "PushedConfiguration", "KioskFleet",
                "KioskJournal",
                "SQLAccess", "SQLiteStore", "PostgreSQLStore",
                "KioskDomain", "KioskTexts", "KioskDevices", "KioskTestSupport", "PKIX", "CMS", "LocalAuthority",
                "MachineKeys", Library.crypto, Library.asn1,
                Library.httpTypes, Library.log, Library.httpClient,
                Library.nio, Library.nioHTTP, Library.nioPosix, Library.nioSSL, Library.yaml,
            ], exclude: ["Contract/Schemathesis", "Live/Browser", "Team/own_certificate.py"]),
        tests(
            "DaemonTests",
            [
                "kiosk-vision", "KioskDaemon", "KioskScreens", "SigningKeys", "NCALayer", "NCALayerDoor",
                "HelperProtocol", "PKIX", "TravelDocument", "VirtualCard", "SlipDesign", "SlipPrinter", "KioskDevices",
                "KioskDomain", "CardReaderPCSC", "SmartCard", "StreamSockets", "KioskControl", "KioskDiagnostics",
                "KioskJournal", "KioskTime", "HallContract", "HallQueue", "PortalContract", "PortalClient",
                "PortalSync",
                "PushedConfiguration", "MachineKeys", "PrometheusText", "KioskTestSupport", Library.crypto, Library.log,
                Library.configuration, Library.nioSSL,
                Library.web,
            ]),
        tests(
            "ScreenTests",
            [
                "KioskScreens", "ScriptedPeople", "HallContract", "HallQueue", "NCALayer", "KioskDomain", "KioskTexts",
                "KioskDevices", "StaffAccess",
                "KioskTestSupport", Library.web, Library.webTesting, Library.httpTypes, Library.httpClient, Library.nio,
                Library.nioHTTP,
            ]),
        tests(
            "DemonstrationTests",
            [
                "DemonstrationStage", "CardReaderPCSC", "SmartCard", "StreamSockets", "KioskDaemon", "KioskScreens",
                "HallQueue", "HallServer", "HallClient",
                "KioskDomain", "KioskDevices", "SigningKeys", "StaffAccess", "KioskTestSupport", Library.configuration,
                Library.systemPackage,
            ]),
        tests(
            "ControlTests",
            [
                "KioskControl", "HelperProtocol", "SlipDesign", "KioskDiagnostics", "KioskDevices", "KioskDomain",
                "StreamSockets", "KioskTestSupport",
                "VirtualCard", "CardReaderPCSC", "SmartCard",
            ]),
        tests(
            "EndToEndTests", ["KioskTestSupport", "KioskDevices", "StreamSockets"],
            exclude: ["Browser", "Door/portal_page.py", "Portal/flood.py", "Running/read_journal.py"]),
    ],
    swiftLanguageModes: [.v6]
)
