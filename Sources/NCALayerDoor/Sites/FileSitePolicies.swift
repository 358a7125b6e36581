import FoundationEssentials
public import KioskDevices
public import KioskDomain
public import NCALayer

/// Rules for sites in a JSON file, on disk before a change is answered.
///
/// ```json
/// {"sites": {"https://egov.kz": "allow", "https://example.org": "deny", "null": "deny", "-": "ask"}}
/// ```
///
/// `null` are pages from files and sandboxes, `-` are programs that are no browser.
public actor FileSitePolicies: SitePolicies {
    /// A site that has a rule, or has asked since the start.
    public struct Site: Sendable, Hashable {
        /// Who.
        public var origin: PageOrigin
        /// The rule; nil when it only asked.
        public var permission: SitePermission?
        /// When it connected last; nil when it did not since the start.
        public var lastAsked: UnixTime?
    }

    /// What sites without a rule may do, by kind.
    public struct Defaults: Sendable, Hashable {
        /// Pages of sites.
        public var sites: SitePermission
        /// `null` pages and programs that are no browser.
        public var others: SitePermission

        /// Desks ask about everything; kiosks are open only for the sites on their list.
        public static let desk = Defaults(sites: .ask, others: .ask)
        /// See ``desk``.
        public static let kiosk = Defaults(sites: .deny, others: .deny)

        /// Memberwise.
        public init(sites: SitePermission, others: SitePermission) {
            self.sites = sites
            self.others = others
        }
    }

    private struct File: Codable { var sites: [String: SitePermission] }

    /// Most rules, and most sites remembered for having asked.
    static let most = 1000

    /// What sites without a rule may do.
    public nonisolated let defaults: Defaults
    private let path: String
    private let now: @Sendable () -> UnixTime
    private var rules: [PageOrigin: SitePermission] = [:]
    private var asked: [PageOrigin: UnixTime] = [:]

    /// - Parameters:
    ///   - path: the file; need not exist.
    ///   - now: for the list of sites that asked.
    /// - Throws: `configuration.invalid` when the file is there and not what it should be.
    public init(path: String, defaults: Defaults, now: @escaping @Sendable () -> UnixTime) throws(Failure) {
        self.path = path
        self.defaults = defaults
        self.now = now
        let content: Data?
        do throws(PrivateFileError) {
            content = try PrivateFile.read(path)
        } catch {
            throw Failure(.configurationInvalid, "\(path): \(error.step)")
        }
        guard let content else { return }
        guard let file = try? JSONDecoder().decode(File.self, from: content), file.sites.count <= Self.most else {
            throw Failure(.configurationInvalid, "\(path) is not a list of sites")
        }
        for (name, permission) in file.sites {
            guard let origin = PageOrigin(name: name) else { throw Failure(.configurationInvalid, "\(path): \(name)") }
            rules[origin] = permission
        }
    }

    /// The rule of the site, else the default.
    public func permission(for origin: PageOrigin) -> SitePermission {
        if asked[origin] != nil || asked.count < Self.most { asked[origin] = now() }
        if let rule = rules[origin] { return rule }
        switch origin {
        case .site: return defaults.sites
        case .opaque, .none: return defaults.others
        }
    }

    /// Every site with a rule or that has asked: those that asked last come first, then by name.
    public func sites() -> [Site] {
        Set(rules.keys).union(asked.keys)
            .map { Site(origin: $0, permission: rules[$0], lastAsked: asked[$0]) }
            .sorted { left, right in
                let (earlier, later) = (left.lastAsked?.milliseconds ?? .min, right.lastAsked?.milliseconds ?? .min)
                return earlier == later ? left.origin.description < right.origin.description : earlier > later
            }
    }

    /// Sets or (nil) removes a rule. It holds for connections that are opened from then on.
    /// - Throws: `door.request-invalid` when there are too many rules, `internal.error` when it cannot be written;
    ///   nothing has changed then.
    public func set(_ permission: SitePermission?, for origin: PageOrigin) throws(Failure) {
        var changed = rules
        changed[origin] = permission
        guard changed.count <= Self.most else { throw Failure(.doorRequest, "too many rules") }
        let names = changed.map { ($0.key.description, $0.value) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        do {
            let file = File(sites: Dictionary(uniqueKeysWithValues: names))
            try PrivateFile.write(path, try encoder.encode(file))
        } catch {
            throw Failure(.internalError, "\(path) could not be written")
        }
        rules = changed
    }
}
