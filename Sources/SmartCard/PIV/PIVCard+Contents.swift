extension PIVCard {
    /// Everything that the card tells without PIN. Empty slots are no fault, and a damaged certificate does not hide the
    /// others.
    ///
    /// - Throws: what ends the exchange with the card; not what is wrong with single objects.
    public func contents() throws(CardError) -> CardContents {
        var contents = CardContents(serial: nil, label: "PIV")
        contents.serial = try tolerating(&contents, "CHUID") { () throws(CardError) in try cardID()?.bytes } ?? nil
        let reference = try tolerating(&contents, "discovery object") { () throws(CardError) in try primaryPIN() }
        contents.pinReference = reference ?? .pin
        let retired = try tolerating(&contents, "key history") { () throws(CardError) in
            try retiredCertificateCount()
        }
        for slot in PIVSlot.allCases + PIVSlot.retired.prefix(retired ?? 0) {
            let name = "certificate \(hex([slot.rawValue]))"
            let der = try tolerating(&contents, name) { () throws(CardError) in try certificate(slot) } ?? nil
            guard let der else { continue }
            guard let outline = CertificateOutline(der) else {
                contents.damages.append("\(name): no certificate")
                continue
            }
            let key = Self.key(in: slot, outline)
            if let key { contents.keys.append(key) }
            contents.certificates.append(CardCertificate(label: slot.label, der: der, outline: outline, key: key))
        }
        return contents
    }

    private static func key(in slot: PIVSlot, _ outline: CertificateOutline) -> CardKey? {
        guard let publicKey = outline.publicKey, PIVAlgorithm(publicKey.keyAlgorithm) != nil else { return nil }
        return CardKey(
            place: .piv(slot), label: slot.label, algorithm: publicKey.keyAlgorithm, purposes: [slot.purpose],
            wantsPINEachTime: slot == .signature, publicKey: publicKey)
    }

    /// Runs one reading step; what the card says wrongly is noted, what ends the exchange is thrown.
    private func tolerating<Value>(
        _ contents: inout CardContents, _ what: String, _ step: () throws(CardError) -> Value
    ) throws(CardError) -> Value? {
        do throws(CardError) {
            return try step()
        } catch {
            guard error.isAboutContent else { throw error }
            contents.damages.append("\(what): \(error.detail)")
            return nil
        }
    }
}

extension CardError {
    /// True when the card still answers and only what it said was no good.
    var isAboutContent: Bool {
        switch self {
        case .badAnswer, .refused, .unsupported: true
        default: false
        }
    }
}
