/// For which machines a set is. Each scope has versions of its own, which only grow.
public enum ConfigurationScope: Sendable, Hashable {
    /// Every machine.
    case all
    /// Those of a region (`psc.region`).
    case region(String)
    /// Those of one centre (`psc.code`).
    case centre(String)
    /// One machine, by its ID at the portal.
    case kiosk(String)

    /// Letters of a name within a scope.
    static let longestName = 64

    /// `all`, `region:…`, `psc:…`, `kiosk:…`; nil for anything else.
    public init?(_ text: String) {
        if text == "all" {
            self = .all
            return
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isName(parts[1]) else { return nil }
        let name = String(parts[1])
        switch parts[0] {
        case "region": self = .region(name)
        case "psc": self = .centre(name)
        case "kiosk": self = .kiosk(name)
        default: return nil
        }
    }

    private static func isName(_ text: Substring) -> Bool {
        (1...longestName).contains(text.utf8.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }

    /// As ``init(_:)`` reads it.
    public var text: String {
        switch self {
        case .all: "all"
        case .region(let name): "region:\(name)"
        case .centre(let name): "psc:\(name)"
        case .kiosk(let name): "kiosk:\(name)"
        }
    }

    /// Of two scopes that hold a machine the narrower one counts.
    public var narrowness: Int {
        switch self {
        case .all: 0
        case .region: 1
        case .centre: 2
        case .kiosk: 3
        }
    }

    /// Whether the machine is among those.
    public func holds(_ place: ConfigurationPlace) -> Bool {
        switch self {
        case .all: true
        case .region(let name): name == place.region
        case .centre(let name): name == place.centre
        case .kiosk(let name): name == place.kiosk
        }
    }
}

/// Which machine it is.
public struct ConfigurationPlace: Sendable, Hashable {
    /// Its ID at the portal.
    public var kiosk: String
    /// Code of its centre.
    public var centre: String
    /// Code of its region; empty where none is configured.
    public var region: String

    /// Every field as given.
    public init(kiosk: String, centre: String, region: String) {
        self.kiosk = kiosk
        self.centre = centre
        self.region = region
    }

    /// The scopes that hold it, the narrowest first.
    public var scopes: [ConfigurationScope] {
        let region = region.isEmpty ? [] : [ConfigurationScope.region(region)]
        return [.kiosk(kiosk), .centre(centre)] + region + [.all]
    }
}
