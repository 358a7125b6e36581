import KioskDomain

/// The EDS in a file on the person's stick: E3, E6, E9, E10.
extension Stages {
    static func keyFile(_ language: Language) throws -> [Named] {
        let names = [
            "EDS-2026-11-22.p12", "AUTH_RSA256_0a1b2c3d4e5f60718293a4b5c6d7e8f901234567.p12",
            "ЭЦП Демонстрация Тұлғасы 900101300017.p12",
        ]
        let files = names.map { StickKeyFile(path: $0, size: 5_432) }
        let listing = StickListing(stick: "7", files: files)
        let many = StickListing(
            stick: "7", files: (1...StickListing.limit).map { StickKeyFile(path: "EDS-\($0).p12", size: 4_096) },
            isComplete: false)
        let own = report().certificates
        func opened(_ change: (inout HeldCertificate) -> Void) -> OpenedKeyFile {
            OpenedKeyFile(
                file: files[1],
                certificates: own.map {
                    var one = $0
                    change(&one)
                    return one
                })
        }
        let good = opened { _ in }
        let bin = try organisation().bin
        let states: [(String, KeyFileState)] = [
            ("key-file-stick", .insertStick(StickSight.none, nil)),
            ("key-file-stick-left-behind", .insertStick(.refused(.stickLeftBehind), nil)),
            ("key-file-stick-disguised", .insertStick(.refused(.stickNotStorage), nil)),
            ("key-file-stick-empty", .insertStick(.ready, .keyFileMissing)),
            ("key-file-stick-pulled", .insertStick(StickSight.none, .stickNotRead)),
            ("key-file-listing", .listing), ("key-file-choosing", .choosing(listing, nil)),
            ("key-file-choosing-many", .choosing(many, nil)),
            ("key-file-choosing-no-file", .choosing(listing, .keyFileMalformed)),
            ("key-file-password", .password(listing, files[1], nil)),
            ("key-file-password-wrong", .password(listing, files[1], .keyFilePassword)),
            ("key-file-opening", .opening(listing, files[1])), ("key-file-shown", .shown(good)),
            ("key-file-shown-elsewhere", .shown(good)), ("key-file-shown-organisation-only", .shown(good)),
            ("key-file-shown-unclear", .shown(opened { $0.take(isRevoked: nil) })),
            ("key-file-shown-revoked", .shown(opened { $0.take(isRevoked: true) })),
            ("key-file-shown-expired", .shown(opened { $0.standing = .expired })),
            ("key-file-shown-organisation", .shown(opened { $0.isPersonal = false })),
            ("key-file-bin", .enteringBIN(good, nil)), ("key-file-medium", .choosingMedium(good, bin, nil)),
            ("key-file-notice", .notice(good, .renewal)),
            ("key-file-notice-organisation", .notice(good, .organisation(bin, .file))),
            ("key-file-signing", .signing),
        ]
        return states.map { ($0.0, .keyFile(language, $0.1)) }
    }
}
