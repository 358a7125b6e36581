import CPKCS11
import Crypto
import HelperProtocol
import KioskDevices
import KioskDomain

extension TokenService {
    private static let certificateLimit = 64 << 10
    /// Bytes of all certificates of a module: what fits into an answer.
    private static let certificatesLimit = 256 << 10

    /// The tokens, which must fit into one answer; medium and status are filled in by the broker.
    func report() throws(Failure) -> TokenModuleReport {
        var report = TokenModuleReport(
            name: name, medium: .file, storage: "", path: nil,
            status: DeviceStatus(id: "token.\(name)", name: "", health: .ok, finding: ""))
        report.library = try module.libraryName()
        var room = Self.certificatesLimit
        for slot in try module.slotsWithToken() {
            guard let info = try module.tokenInfo(slot) else { continue }
            report.tokens.append(try token(slot, TokenState(info), &room))
        }
        return report
    }

    /// The tokens by reference only.
    func presence() throws(Failure) -> [TokenPresence] {
        for slot in try module.slotEvents() { changes[slot, default: 0] += 1 }
        var tokens: [TokenPresence] = []
        for slot in try module.slotsWithToken() {
            guard let state = try module.tokenInfo(slot).map({ TokenState($0) }) else { continue }
            tokens.append(
                TokenPresence(
                    reference: reference(slot, state), product: state.product, changes: changes[slot, default: 0]))
        }
        let present = Set(tokens.map(\.reference.slot))
        for slot in try sessions.slots where !present.contains(UInt64(slot)) { try sessions.end(slot) }
        return tokens
    }

    private func reference(_ slot: CK_SLOT_ID, _ state: TokenState) -> TokenReference {
        TokenReference(module: name, slot: UInt64(slot), fingerprint: state.fingerprint)
    }

    private func token(
        _ slot: CK_SLOT_ID, _ state: TokenState, _ room: inout Int
    ) throws(Failure) -> TokenReport {
        var report = TokenReport(reference: reference(slot, state), slotName: try module.slotName(slot))
        report.label = state.label
        report.product = state.product
        report.userPIN = state.userPIN
        report.officerPIN = state.officerPIN
        report.hasPINPad = state.hasPINPad
        report.isWriteProtected = state.isWriteProtected
        report.isInitialised = state.isInitialised
        report.pinLength = state.pinLength
        (report.signs, report.generates) = try abilities(slot)
        guard state.isInitialised else { return report }
        let session = try sessions.session(slot, writable: false)
        report.isLoggedIn = try sessions.isLoggedIn(slot)
        report.certificates = try certificates(session, &room)
        report.keys = try keys(session)
        return report
    }

    /// Which kinds of keys the token signs with and makes.
    private func abilities(
        _ slot: CK_SLOT_ID
    ) throws(Failure) -> (signs: [TokenKeyAlgorithm], generates: [TokenKeyAlgorithm]) {
        let listed = Set(try module.mechanisms(slot))
        let module = try module
        func can(_ algorithm: TokenKeyAlgorithm, _ mechanism: CK_MECHANISM_TYPE?) -> Bool {
            guard let mechanism, listed.contains(mechanism) else { return false }
            // GOST mechanisms name no sizes that say anything.
            guard algorithm.curve != nil || algorithm.keyType == CKK_RSA,
                let sizes = module.keySizes(mechanism, slot), sizes.upperBound >= 160
            else { return true }
            return sizes.contains(CK_ULONG(algorithm.bits))
        }
        return (
            TokenKeyAlgorithm.allCases.filter { can($0, $0.signingMechanism) },
            TokenKeyAlgorithm.allCases.filter { algorithm in
                let isGOST = algorithm == .gost256 || algorithm == .gost512
                return can(algorithm, algorithm.generationMechanism) && (!isGOST || gostParameters[algorithm] != nil)
            }
        )
    }

    private func certificates(
        _ session: CK_SESSION_HANDLE, _ room: inout Int
    ) throws(Failure) -> [TokenCertificate] {
        var certificates: [TokenCertificate] = []
        for object in try module.find([Attribute(CKA_CLASS, number: CKO_CERTIFICATE)], session) {
            let type = try module.number(CKA_CERTIFICATE_TYPE, of: object, session)
            guard type == nil || type == CKC_X_509 else { continue }
            let der = try module.attribute(CKA_VALUE, of: object, session, limit: Self.certificateLimit) ?? []
            // An object without a value is a place for one: a token without a certificate.
            guard !der.isEmpty else { continue }
            room -= der.count
            guard room >= 0 else { throw garbage("more than \(Self.certificatesLimit) bytes of certificates") }
            certificates.append(
                TokenCertificate(
                    id: try module.identifier(of: object, session), label: try module.label(of: object, session),
                    der: der))
        }
        return certificates
    }

    /// Private halves that are visible, and public halves whose other half is not.
    private func keys(_ session: CK_SESSION_HANDLE) throws(Failure) -> [TokenKey] {
        var keys: [TokenKey] = []
        for kind in [CKO_PRIVATE_KEY, CKO_PUBLIC_KEY] {
            for object in try module.find([Attribute(CKA_CLASS, number: kind)], session) {
                let reference = TokenKeyReference(
                    id: try module.identifier(of: object, session), label: try module.label(of: object, session))
                let hash = kind == CKO_PUBLIC_KEY ? publicKeyHash(object, session) : ""
                if kind == CKO_PUBLIC_KEY,
                    let pair = keys.firstIndex(where: { $0.isPrivateVisible && $0.reference.id == reference.id })
                {
                    keys[pair].publicKeyHash = hash
                    continue
                }
                let always =
                    kind == CKO_PRIVATE_KEY
                    ? try module.flag(CKA_ALWAYS_AUTHENTICATE, of: object, session) ?? false : false
                var key = TokenKey(
                    reference: reference, algorithm: try module.keyAlgorithm(of: object, session),
                    isPrivateVisible: kind == CKO_PRIVATE_KEY, alwaysAuthenticate: always)
                key.publicKeyHash = hash
                keys.append(key)
            }
        }
        return keys
    }

    /// A public half that cannot be read has none: its key is listed all the same.
    private func publicKeyHash(_ object: ObjectHandle, _ session: CK_SESSION_HANDLE) -> String {
        guard let info = (try? module.publicKey(object, session))?.subjectPublicKeyInfo else { return "" }
        return SHA256.hash(data: info).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
