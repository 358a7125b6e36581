import KioskDevices

/// A card that describes its keys, certificates and PINs itself (ISO/IEC 7816-15, formerly PKCS#15), selected. Use it
/// inside one transaction on the reader's executor; nothing is repeated by itself.
public struct PKCS15Card {
    let files: CardFiles
    let directory: PKCS15Directory

    private var reader: PKCS15Reader { PKCS15Reader(files: files) }
    private var channel: any CardChannel { files.channel }

    /// Finds the application and reads its description; nil when the card has none.
    ///
    /// - Parameter known: what an earlier session with the same insertion read; then only the application is selected.
    public static func select(
        on channel: any CardChannel, within limits: APDULimits = .short, known: CardContents? = nil
    ) throws(CardError) -> PKCS15Card? {
        let files = CardFiles(channel, within: limits)
        if let directory = known?.directory {
            guard try PKCS15Reader(files: files).select(directory.application) else { return nil }
            return PKCS15Card(files: files, directory: directory)
        }
        guard let directory = try PKCS15Reader(files: files).read() else { return nil }
        return PKCS15Card(files: files, directory: directory)
    }

    /// Everything that the card tells without PIN; damaged objects are noted and passed over.
    public func contents() throws(CardError) -> CardContents {
        var contents = CardContents(serial: directory.token.serial.isEmpty ? nil : directory.token.serial, label: label)
        contents.directory = directory
        contents.damages = directory.damages
        var found: [(entry: PKCS15Certificate, der: [UInt8], outline: CertificateOutline)] = []
        for entry in directory.certificates {
            let name = "certificate \(hex(entry.identifier))"
            guard let bytes = try tolerating(entry.value, name, &contents) else { continue }
            // A file may be larger than what it holds.
            guard let der = TLV.parseFile(bytes).elements.first?.encoded, let outline = CertificateOutline(der) else {
                contents.damages.append("\(name): damaged or none")
                continue
            }
            found.append((entry, der, outline))
        }
        for entry in directory.privateKeys {
            let certified = found.first { $0.entry.identifier == entry.identifier }?.outline.publicKey
            guard let key = try key(entry, certified, &contents) else { continue }
            contents.keys.append(key)
        }
        contents.certificates = found.map { one in
            CardCertificate(
                label: one.entry.common.label, der: one.der, outline: one.outline,
                key: contents.keys.first { $0.place == .pkcs15(identifier: one.entry.identifier) })
        }
        return contents
    }

    private var label: String {
        directory.token.label.isEmpty ? directory.application.label : directory.token.label
    }

    /// A key that can be used: with a public half of the kind that the directory says.
    private func key(
        _ entry: PKCS15Key, _ certified: PublicKeyMaterial?, _ contents: inout CardContents
    ) throws(CardError) -> CardKey? {
        let published = try publicKey(of: entry, &contents)
        let name = "key \(hex(entry.identifier))"
        if let certified, let published, certified != published {
            contents.damages.append("\(name): its certificate is another key's")
            return nil
        }
        guard let publicKey = certified ?? published else {
            contents.damages.append("\(name): its public key is not on the card")
            return nil
        }
        let fits =
            switch (entry.kind, publicKey.keyAlgorithm) {
            case (.rsa, .rsa(let bits)): bits == entry.modulusLength
            case (.ec, .ecP256), (.ec, .ecP384): true
            default: false
            }
        guard fits, entry.isNative else {
            contents.damages.append("\(name): not what its directory says")
            return nil
        }
        return CardKey(
            place: .pkcs15(identifier: entry.identifier), label: entry.common.label, algorithm: publicKey.keyAlgorithm,
            purposes: purposes(entry), wantsPINEachTime: entry.common.userConsent == 1, publicKey: publicKey)
    }

    /// Binding keys are for signatures; where the card has none, every signing key is.
    private func purposes(_ entry: PKCS15Key) -> Set<CardKeyPurpose> {
        var purposes: Set<CardKeyPurpose> = entry.managesKeys ? [.keyManagement] : []
        let hasBinding = directory.privateKeys.contains { $0.bindsItsHolder }
        if entry.signs, !entry.bindsItsHolder || directory.privateKeys.count == 1 { purposes.insert(.authentication) }
        if entry.bindsItsHolder || (entry.signs && !hasBinding) { purposes.insert(.signature) }
        return purposes
    }

