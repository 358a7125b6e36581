import CPKCS11
import HelperProtocol
import KioskDevices
import KioskDomain

extension TokenService {
    /// One signature. A key that asks for the PIN each time gets it by a log-in of its own (`CKU_CONTEXT_SPECIFIC`,
    /// PKCS#11 2.40, 4.9) between `C_SignInit` and `C_Sign`.
    func sign(
        _ token: TokenReference, _ key: TokenKeyReference, _ digestAlgorithm: TokenDigestAlgorithm, _ digest: [UInt8],
        _ secrets: inout TokenSecrets, _ source: TokenPINSource, _ confirmedLastTry: Bool
    ) throws(Failure) -> TokenAnswer {
        let state = try state(of: token)
        let slot = CK_SLOT_ID(token.slot)
        let session = try sessions.session(slot, writable: false)
        let object = try privateKey(key, session, slot)
        let form = try SignatureForm(try module.keyAlgorithm(of: object, session), digestAlgorithm, digest)
        let always = try module.flag(CKA_ALWAYS_AUTHENTICATE, of: object, session) ?? false
        guard always else {
            try begin(form, object, session)
            return .signature(try form.finished(try finish(form, session)))
        }
        guard source != .none else {
            throw Failure(.tokenRefused, "the key asks for the PIN for each signature, and none was given")
        }
        let pin = try EntryPIN(&secrets, pinpad: source == .pinpad, state)
        if let refusal = state.userPIN.refusal(confirmedLastTry: confirmedLastTry) { return .pin(refusal) }
        // In a session of its own: when the PIN is refused the begun operation ends with it.
        let own = try sessions.open(slot, writable: false)
        defer { (try? sessions)?.close(own) }
        try begin(form, object, own)
        let result = try login(own, CKU_CONTEXT_SPECIFIC, pin, slot)
        guard result == .accepted else { return .pin(result) }
        return .signature(try form.finished(try finish(form, own)))
    }

    /// The private key of that name.
    private func privateKey(
        _ key: TokenKeyReference, _ session: CK_SESSION_HANDLE, _ slot: CK_SLOT_ID
    ) throws(Failure) -> ObjectHandle {
        let template = [Attribute(CKA_CLASS, number: CKO_PRIVATE_KEY), Attribute(CKA_ID, key.id)]
        let found = try module.find(template, session)
        if found.count == 1, let only = found.first { return only }
        var named: [ObjectHandle] = []
        for object in found where try module.label(of: object, session) == key.label { named.append(object) }
        if named.count == 1, let only = named.first { return only }
        guard found.isEmpty else { throw Failure(.signKeyMissing, "\(found.count) keys of that identifier") }
        let loggedIn = try sessions.isLoggedIn(slot)
        throw Failure(.signKeyMissing, loggedIn ? "no such key" : "no such key is visible before a log-in")
    }

    private func begin(
        _ form: SignatureForm, _ object: ObjectHandle, _ session: CK_SESSION_HANDLE
    ) throws(Failure) {
        guard let type = form.algorithm.signingMechanism else { throw Failure(.signAlgorithm) }
        let signInit = try module.need(module.functions.C_SignInit, "C_SignInit")
        var mechanism = CK_MECHANISM(mechanism: type, pParameter: nil, ulParameterLen: 0)
        try module.check(signInit(session, &mechanism, object), "C_SignInit")
    }

    private func finish(_ form: SignatureForm, _ session: CK_SESSION_HANDLE) throws(Failure) -> [UInt8] {
        let sign = try module.need(module.functions.C_Sign, "C_Sign")
        var input = form.input
        var signature = [UInt8](repeating: 0, count: 1024)
        var count = CK_ULONG(signature.count)
        let result = ReturnValue(sign(session, &input, CK_ULONG(input.count), &signature, &count))
        guard result.raw != CKR_BUFFER_TOO_SMALL, count <= signature.count else {
            throw garbage("C_Sign: \(count) bytes")
        }
        try module.check(result, "C_Sign")
        return Array(signature.prefix(Int(count)))
    }
}
