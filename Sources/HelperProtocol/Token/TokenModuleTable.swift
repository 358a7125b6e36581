import FoundationEssentials
public import KioskDevices
public import KioskDomain

/// Which vendor module serves which medium: data of the site, changeable without a release. JSON:
/// `{"modules": [{"name": "kaztoken", "medium": "kaztoken", "storage": "AKKaztokenStore", "product": "Kaztoken",
/// "paths": ["/usr/lib/…so"], "models": [], "atrs": ["3B…"], "environment": {}, "gostParameters": {"gost-512": "0609…"}}]}`.
public struct TokenModuleTable: Sendable, Hashable {
    /// One medium and its module.
    public struct Row: Sendable, Hashable {
        /// Stable name in messages: lower-case letters, digits and hyphens, at most 32.
        public var name: String
        /// What it is for.
        public var medium: Medium
        /// Storage name of portal pages (`facts` of the NCALayer protocol, 2.5); may be empty.
        public var storage: String
        /// What people call it.
        public var product: String
        /// Absolute paths of the module; the first that exists is loaded.
        public var paths: [String]
        /// Parts of manufacturer and model by which a token belongs to this row, where several rows have one module.
        public var models: [String]
        /// Answers to reset of the cards that only this module reaches.
        public var atrs: [[UInt8]]
        /// Variables that the module's process gets beside `PATH` and `LANG`; it inherits none.
        public var environment: [String: String]
        /// DER of `CKA_GOSTR3410_PARAMS` in hexadecimal, by key size; GOST keys are made only where the site names them.
        public var gostParameters: [TokenKeyAlgorithm: String]

        /// A row with its names and paths.
        public init(name: String, medium: Medium, storage: String = "", product: String = "", paths: [String] = []) {
            self.name = name
            self.medium = medium
            self.storage = storage
            self.product = product.isEmpty ? name : product
            self.paths = paths
            models = []
            atrs = []
            environment = [:]
            gostParameters = [:]
        }
    }

    /// The most bytes of a table's file.
    public static let sizeLimit = 1 << 20
    /// Where a packaged kiosk has it.
    public static let standardPath = "/etc/psc-kiosk/token-modules.json"

    /// All rows.
    public private(set) var rows: [Row]

    /// - Throws: `Failure` with `configuration.invalid` when names repeat or a row breaks a limit.
    public init(_ rows: [Row]) throws(Failure) {
        guard rows.count <= 64 else { throw Failure(.configurationInvalid, "more than 64 token modules") }
        for row in rows { try row.check() }
        guard Set(rows.map(\.name)).count == rows.count else {
            throw Failure(.configurationInvalid, "two token modules with one name")
        }
        self.rows = rows
    }

    /// Reads the JSON form.
    ///
    /// - Throws: `Failure` with `configuration.invalid`, naming the row.
    public init(json: [UInt8]) throws(Failure) {
        guard json.count <= Self.sizeLimit else { throw Failure(.configurationInvalid, "token modules: too large") }
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: Data(json))
        } catch {
            throw Failure(.configurationInvalid, "token modules: not the JSON that is expected: \(error)")
        }
        var rows: [Row] = []
        for row in file.modules { rows.append(try Row(row)) }
        try self.init(rows)
    }

    /// Reads a file of that form.
    public init(path: String) throws(Failure) {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Failure(.configurationInvalid, "token modules: \(path) cannot be read")
        }
        try self.init(json: Array(bytes))
    }

    /// Bytes from hexadecimal digits, which may be parted by blanks or colons.
    ///
    /// - Throws: `Failure` with `configuration.invalid`; also for more than 64 bytes.
    public static func bytes(hexadecimal text: String) throws(Failure) -> [UInt8] {
        let digits = text.utf8.filter { $0 != 0x20 && $0 != 0x3A }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[index..<min(index + 2, digits.count)], as: UTF8.self)
            guard pair.utf8.count == 2, pair.allSatisfy(\.isHexDigit), let byte = UInt8(pair, radix: 16),
                bytes.count < 64
            else {
                throw Failure(.configurationInvalid, "token modules: not at most 64 bytes in hexadecimal")
            }
            bytes.append(byte)
        }
        return bytes
    }

    /// The row of that name.
    public func row(named name: String) -> Row? { rows.first { $0.name == name } }

    /// Whether a token that the row's module shows belongs to this row. Rows with the same module and environment
    /// part its tokens by ``Row/models``; one that no row names belongs to the first, so that none is lost and none is
    /// there twice.
    public func owns(_ row: Row, product: String) -> Bool {
        guard let path = try? row.installedPath() else { return false }
        let sharing = rows.filter { (try? $0.installedPath()) == path && $0.environment == row.environment }
        let text = product.lowercased()
        let named = sharing.first { $0.models.contains { text.contains($0.lowercased()) } }
        return (named ?? sharing.first)?.name == row.name
    }

    /// The row whose module reaches the card with this answer to reset; nil when no row names it.
    public func row(atr: [UInt8]) -> Row? { rows.first { $0.atrs.contains(atr) } }
}

extension TokenModuleTable.Row {
    /// The first path that exists.
    ///
    /// - Throws: `Failure`: `card.vendor-module-needed` for an identity card, whose keys nothing else reaches
    ///   (DESIGN 4), else `token.module-missing`.
    public func installedPath() throws(Failure) -> String {
        if let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) { return path }
        let reason = paths.isEmpty ? "no path is configured" : "none of \(paths.joined(separator: ", ")) exists"
        throw Failure(medium == .idCard ? .cardVendorModule : .tokenModuleMissing, "\(product): \(reason)")
    }

    fileprivate func check() throws(Failure) {
        let allowed = name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard allowed, (1...32).contains(name.utf8.count) else {
            throw Failure(.configurationInvalid, "token module name: lower-case letters, digits, hyphens, at most 32")
        }
        let withinLimits = paths.count <= 16 && atrs.count <= 64 && models.count <= 16 && environment.count <= 16
        guard withinLimits, paths.allSatisfy({ $0.hasPrefix("/") && !$0.utf8.contains(0) }) else {
            throw Failure(.configurationInvalid, "token module \(name): at most 16 absolute paths, 64 ATRs")
        }
        guard environment.keys.allSatisfy({ !$0.isEmpty && !$0.contains("=") }) else {
            throw Failure(.configurationInvalid, "token module \(name): a variable without a name")
        }
    }

    fileprivate init(_ form: RowForm) throws(Failure) {
        self.init(
            name: form.name, medium: form.medium, storage: form.storage ?? "", product: form.product ?? "",
            paths: form.paths ?? [])
        models = form.models ?? []
        environment = form.environment ?? [:]
        for text in form.atrs ?? [] { atrs.append(try TokenModuleTable.bytes(hexadecimal: text)) }
        for (size, text) in form.gostParameters ?? [:] {
            guard let algorithm = TokenKeyAlgorithm(rawValue: size), [.gost256, .gost512].contains(algorithm) else {
                throw Failure(.configurationInvalid, "token module \(form.name): gostParameters has \(size)")
            }
            _ = try TokenModuleTable.bytes(hexadecimal: text)
            gostParameters[algorithm] = text
        }
    }
}

private struct File: Decodable {
    var modules: [RowForm]
}

private struct RowForm: Decodable {
    var name: String
    var medium: Medium
    var storage: String?
    var product: String?
    var paths: [String]?
    var models: [String]?
    var atrs: [String]?
    var environment: [String: String]?
    var gostParameters: [String: String]?
}