    private func publicKey(
        of entry: PKCS15Key, _ contents: inout CardContents
    ) throws(CardError) -> PublicKeyMaterial? {
        guard let match = directory.publicKeys.first(where: { $0.identifier == entry.identifier }),
            let bytes = try tolerating(match.value, "public key \(hex(entry.identifier))", &contents),
            let element = TLV.parseFile(bytes).elements.first
        else { return nil }
        switch (entry.kind, element.tag) {
        // SubjectPublicKeyInfo under [1], or bare where its first part is an algorithm.
        case (_, 0xA1): return element.children.first.flatMap { PublicKeyMaterial(subjectPublicKeyInfo: $0) }
        case (_, 0x30) where element.children.first?.tag == 0x30:
            return PublicKeyMaterial(subjectPublicKeyInfo: element)
        case (.rsa, 0x30): return PublicKeyMaterial(rsaPublicKey: element.encoded)
        case (.ec, 0x04): return PublicKeyMaterial(point: element.value)
        default: return nil
        }
    }

    private func tolerating(
        _ value: PKCS15Value, _ name: String, _ contents: inout CardContents
    ) throws(CardError) -> [UInt8]? {
        guard case .indirect(let path) = value else {
            if case .direct(let bytes) = value { return bytes }
            return nil
        }
        do throws(CardError) {
            if let bytes = try reader.content(path, in: directory.application) { return bytes }
            contents.damages.append("\(name): no such file")
        } catch {
            guard error.isAboutContent else { throw error }
            contents.damages.append("\(name): \(error.detail)")
        }
        return nil
    }

    func entry(_ key: CardKey) -> PKCS15Key? {
        guard case .pkcs15(let identifier) = key.place else { return nil }
        return directory.privateKeys.first { $0.identifier == identifier }
    }
}

extension PKCS15Card {
    /// The tries left, without using one; the PIN's file or application is selected first where it names one.
    func status(for key: CardKey?) throws(CardError) -> PINStatus {
        let pin = try pin(for: key)
        let puk = directory.puk(for: pin)
        try enter(pin)
        let pinCounter = try counter(pin)
        let pukCounter: PINCounter = if let puk { try counter(puk) } else { .unknown }
        return PINStatus(
            pin: pinCounter, puk: pukCounter, format: pin.format, pukFormat: pukFormat(pin),
            canChange: !pin.isChangeDisabled)
    }

    func verify(_ typed: consuming SecretBytes, for key: CardKey?) throws(CardError) -> PINResult {
        let pin = try pin(for: key)
        let value = try pin.format.encode(typed)
        try enter(pin)
        return try PINCommand(.verify, reference: pin.format.reference).send(value, SecretBytes(), on: channel)
    }

    func change(
        from old: consuming SecretBytes, to new: consuming SecretBytes, for key: CardKey?
    ) throws(CardError) -> PINResult {
        let pin = try pin(for: key)
        guard !pin.isChangeDisabled else { throw .unsupported("changing this PIN") }
        return try change(pin, old, new)
    }

    func changePUK(
        from old: consuming SecretBytes, to new: consuming SecretBytes, for key: CardKey?
    ) throws(CardError) -> PINResult {
        guard let puk = directory.puk(for: try pin(for: key)), !puk.isChangeDisabled else {
            throw .unsupported("changing this PUK")
        }
        return try change(puk, old, new)
    }

    func unblock(
        puk: consuming SecretBytes, newPIN: consuming SecretBytes, for key: CardKey?
    ) throws(CardError) -> PINResult {
        let pin = try pin(for: key)
        guard let unblocking = pukFormat(pin) else { throw .unsupported("unblocking this PIN") }
        let first = try unblocking.encode(puk)
        let second = try pin.format.encode(newPIN)
        try enter(pin)
        return try PINCommand(.unblock, reference: pin.format.reference).send(first, second, on: channel)
    }

    func pin(for key: CardKey?) throws(CardError) -> PKCS15PIN {
        guard let pin = directory.pin(for: key.flatMap(entry)) else {
            throw .unsupported("a card that describes no PIN")
        }
        return pin
    }

    /// A PIN that may be unblocked by a PUK of which the card says nothing has one written like itself.
    private func pukFormat(_ pin: PKCS15PIN) -> PINFormat? {
        pin.isUnblockDisabled ? nil : directory.puk(for: pin)?.format ?? pin.format
    }

    /// Local PINs belong to a file or application, which must be the current one.
    func enter(_ pin: PKCS15PIN) throws(CardError) {
        guard let path = pin.path else { return }
        guard try reader.select(path, in: directory.application) != nil else {
            throw .badAnswer("the place of the PIN does not exist")
        }
    }

    private func change(
        _ pin: PKCS15PIN, _ old: consuming SecretBytes, _ new: consuming SecretBytes
    ) throws(CardError) -> PINResult {
        let first = try pin.format.encode(old)
        let second = try pin.format.encode(new)
        try enter(pin)
        return try PINCommand(.change, reference: pin.format.reference).send(first, second, on: channel)
    }

    private func counter(_ pin: PKCS15PIN) throws(CardError) -> PINCounter {
        PINCounter(
            try channel.send(CommandAPDU(ins: 0x20, p1: 0x00, p2: pin.format.reference)).status)
    }
}
