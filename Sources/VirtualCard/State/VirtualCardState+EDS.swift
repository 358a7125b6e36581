import FoundationEssentials
import KioskDevices
import KioskDomain
import PKIX
import SmartCard

extension VirtualCardState {
    /// A card to sign in with that holds an EDS as well: a key in slot 9C whose certificate somebody issues, as an officer's card
    /// has (RULES I4).
    ///
    /// - Parameter issue: gets PKCS#10 (RFC 2986) in DER and answers the certificate in DER.
    /// - Throws: what `issue` throws, and as `init(signingIn:)`.
    public static func holdingEDS(
        of person: Personalisation, issuedBy issue: (_ request: [UInt8]) async throws -> [UInt8]
    ) async throws -> VirtualCardState {
        var state = try VirtualCardState(signingIn: person)
        let (slot, key) = (PIVSlot.signature, try VirtualKey.generate(.eccP256))
        guard let material = key.publicKey else { throw CardError.badAnswer("a virtual key that is none") }
        let request = try CertificationRequest.signed(
            subject: DistinguishedName([]), publicKey: try PublicKey(der: material.subjectPublicKeyInfo)
        ) { digest throws(Failure) in
            guard let signature = key.sign(digest) else { throw Failure(.signAlgorithm) }
            return signature
        }
        let certificate = try await issue(request.der)
        state.keys[slot.rawValue] = key
        let content = [TLV(0x70, certificate), TLV(0x71, [0x00]), TLV(0xFE, [UInt8]())]
        state.objects[slot.certificateObject.tag] = Data(content.flatMap(\.encoded))
        return state
    }
}
