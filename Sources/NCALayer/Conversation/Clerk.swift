import KioskDevices
import KioskDomain

/// Has a request done by the host and puts what came of it into the envelope of its module.
public struct Clerk: Sendable {
    private let host: any SigningHost

    /// - Parameter host: does the work.
    public init(host: any SigningHost) { self.host = host }

    /// Answers every request; a refusal of the host is a reply like any other.
    public func perform(_ request: Request) async -> Reply {
        if case .answer(let reply) = request.call { return reply }
        switch request.envelope {
        case .commonUtils(let envelope): return await perform(request.call, envelope)
        case .basics(let envelope, let failure): return await perform(request.call, envelope, failure)
        case .applet, .plain: return request.immediateReply ?? .moduleNotFound
        }
    }

    private func perform(_ call: Call, _ envelope: CommonUtilsEnvelope) async -> Reply {
        do {
            return try await envelope.success(object(of: call))
        } catch {
            return envelope.refused(error)
        }
    }

    /// The `responseObject` of a call; nil for calls that have none.
    private func object(of call: Call) async throws(HostRefusal) -> JSONNode? {
        switch call {
        case .activeTokens:
            return .array(await host.activeTokens().filter(\.isHardware).map { .string($0.rawValue) })
        case .keyInfo(let order): return try await host.keyInfo(order).node
        case .sign(let order, let shape): return try await sign(order, shape)
        case .signFile(let path, let order, let shape):
            var order = order
            let bytes = try await host.readFile(path, page: order.page)
            let name = path.split(separator: "/").last.map(String.init)
            order.documents = [SigningDocument(name: name, content: .bytes(bytes))]
            return try await sign(order, shape)
        case .addTimeStamp(let order):
            return .utf8(Base64.encode(try await host.addTimeStamp(order)))
        case .chooseFile(let order): return .string(try await host.chooseFile(order))
        case .changeLocale(let language, let page):
            await host.changeLocale(language, page: page)
            return nil
        case .showSettings(let page):
            await host.showSettings(page: page)
            return nil
        case .answer, .generateCSR, .importCertificate: throw .failed(.internalError, "")
        }
    }

    private func perform(_ call: Call, _ envelope: BasicsEnvelope, _ failure: BasicsFailure) async -> Reply {
        do {
            return try await envelope.success(result(of: call))
        } catch {
            return envelope.refused(error, failure)
        }
    }

    private func result(of call: Call) async throws(HostRefusal) -> JSONNode {
        switch call {
        case .sign(let order, let shape): return try await sign(order, shape)
        case .generateCSR(let order):
            return .utf8(Base64.pem(try await host.generateCSR(order), label: "CERTIFICATE REQUEST"))
        case .importCertificate(let order):
            try await host.importCertificate(order)
            return .bool(true)
        case .answer, .activeTokens, .keyInfo, .signFile, .addTimeStamp, .chooseFile, .changeLocale, .showSettings:
            throw .failed(.internalError, "")
        }
    }

    private func sign(_ order: SigningOrder, _ shape: ResultShape) async throws(HostRefusal) -> JSONNode {
        let result = try await host.sign(order)
        // One too few would put signatures beside the wrong documents.
        guard result.signatures.count == order.documents.count else {
            throw .failed(.internalError, "number of signatures")
        }
        let texts = result.signatures.map { shape.encoding.node($0) }
        if shape.withCertificate {
            return .object([
                ("signatures", .array(texts)),
                ("certificate", .utf8(Base64.pem(result.certificate, label: "CERTIFICATE"))),
            ])
        }
        if let only = texts.first, !shape.isArray { return only }
        return .array(texts)
    }
}

extension ResultShape.Encoding {
    fileprivate func node(_ signature: [UInt8]) -> JSONNode {
        switch self {
        case .base64: .utf8(Base64.encode(signature))
        case .pem: .utf8(Base64.pem(signature, label: "CMS"))
        case .text: .utf8(signature)
        }
    }
}

extension KeyInfo {
    /// Dates are milliseconds since 1970 as text: clients in use read them with `new Date(Number(x))`; that one program
    /// expects civil time of Almaty stands against several that do not (`docs/ncalayer.md`).
    fileprivate var node: JSONNode {
        .object([
            ("certNotBefore", .string(String(notBefore.milliseconds))), ("issuerCn", .string(issuerCN)),
            ("authorityKeyIdentifier", .string(authorityKeyIdentifier)), ("serialNumber", .string(serialNumber)),
            ("certNotAfter", .string(String(notAfter.milliseconds))), ("issuerDn", .string(issuerDN)),
            ("keyId", .string(keyID)), ("alias", .string(alias)),
            ("pem", .utf8(Base64.pem(certificate, label: "CERTIFICATE"))), ("subjectCn", .string(subjectCN)),
            ("algorithm", .string(algorithm)), ("subjectDn", .string(subjectDN)),
        ])
    }
}
