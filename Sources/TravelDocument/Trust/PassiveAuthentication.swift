import CMS
import KioskDevices
import KioskDomain
import PKIX
import SmartCard

/// Passive authentication (9303-11, 5.1): the hashes of the data groups against the document security object, its
/// signature, and the path from the document signer to a country signing authority.
struct PassiveAuthentication {
    private let authorities: [Certificate]
    private let now: UnixTime

    init(_ authorities: [Certificate], now: UnixTime) {
        self.authorities = authorities
        self.now = now
    }

    /// What was found.
    enum Outcome {
        /// Nothing speaks against the data.
        case holds(ChipTrust)
        /// Something does.
        case fails(reason: String)
    }

    /// - Parameters:
    ///   - file: EF.SOD, whole.
    ///   - groups: the data groups that were read, whole files by their numbers.
    /// - Throws: ``CardError/badAnswer(_:)`` when the file is no signed object at all.
    func verify(_ file: [UInt8], _ groups: [Int: [UInt8]]) throws(CardError) -> Outcome {
        guard let content = try TLV.find([0x77], in: file) else { throw .badAnswer("EF.SOD without an object") }
        let document: CMSDocument
        do throws(Failure) {
            document = try CMSDocument(content)
        } catch {
            throw .badAnswer("EF.SOD: \(error.detail)")
        }
        guard document.contentType == SecurityObject.contentType, let signed = document.content else {
            return .fails(reason: "EF.SOD signs something else than a document security object")
        }
        let object: SecurityObject
        do throws(CardError) {
            object = try SecurityObject(Array(signed))
        } catch .unsupported(let what) {
            return .holds(.unknown(reason: what))
        }
        if let reason = Self.mismatch(object, groups) { return .fails(reason: reason) }
        return judge(document)
    }

    private static func mismatch(_ object: SecurityObject, _ groups: [Int: [UInt8]]) -> String? {
        for (number, file) in groups.sorted(by: { $0.key < $1.key }) {
            guard let expected = object.hashes[number] else { return "DG\(number) is not in the security object" }
            let digest = object.hash.digest(of: file)
            guard !digest.isEmpty, digest == expected else { return "DG\(number) has another hash" }
        }
        return nil
    }

    private func judge(_ document: CMSDocument) -> Outcome {
        // No list of revoked signers is asked for here: what nobody gave is reported, not required.
        let verifier = SignatureVerifier(anchors: authorities, requirement: .reported, purpose: nil)
        let report = verifier.verify(document, at: now)
        let problems = report.problems + report.signers.flatMap(\.problems)
        if let forged = problems.first(where: { Self.forgeries.contains($0.code) }) {
            return .fails(reason: "\(forged.step.rawValue): \(forged.detail)")
        }
        guard report.isValid, report.signers.allSatisfy({ $0.cryptographic == .valid && $0.chain == .valid }) else {
            let first = problems.first.map { "\($0.step.rawValue): \($0.detail)" }
            return .holds(.unknown(reason: first ?? "nobody known vouches for the signer"))
        }
        return .holds(.trusted)
    }

    // What proves that somebody changed or invented the data; all else is a lack of knowledge.
    private static let forgeries: Set<FailureCode> = [
        .signatureInvalid, .signatureMissing, .certificateSignature, .certificateRevoked, .certificatePurpose,
    ]
}
