package import SmartCard
import SwiftASN1

/// One way of PACE that a chip offers (9303-11, 9.2.1): protocol, cipher, curve.
package struct PACEInfo: Sendable, Hashable {
    package var cipher: SessionCipher
    package var curve: Curve

    package init(cipher: SessionCipher, curve: Curve) {
        self.cipher = cipher
        self.curve = curve
    }

    /// The content of the object identifier id-PACE-ECDH-GM-…, as commands and tokens carry it.
    package var identifier: [UInt8] { Self.genericMapping + [cipher.rawValue] }

    /// id-PACE-ECDH-GM, 0.4.0.127.0.7.2.2.4.2 (9303-11, 9.2.3).
    private static let genericMapping: [UInt8] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02]

    init?(_ protocolIdentifier: ASN1ObjectIdentifier, version: Int, parameters: Int?) {
        let components = Array(protocolIdentifier.oidComponents)
        guard components.dropLast() == [0, 4, 0, 127, 0, 7, 2, 2, 4, 2], version == 2,
            let cipher = components.last.flatMap({ UInt8(exactly: $0) }).flatMap(SessionCipher.init),
            let curve = parameters.flatMap({ UInt8(exactly: $0) }).flatMap(Curve.init)
        else { return nil }
        self.init(cipher: cipher, curve: curve)
    }
}

/// EF.CardAccess (9303-11, 9.2.11): what a chip says of its access protocols.
package struct CardAccess: Sendable, Hashable {
    /// Every way of PACE that this program does, in the chip's order.
    package var offers: [PACEInfo] = []
    /// True when the chip offers PACE at all, perhaps only over groups or mappings that this program does not do.
    package var hasPACE = false

    /// The most entries that are looked at.
    private static let entryLimit = 64

    /// Reads the SecurityInfos of the file; entries of other protocols are passed over.
    ///
    /// - Throws: ``CardError/badAnswer(_:)`` when it is no set of sequences.
    package init(_ file: [UInt8]) throws(CardError) {
        guard let root = try? DER.parse(file), root.identifier == .set, case .constructed(let entries) = root.content
        else { throw .badAnswer("EF.CardAccess is no set of security information") }
        for (index, entry) in entries.enumerated() {
            guard index < Self.entryLimit else { throw .badAnswer("EF.CardAccess with too many entries") }
            guard let known = try? Self.read(entry) else { continue }
            hasPACE = true
            if let offer = known { offers.append(offer) }
        }
    }

    /// The offer to take: the strongest cipher, of those the first; nil when there is none.
    package var preferred: PACEInfo? {
        guard let strongest = offers.map(\.cipher.rawValue).max() else { return nil }
        return offers.first { $0.cipher.rawValue == strongest }
    }

    /// Whether the protocol alone does not say which curve is meant.
    package func isAmbiguous(_ offer: PACEInfo) -> Bool { offers.count { $0.cipher == offer.cipher } > 1 }

    /// Nil inside when it is PACE, but not a way of ours.
    private static func read(_ entry: ASN1Node) throws -> PACEInfo?? {
        try DER.sequence(entry, identifier: .sequence) { nodes in
            let identifier = try ASN1ObjectIdentifier(derEncoded: &nodes)
            guard identifier.oidComponents.starts(with: [0, 4, 0, 127, 0, 7, 2, 2, 4]),
                // Ten parts name a protocol, nine the domain parameters of one.
                identifier.oidComponents.count == 11
            else {
                while nodes.next() != nil {}
                return .none
            }
            let version = try Int(derEncoded: &nodes)
            let parameters = try nodes.next().map { try Int(derEncoded: $0) }
            return .some(PACEInfo(identifier, version: version, parameters: parameters))
        }
    }
}
