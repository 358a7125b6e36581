import SwiftASN1

/// BasicConstraints (RFC 5280, 4.2.1.9).
public struct BasicConstraints: Sendable, Hashable {
    /// The key may sign certificates.
    public let isAuthority: Bool
    /// At most so many authorities may follow on the path; nil for any number.
    public let pathLength: Int?

    /// Every field as given.
    public init(isAuthority: Bool, pathLength: Int? = nil) {
        self.isAuthority = isAuthority
        self.pathLength = pathLength
    }

    init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        isAuthority = try reader.optional(.boolean)?.boolean() ?? false
        pathLength = try reader.optional(.integer)?.number()
        try reader.finish()
    }
}

/// AuthorityKeyIdentifier (RFC 5280, 4.2.1.1).
public struct AuthorityKeyIdentifier: Sendable, Hashable {
    /// The issuer's subject key identifier.
    public let keyIdentifier: [UInt8]?
    /// Names of the issuer's issuer; empty when not given.
    public let issuer: [GeneralName]
    /// The issuer's serial number.
    public let serialNumber: SerialNumber?

    init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        keyIdentifier = try (reader.optional(context: 0)?.primitive).map { Array($0) }
        issuer =
            try reader.optional(context: 1).map { names in
                try names.elements(names.identifier).map { try GeneralName($0) }
            } ?? []
        serialNumber = try (reader.optional(context: 2)?.primitive).map { SerialNumber($0) }
        try reader.finish()
    }
}

/// NameConstraints (RFC 5280, 4.2.1.10).
public struct NameConstraints: Sendable, Hashable {
    /// Names below one of these are allowed, for each kind that occurs here.
    public let permitted: [GeneralName]
    /// Names below these are not.
    public let excluded: [GeneralName]

    /// Every field as given.
    public init(permitted: [GeneralName] = [], excluded: [GeneralName] = []) {
        self.permitted = permitted
        self.excluded = excluded
    }

    init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        permitted = try Self.subtrees(reader.optional(context: 0))
        excluded = try Self.subtrees(reader.optional(context: 1))
        try reader.finish()
    }

    private static func subtrees(_ node: ASN1Node?) throws -> [GeneralName] {
        guard let node else { return [] }
        return try node.elements(node.identifier).map { subtree in
            // RFC 5280 allows no other minimum than 0 and no maximum: so nothing follows the base.
            var reader = try ElementReader(subtree)
            let base = try GeneralName(reader.next())
            try reader.finish()
            return base
        }
    }
}
