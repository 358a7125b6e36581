import CLibXML2

/// A canonical form of XML that signatures may name.
struct Canonicalisation: Hashable {
    enum Kind: Hashable, CaseIterable {
        /// Canonical XML 1.0.
        case inclusive
        /// Exclusive XML Canonicalization 1.0.
        case exclusive
        /// Canonical XML 1.1.
        case inclusive11
    }

    var kind: Kind
    var withComments = false
    /// The PrefixList of InclusiveNamespaces; exclusive form only.
    var inclusivePrefixes: [String] = []

    /// Canonical XML 1.0, comments left out: what SignedInfo and references without a transform get.
    static let standard = Canonicalisation(kind: .inclusive)

    private static let names: [Kind: String] = [
        .inclusive: "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        .exclusive: "http://www.w3.org/2001/10/xml-exc-c14n#",
        .inclusive11: "http://www.w3.org/2006/12/xml-c14n11",
    ]

    private var suffix: String { kind == .exclusive ? "WithComments" : "#WithComments" }

    /// The algorithm's URI.
    var uri: String { (Self.names[kind] ?? "") + (withComments ? suffix : "") }

    init(kind: Kind, withComments: Bool = false, inclusivePrefixes: [String] = []) {
        self.kind = kind
        self.withComments = withComments
        self.inclusivePrefixes = inclusivePrefixes
    }

    /// The form that a URI names.
    init?(uri: String) {
        for kind in Kind.allCases {
            for withComments in [false, true] {
                let form = Canonicalisation(kind: kind, withComments: withComments)
                if form.uri == uri {
                    self = form
                    return
                }
            }
        }
        return nil
    }

    var mode: xmlC14NMode {
        switch kind {
        case .inclusive: XML_C14N_1_0
        case .exclusive: XML_C14N_EXCLUSIVE_1_0
        case .inclusive11: XML_C14N_1_1
        }
    }
}
