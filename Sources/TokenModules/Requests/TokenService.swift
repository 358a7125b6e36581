import CPKCS11
public import HelperProtocol
import KioskDevices
import KioskDomain

/// Answers requests with one module: the inside of a worker process. One thread.
public final class TokenService {
    let name: String
    let gostParameters: [TokenKeyAlgorithm: [UInt8]]
    private let path: String
    private var loaded: (module: PKCS11Module, sessions: SessionTable)?
    var changes: [CK_SLOT_ID: Int] = [:]

    /// The module is loaded with the first request.
    ///
    /// - Parameters:
    ///   - name: its row in the table.
    ///   - path: the file.
    ///   - gostParameters: what new GOST keys are made with.
    public init(name: String, path: String, gostParameters: [TokenKeyAlgorithm: [UInt8]] = [:]) {
        self.name = name
        self.path = path
        self.gostParameters = gostParameters
    }

    /// Carries a request out; whatever goes wrong is an answer too. The secrets are zeroed when this returns.
    public func answer(_ request: TokenRequest, secrets: consuming TokenSecrets) -> TokenAnswer {
        do throws(Failure) {
            return try carryOut(request, &secrets)
        } catch {
            return .failure(code: error.code, detail: error.detail)
        }
    }

    /// Ends log-ins, sessions and the module's work.
    public func end() {
        loaded?.sessions.endAll()
        loaded?.module.finalise()
        loaded = nil
    }

    var module: PKCS11Module { get throws(Failure) { try load().module } }
    var sessions: SessionTable { get throws(Failure) { try load().sessions } }

    private func load() throws(Failure) -> (module: PKCS11Module, sessions: SessionTable) {
        if let loaded { return loaded }
        let module = try PKCS11Module(path: path)
        try module.initialise()
        let pair = (module, SessionTable(module))
        loaded = pair
        return pair
    }

    private func carryOut(
        _ request: TokenRequest, _ secrets: inout TokenSecrets
    ) throws(Failure) -> TokenAnswer {
        switch request {
        case .list: return .modules([try report()])
        case .presence: return .presence(try presence())
        case .login(let token, let pinpad, let confirmed):
            return .pin(try login(token, &secrets, pinpad: pinpad, confirmed))
        case .logout(let token):
            try sessions.end(CK_SLOT_ID(token.slot))
            return .done
        case .sign(let token, let key, let algorithm, let digest, let pin, let confirmed):
            return try sign(token, key, algorithm, digest, &secrets, pin, confirmed)
        case .generate(let token, let key, let algorithm):
            return .publicKey(try generate(token, key, algorithm))
        case .importCertificate(let token, let key, let der):
            try importCertificate(token, key, der)
            return .done
        case .changePIN(let token, let pinpad, let confirmed):
            return .pin(try changePIN(token, &secrets, pinpad: pinpad, confirmed))
        case .setPIN(let token, let purpose, let pinpad, let confirmed):
            return .pin(try setPIN(token, purpose, &secrets, pinpad: pinpad, confirmed))
        }
    }

    /// The token that was named.
    ///
    /// - Throws: `Failure`: `token.missing`, or `card.swapped` when another one is in its slot.
    func state(of token: TokenReference) throws(Failure) -> TokenState {
        guard let info = try module.tokenInfo(CK_SLOT_ID(token.slot)) else {
            try sessions.end(CK_SLOT_ID(token.slot))
            throw Failure(.tokenMissing, "no token in slot \(token.slot)")
        }
        let state = TokenState(info)
        guard state.fingerprint == token.fingerprint else {
            try sessions.end(CK_SLOT_ID(token.slot))
            throw Failure(.cardSwapped, "another token in slot \(token.slot)")
        }
        return state
    }
}
