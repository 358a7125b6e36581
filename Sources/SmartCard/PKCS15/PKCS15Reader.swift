/// Finds and reads a card's own description. Every loop is bounded by what fits a file, and no directory is read twice,
/// so a card whose directories point to themselves is read to an end.
struct PKCS15Reader {
    let files: CardFiles

    /// PKCS#15 v1.1, 5.4.2, and ISO/IEC 7816-15, 6.2 (right-truncated).
    static let identifiers: [[UInt8]] = [
        [0xA0, 0x00, 0x00, 0x00, 0x63] + Array("PKCS-15".utf8), [0xE8, 0x28, 0xBD, 0x08, 0x0F],
    ]
    private static let objectDirectory: UInt16 = 0x5031
    private static let tokenInformation: UInt16 = 0x5032

    /// The card's description; nil when there is none.
    func read() throws(CardError) -> PKCS15Directory? {
        for application in try applications() {
            guard try select(application) else { continue }
            let place = application.objectDirectory ?? PKCS15Path(files: [Self.objectDirectory])
            guard let objects = try content(place, in: application),
                TLV.parseFile(objects).elements.contains(where: { Self.names[$0.tag] != nil })
            else { continue }
            var directory = PKCS15Directory(application: application)
            try readToken(&directory)
            try readObjects(objects, &directory)
            return directory
        }
        return nil
    }

    /// Selects the application again, as before a PIN or a signature; false when it is gone.
    func select(_ application: PKCS15Directory.Application) throws(CardError) -> Bool {
        if let identifier = application.identifier, try files.select(application: identifier) { return true }
        guard let path = application.path else { return false }
        return try files.select(path: path.files) != nil
    }

    /// The content of a file or a part of one; nil when the file is not there.
    func content(_ path: PKCS15Path, in application: PKCS15Directory.Application) throws(CardError) -> [UInt8]? {
        guard let file = try select(path, in: application) else { return nil }
        return try files.readBinary(file, from: path.offset, length: path.length)
    }

    /// Selects a file, absolute or below the application.
    func select(
        _ path: PKCS15Path, in application: PKCS15Directory.Application
    ) throws(CardError) -> CardFiles.Selected? {
        if path.isAbsolute { return try files.select(path: path.files) }
        if let start = application.path, start.isAbsolute { return try files.select(path: start.files + path.files) }
        guard try select(application) else { return nil }
        return try files.select(below: path.files)
    }

    // MARK: - EF.DIR

    /// The applications to try: those that EF.DIR names, then the usual places.
    private func applications() throws(CardError) -> [PKCS15Directory.Application] {
        let named = try directoryEntries().compactMap(Self.application)
        let usual = Self.identifiers.map { PKCS15Directory.Application(identifier: $0) }
        let place = PKCS15Directory.Application(path: PKCS15Path(files: [0x3F00, 0x5015]))
        return named.prefix(8) + usual + [place]
    }

    private func directoryEntries() throws(CardError) -> [TLV] {
        guard let file = try files.select(path: [0x3F00, 0x2F00]) else { return [] }
        if file.hasRecords { return try files.readRecords().flatMap { TLV.parseFile($0).elements } }
        do throws(CardError) {
            return TLV.parseFile(try files.readBinary(file)).elements
        } catch .refused(.incompatibleWithFile, _) {
            return try files.readRecords().flatMap { TLV.parseFile($0).elements }
        } catch .refused {
            return []
        }
    }

    /// An application template (7816-4, 12.2.3) with a cryptographic information application; nil for others.
    private static func application(_ template: TLV) -> PKCS15Directory.Application? {
        guard template.tag == 0x61 else { return nil }
        let parts = template.children
        let identifier = parts.first { $0.tag == 0x4F }?.value
        guard let identifier, identifiers.contains(where: { identifier.starts(with: $0) }), identifier.count <= 16
        else {
            return nil
        }
        var application = PKCS15Directory.Application(identifier: identifier)
        application.path = parts.first { $0.tag == 0x51 }.flatMap { PKCS15Path(octets: $0.value) }
        application.label = parts.first { $0.tag == 0x50 }?.text ?? ""
        // `CIODDO` (7816-15, 8.3): where the object directory and the card information are, if not in the usual place.
        for part in parts.first(where: { $0.tag == 0x73 })?.children ?? [] {
            if part.tag == 0x30 { application.objectDirectory = PKCS15Path(part) }
            if part.tag == 0xA0 { application.tokenInformation = PKCS15Path(part.children) }
        }
        return application
    }

    // MARK: - Directories

    private func readToken(_ directory: inout PKCS15Directory) throws(CardError) {
        let place = directory.application.tokenInformation ?? PKCS15Path(files: [Self.tokenInformation])
        guard let bytes = try tolerating(&directory, "TokenInfo", place), let token = PKCS15Objects.token(bytes) else {
            directory.damages.append("TokenInfo: missing or damaged")
            return
        }
        directory.token = token
    }

    /// The object directory: which directory holds what (8.3 `CIOChoice`).
    private func readObjects(_ bytes: [UInt8], _ directory: inout PKCS15Directory) throws(CardError) {
        let (choices, isWhole) = TLV.parseFile(bytes)
        if !isWhole { directory.damages.append("ODF: damaged") }
        var seen: Set<PKCS15Path> = []
        for choice in choices.prefix(32) {
            guard let name = Self.names[choice.tag], let inner = choice.children.first else { continue }
            if inner.tag == 0xA0 {
                add(inner.children, choice.tag, name, &directory)
                continue
            }
            guard let path = PKCS15Path(inner), seen.insert(path).inserted else {
                directory.damages.append("\(name): a path that is none, or twice the same")
                continue
            }
            guard let content = try tolerating(&directory, name, path) else { continue }
            let (elements, isWhole) = TLV.parseFile(content)
            if !isWhole { directory.damages.append("\(name): ends too early") }
            add(elements, choice.tag, name, &directory)
        }
    }

    /// The directories that are read, by the tag of their kind.
    private static let names: [UInt32: String] = [
        0xA0: "PrKDF", 0xA1: "PuKDF", 0xA4: "CDF", 0xA5: "CDF", 0xA6: "CDF", 0xA8: "AODF",
    ]

    private func add(_ elements: [TLV], _ kind: UInt32, _ name: String, _ directory: inout PKCS15Directory) {
        for element in elements.prefix(PKCS15Directory.objectLimit) {
            let isKnown =
                switch kind {
                case 0xA0: directory.privateKeys.add(PKCS15Objects.privateKey(element))
                case 0xA1: directory.publicKeys.add(PKCS15Objects.publicKey(element))
                case 0xA8: directory.pins.add(PKCS15Objects.pin(element))
                default: directory.certificates.add(PKCS15Objects.certificate(element))
                }
            if !isKnown { directory.damages.append("\(name): an entry of a kind that is not used here") }
        }
    }

    /// A file that is absent, or that the card does not give, is empty: others may be whole.
    private func tolerating(
        _ directory: inout PKCS15Directory, _ name: String, _ path: PKCS15Path
    ) throws(CardError) -> [UInt8]? {
        do throws(CardError) {
            return try content(path, in: directory.application)
        } catch {
            guard error.isAboutContent else { throw error }
            directory.damages.append("\(name): \(error.detail)")
            return nil
        }
    }
}

extension Array {
    /// Adds an object that was understood, within the limit; false for nil.
    fileprivate mutating func add(_ element: Element?) -> Bool {
        guard let element else { return false }
        if count < PKCS15Directory.objectLimit { append(element) }
        return true
    }
}
