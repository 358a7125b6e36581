/// RFC 5280, 4.2.1.10.
extension NameConstraints {
    /// Whether all names of the certificate are within what is permitted and outside of what is excluded.
    func allow(_ certificate: Certificate) -> Bool {
        let subject: [GeneralName] = certificate.subject.isEmpty ? [] : [.directory(certificate.subject)]
        // Names that cannot be read could be any.
        guard !certificate.extensions.unreadable.contains(ExtensionName.subjectAlternativeName) else { return false }
        return (subject + certificate.extensions.subjectAlternativeNames).allSatisfy(allow)
    }

    private func allow(_ name: GeneralName) -> Bool {
        let permitted = permitted.filter { $0.isSameKind(as: name) }
        let excluded = excluded.filter { $0.isSameKind(as: name) }
        if !name.hasRules { return permitted.isEmpty && excluded.isEmpty }
        return !excluded.contains { name.isWithin($0) }
            && (permitted.isEmpty || permitted.contains { name.isWithin($0) })
    }
}

extension GeneralName {
    /// Kinds whose constraints we know; a constraint on any other kind forbids every name of that kind.
    fileprivate var hasRules: Bool {
        switch self {
        case .dns, .ip, .directory, .email: true
        case .uri, .other: false
        }
    }

    fileprivate func isSameKind(as other: GeneralName) -> Bool {
        switch (self, other) {
        case (.email, .email), (.dns, .dns), (.directory, .directory), (.uri, .uri), (.ip, .ip): true
        case (.other(let left), .other(let right)): left.first == right.first
        default: false
        }
    }

    fileprivate func isWithin(_ base: GeneralName) -> Bool {
        switch (self, base) {
        case (.dns(let name), .dns(let base)): Self.isWithin(host: name.lowercased(), base.lowercased())
        case (.directory(let name), .directory(let base)): name.folded.starts(with: base.folded)
        case (.ip(let address), .ip(let base)): Self.isWithin(address: address, base)
        case (.email(let name), .email(let base)): Self.isWithin(mailbox: name.lowercased(), base.lowercased())
        default: false
        }
    }

    private static func isWithin(host: String, _ base: String) -> Bool {
        let base = base.hasPrefix(".") ? String(base.dropFirst()) : base
        return base.isEmpty || host == base || host.hasSuffix("." + base)
    }

    /// A mailbox, all of a host, or with a leading dot all hosts of a domain.
    private static func isWithin(mailbox: String, _ base: String) -> Bool {
        if base.contains("@") { return mailbox == base }
        guard let host = mailbox.split(separator: "@", omittingEmptySubsequences: false).last.map(String.init) else {
            return false
        }
        return base.hasPrefix(".") ? host.hasSuffix(base) : host == base
    }

    private static func isWithin(address: [UInt8], _ base: [UInt8]) -> Bool {
        guard base.count == 2 * address.count else { return false }
        let network = base.prefix(address.count)
        let mask = base.suffix(address.count)
        return zip(zip(address, network), mask).allSatisfy { ($0.0 ^ $0.1) & $1 == 0 }
    }
}
