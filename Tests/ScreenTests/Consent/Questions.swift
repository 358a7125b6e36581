import KioskDomain
import KioskScreens
import NCALayer

/// Every question that the consent screen can show.
enum Questions {
    struct Shown: Sendable {
        var name: String
        var view: ConsentView
    }

    static func day(_ year: Int) throws -> CivilDate {
        guard let date = CivilDate(year: year, month: 3, day: 9) else { throw NoSuchDay() }
        return date
    }

    struct NoSuchDay: Error {}

    static func key(_ standing: ConsentKey.Standing = .valid, id: String = "1") throws -> ConsentKey {
        ConsentKey(
            id: id, holder: "DEMO PERSON 1 WITH A LONG SURNAME, DEMO ORGANISATION LLP", maskedIIN: "••••••••0018",
            storage: .idCard, from: try day(2023), to: try day(2026), standing: standing)
    }

    static func request(_ count: Int, origin: PageOrigin = .site("https://a-rather-long-name.portal.example:8443"))
        -> ConsentRequest
    {
        let documents = (0..<count).map { index in
            switch index % 4 {
            case 0: ConsentDocument(name: "Application for registration № \(index).pdf", size: 123_456, kind: .file)
            case 1: ConsentDocument(size: 52_428_800, kind: .xml)
            case 2: ConsentDocument(size: 17, kind: .data)
            default: ConsentDocument(size: nil, kind: .digest)
            }
        }
        return ConsentRequest(
            origin: origin, permission: count > 1 ? .allow : .ask, purpose: .sign, documents: documents,
            isAttached: true, isTimeStamped: true)
    }

    static func view(
        _ stage: ConsentView.Stage, _ language: Language = .english, request: ConsentRequest? = nil
    ) -> ConsentView {
        ConsentView(
            id: "q1", language: language, demonstration: true, request: request ?? Self.request(3), stage: stage)
    }

    static let pad = SecretPad(id: "p1", kind: .pin, characters: Array("3817204965".utf8))
    static let keyboard = SecretPad(id: "p2", kind: .password, characters: Array((0x21...0x7E).reversed()))

    static func all(in language: Language) throws -> [Shown] {
        let (key, expired) = (try key(), try key(.expired, id: "2"))
        let file = ConsentFile(id: "f1", name: "GOSTKNCA_0123456789abcdef.p12", size: 3017)
        let newFile = ConsentFile(id: "f3", name: "new-key-2026-03-09.p12", size: nil)
        let place = ConsentPlace(id: "t1", name: "Token of Demo Person 1", storage: .kaztoken)
        var (newKey, certificate) = (request(0), request(1))
        (newKey.purpose, newKey.keyAlgorithm, certificate.purpose) = (.newKey, "RSA-2048", .importCertificate)
        let stages: [(String, ConsentView.Stage, ConsentRequest)] = [
            ("insert", .insertMedium(reason: .cardVendorModule), request(1)),
            ("reading", .reading, request(1, origin: .opaque)),
            ("keys", .chooseKey([key, expired], files: [file], reason: nil), request(1000)),
            ("keys-reason", .chooseKey([expired], files: [], reason: .certificateExpired), request(1, origin: .none)),
            ("files", .chooseFile([file, ConsentFile(id: "f2", name: "letter.pdf", size: 1)]), request(0)),
            ("no-files", .chooseFile([]), request(0)),
            ("pin", .secret(.key(key), pad, tries: .remaining(3), reason: nil), request(1000)),
            ("pin-wrong", .secret(.key(key), pad, tries: .remaining(2), reason: .pinWrong), request(1)),
            ("pin-unknown", .secret(.key(key), pad, tries: .unknown, reason: nil), request(1)),
            ("password", .secret(.file(file), keyboard, tries: nil, reason: .keyFilePassword), request(1)),
            ("last-try", .lastTry(.key(key), .remaining(1), reason: nil), request(1)),
            ("unknown-try", .lastTry(.key(key), .unknown, reason: .pinWrong), request(1)),
            ("on-reader", .pinOnReader(.key(key)), request(1)),
            ("verifying", .verifying(.key(key)), request(1)),
            ("signing", .signing(.key(key), done: 417, of: 1000), request(1000)), ("done", .done, request(1)),
            ("notice", .notice(LiabilityNotice.on(.literal(2025, 11, 21))), newKey),
            ("places", .choosePlace([place], files: [newFile], reason: nil), newKey),
            ("places-certificate", .choosePlace([place], files: [file], reason: nil), certificate),
            ("new-password", .secret(.newFile(newFile, again: false), keyboard, tries: nil, reason: nil), newKey),
            ("password-again", .secret(.newFile(newFile, again: true), keyboard, tries: nil, reason: nil), newKey),
            ("token-pin", .secret(.place(place), pad, tries: .several, reason: nil), newKey),
            ("making", .signing(.place(place), done: 0, of: 1), newKey),
            ("not-made", .failed(.tokenRefused), newKey),
            ("failed", .failed(.cardRemoved), request(3)), ("blocked", .failed(.pinBlocked), request(3)),
        ]
        return stages.map { Shown(name: $0.0, view: view($0.1, language, request: $0.2)) }
    }
}
