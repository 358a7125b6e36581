import SwiftASN1
import X509

/// Extensions that the X.509 library has no type for, as DER.
enum PolicyExtensions {
    /// Certificate policies with CPS pointer and user notice (RFC 5280 section 4.2.1.4).
    static func policies(_ policy: ASN1ObjectIdentifier, names: PKINames) throws -> Certificate.Extension {
        var coder = DER.Serializer()
        try coder.appendConstructedNode(identifier: .sequence) { coder in
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                try coder.serialize(policy)
                try coder.appendConstructedNode(identifier: .sequence) { coder in
                    try coder.appendConstructedNode(identifier: .sequence) { coder in
                        try coder.serialize([1, 3, 6, 1, 5, 5, 7, 2, 1] as ASN1ObjectIdentifier)
                        try coder.serialize(ASN1IA5String(names.practiceStatement))
                    }
                    try coder.appendConstructedNode(identifier: .sequence) { coder in
                        try coder.serialize([1, 3, 6, 1, 5, 5, 7, 2, 2] as ASN1ObjectIdentifier)
                        try coder.appendConstructedNode(identifier: .sequence) { coder in
                            try coder.serialize(ASN1UTF8String(names.notice))
                        }
                    }
                }
            }
        }
        return Certificate.Extension(oid: [2, 5, 29, 32], critical: false, value: coder.serializedBytes[...])
    }

    /// CRL distribution points, and the freshest CRL, which has the same form (RFC 5280 sections 4.2.1.13 and 4.2.1.15).
    static func distributionPoint(_ oid: ASN1ObjectIdentifier, _ uri: String) throws -> Certificate.Extension {
        let context0 = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
        var coder = DER.Serializer()
        try coder.appendConstructedNode(identifier: .sequence) { coder in
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                try coder.appendConstructedNode(identifier: context0) { coder in
                    try coder.appendConstructedNode(identifier: context0) { coder in
                        try coder.serialize(GeneralName.uniformResourceIdentifier(uri))
                    }
                }
            }
        }
        return Certificate.Extension(oid: oid, critical: false, value: coder.serializedBytes[...])
    }
}
