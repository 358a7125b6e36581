import CPKCS11
import HelperProtocol
import KioskDevices
import KioskDomain

extension TokenService {
    /// `C_GenerateKeyPair`; afterwards the token is asked whether the private half is as it must be (E2).
    func generate(
        _ token: TokenReference, _ key: TokenKeyReference, _ algorithm: TokenKeyAlgorithm
    ) throws(Failure) -> TokenPublicKey {
        guard (1...256).contains(key.id.count), key.label.utf8.count <= 256 else {
            throw Failure(.tokenRefused, "a key needs an identifier of 1 to 256 bytes")
        }
        _ = try state(of: token)
        let session = try sessions.session(CK_SLOT_ID(token.slot), writable: true)
        let templates = try KeyTemplates(key, algorithm, gostParameters: gostParameters[algorithm])
        let used = try module.find([Attribute(CKA_CLASS, number: CKO_PRIVATE_KEY), Attribute(CKA_ID, key.id)], session)
        guard used.isEmpty else { throw Failure(.tokenRefused, "a key of that identifier is there already") }
        let (publicHalf, privateHalf) = try makePair(algorithm, templates, session)
        do throws(Failure) {
            let isSensitive = try module.flag(CKA_SENSITIVE, of: privateHalf, session)
            let isExtractable = try module.flag(CKA_EXTRACTABLE, of: privateHalf, session)
            guard isSensitive == true, isExtractable == false else {
                throw garbage("C_GenerateKeyPair: the private key could leave the token")
            }
            let made = try module.publicKey(publicHalf, session)
            guard made.algorithm == algorithm else { throw garbage("C_GenerateKeyPair: \(made.algorithm.rawValue)") }
            return made
        } catch {
            destroy([publicHalf, privateHalf], session)
            throw error
        }
    }

    /// `C_CreateObject`; afterwards the certificate is read back.
    func importCertificate(
        _ token: TokenReference, _ key: TokenKeyReference, _ der: [UInt8]
    ) throws(Failure) {
        let template = try CertificateTemplate(key, der: der)
        _ = try state(of: token)
        let session = try sessions.session(CK_SLOT_ID(token.slot), writable: true)
        let create = try module.need(module.functions.C_CreateObject, "C_CreateObject")
        var object: ObjectHandle = 0
        let result = try template.attributes.withTemplate { (list, count) throws(Failure) in
            ReturnValue(create(session, list, count, &object))
        }
        try module.check(result, "C_CreateObject")
        let written = try module.attribute(CKA_VALUE, of: object, session, limit: der.count)
        guard written == der else { throw Failure(.cardWriteInterrupted, "the certificate reads back different") }
    }

    private func makePair(
        _ algorithm: TokenKeyAlgorithm, _ templates: KeyTemplates, _ session: CK_SESSION_HANDLE
    ) throws(Failure) -> (publicHalf: ObjectHandle, privateHalf: ObjectHandle) {
        guard let type = algorithm.generationMechanism else { throw Failure(.signAlgorithm) }
        let generate = try module.need(module.functions.C_GenerateKeyPair, "C_GenerateKeyPair")
        var mechanism = CK_MECHANISM(mechanism: type, pParameter: nil, ulParameterLen: 0)
        var publicHalf: ObjectHandle = 0
        var privateHalf: ObjectHandle = 0
        let result = try templates.publicHalf.withTemplate { (publicList, publicCount) throws(Failure) in
            try templates.privateHalf.withTemplate { (privateList, privateCount) throws(Failure) in
                ReturnValue(
                    generate(
                        session, &mechanism, publicList, publicCount, privateList, privateCount, &publicHalf,
                        &privateHalf))
            }
        }
        try module.check(result, "C_GenerateKeyPair")
        return (publicHalf, privateHalf)
    }

    private func destroy(_ objects: [ObjectHandle], _ session: CK_SESSION_HANDLE) {
        guard let destroy = (try? module)?.functions.C_DestroyObject else { return }
        for object in objects { _ = destroy(session, object) }
    }
}
