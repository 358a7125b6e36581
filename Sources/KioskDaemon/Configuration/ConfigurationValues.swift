import Configuration
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTime
import PortalContract
import SigningKeys
import StaffAccess

/// Typed access to the keys, each refusal naming its key.
struct ConfigurationValues {
    private let reader: ConfigReader

    init(_ reader: ConfigReader) { self.reader = reader }

    func text(_ key: String, _ standard: String) -> String {
        reader.string(forKey: ConfigKey(key), default: standard)
    }

    func texts(_ key: String) -> [String] { reader.stringArray(forKey: ConfigKey(key), default: []) }

    /// `KEY.socket` and `KEY.program`.
    func helper(_ key: String, socket: String) -> DaemonConfiguration.Helper {
        let program = text("\(key).program", "")
        return DaemonConfiguration.Helper(
            socket: text("\(key).socket", socket), program: program.isEmpty ? nil : program)
    }

    /// The keys below `signing` that say whom signatures are judged by.
    func signing() throws(Failure) -> SigningSettings {
        var settings = SigningSettings()
        settings.anchors = try SigningSettings.certificates(file: text("signing.trust-file", ""))
        settings.intermediates = try SigningSettings.certificates(file: text("signing.issuers-file", ""))
        settings.timeStampURL = text("signing.tsp", "")
        settings.ocspURL = text("signing.ocsp", "")
        settings.crlURLs = texts("signing.crl")
        settings.hosts = texts("signing.hosts")
        settings.mediaFolder = text("signing.media-folder", "")
        return settings
    }

    /// `KEY.trust-file` and `KEY.issuers`; nil where no authority is named.
    func issuingBodies(_ key: String) throws(Failure) -> DaemonConfiguration.IssuingBodies? {
        let file = text("\(key).trust-file", "")
        let names = texts("\(key).issuers")
        guard !file.isEmpty else { return nil }
        guard !names.isEmpty else {
            throw Failure(.configurationInvalid, "\(key).issuers names nobody, \(key).trust-file needs it")
        }
        return DaemonConfiguration.IssuingBodies(
            authorities: try SigningSettings.certificates(file: file), names: names)
    }

    func required(_ key: String) throws(Failure) -> String {
        guard let value = reader.string(forKey: ConfigKey(key)), !value.isEmpty else {
            throw Failure(.configurationInvalid, "\(key) is missing")
        }
        return value
    }

    /// Code of the centre at the portal.
    func centre(_ key: String) throws(Failure) -> String {
        let code = text(key, "PSC-1")
        guard CentreCode.isValid(code) else {
            throw Failure(.configurationInvalid, "\(key) must be 1 to 32 letters, digits and hyphens")
        }
        return code
    }

    /// Code of the region at the portal, if any.
    func region(_ key: String) throws(Failure) -> String {
        let code = text(key, "")
        guard code.isEmpty || CentreCode.isValid(code) else {
            throw Failure(.configurationInvalid, "\(key) must be 1 to 32 letters, digits and hyphens")
        }
        return code
    }

    /// The time zone of the centre.
    func zone(_ key: String) throws(Failure) -> CentreZone {
        guard let zone = CentreZone(identifier: text(key, "Asia/Almaty")) else {
            throw Failure(.configurationInvalid, "\(key) is not known")
        }
        return zone
    }

    func number(_ key: String, _ standard: Int, in range: ClosedRange<Int>) throws(Failure) -> Int {
        var value = reader.int(forKey: ConfigKey(key))
        if value == nil {
            // What stands there and is no number must not pass for nothing.
            let text = reader.string(forKey: ConfigKey(key))
            value = text.map { Int($0) } ?? standard
        }
        guard let value, range.contains(value) else {
            throw Failure(.configurationInvalid, "\(key) must lie within \(range.lowerBound) and \(range.upperBound)")
        }
        return value
    }

    func choice<Choice: RawRepresentable<String>>(_ key: String, _ standard: Choice) throws(Failure) -> Choice {
        guard let text = reader.string(forKey: ConfigKey(key)) else { return standard }
        guard let value = Choice(rawValue: text) else {
            throw Failure(.configurationInvalid, "\(key) does not know the value given")
        }
        return value
    }

    /// `true` or `false`.
    func flag(_ key: String, _ standard: Bool) throws(Failure) -> Bool {
        try choice(key, standard ? Flag.yes : .no) == .yes
    }

    private enum Flag: String { case yes = "true", no = "false" }

    /// The hash of a staff PIN; nil where none is set.
    func pinHash(_ key: String) throws(Failure) -> StaffPINHash? {
        let text = text(key, "")
        guard !text.isEmpty else { return nil }
        guard let hash = StaffPINHash(text: text) else {
            throw Failure(.configurationInvalid, "\(key) is not what `kioskctl staff-pin` prints")
        }
        return hash
    }

    /// Three keys below `key`: `kk`, `ru`, `en`.
    func localised(_ key: String) throws(Failure) -> Localised {
        Localised(
            kk: try required("\(key).kk"), ru: try required("\(key).ru"), en: try required("\(key).en"))
    }

    /// A list of `id | Kazakh | Russian | English`.
    func purposes(_ key: String) throws(Failure) -> [QueuePurpose] {
        var purposes: [QueuePurpose] = []
        for line in reader.stringArray(forKey: ConfigKey(key), default: []) {
            let parts = line.split(separator: "|").map { $0.trimming(" ") }
            guard parts.count == 4, parts.allSatisfy({ !$0.isEmpty }) else {
                throw Failure(.configurationInvalid, "\(key): each line is id | kk | ru | en")
            }
            purposes.append(QueuePurpose(id: parts[0], name: Localised(kk: parts[1], ru: parts[2], en: parts[3])))
        }
        guard !purposes.isEmpty else { throw Failure(.configurationInvalid, "\(key) names no service") }
        return purposes
    }
}

extension Substring {
    fileprivate func trimming(_ character: Character) -> String {
        var rest = self
        while rest.first == character { rest.removeFirst() }
        while rest.last == character { rest.removeLast() }
        return String(rest)
    }
}
