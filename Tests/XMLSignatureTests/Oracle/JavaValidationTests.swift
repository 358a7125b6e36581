import KioskTestSupport
import PKIX
import Testing
import XMLSignature

@Suite("The XML signatures of Java, on which portals and NCALayer stand, accept what we sign")
struct JavaValidationTests {
    /// Prints whether the last signature of each document is valid; arguments: document and certificate, in turn.
    private static let program = """
        import java.io.*;
        import java.security.cert.CertificateFactory;
        import javax.xml.crypto.dsig.*;
        import javax.xml.crypto.dsig.dom.DOMValidateContext;
        import javax.xml.parsers.DocumentBuilderFactory;
        import org.w3c.dom.*;

        public class Validate {
            static final String UTILITY =
                "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

            public static void main(String[] files) throws Exception {
                for (int file = 0; file < files.length; file += 2) {
                    var parsers = DocumentBuilderFactory.newInstance();
                    parsers.setNamespaceAware(true);
                    Document document = parsers.newDocumentBuilder().parse(new File(files[file]));
                    var certificate = CertificateFactory.getInstance("X.509")
                        .generateCertificate(new FileInputStream(files[file + 1]));
                    NodeList found = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
                    var context = new DOMValidateContext(
                        certificate.getPublicKey(), found.item(found.getLength() - 1));
                    NodeList all = document.getElementsByTagName("*");
                    for (int index = 0; index < all.getLength(); index++) {
                        Element element = (Element) all.item(index);
                        if (element.hasAttribute("Id")) context.setIdAttributeNS(element, null, "Id");
                        if (element.hasAttributeNS(UTILITY, "Id")) context.setIdAttributeNS(element, UTILITY, "Id");
                    }
                    var signature = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
                    System.out.println(signature.validate(context));
                }
            }
        }
        """

    @Test("enveloped, by identifier, several, messages; with CR LF and LF; a changed one fails")
    func validated() async throws {
        try RealPart.require(programs: "java")
        let folder = try TemporaryFolder("java")
        let element = XMLSigningOptions(tbsXPath: "/r/a", parentXPath: "/r/s", lineEnding: .crlf)
        let signed: [(String, KeyAlgorithm, Bool)] = try [
            (DemoSigner.sign(.text(Samples.rich), .rsa(bits: 2048), .init(lineEnding: .crlf)), .rsa(bits: 2048), true),
            (DemoSigner.sign(Samples.rich, .ecP384), .ecP384, true),
            (DemoSigner.sign(.text("<r><a Id=\"x\">Ә</a><s/></r>"), .ecP256, element), .ecP256, true),
            (DemoSigner.sign(DemoSigner.sign(Samples.tag, .gost2004), .ecP256), .ecP256, true),
            (DemoSigner.message(.binarySecurityToken, .rsa(bits: 2048)), .rsa(bits: 2048), true),
            (DemoSigner.message(.keyIdentifier, .ecP256), .ecP256, true),
            (
                Samples.replacing("data", by: "date", in: DemoSigner.sign(Samples.tag, .ecP256)), .ecP256, false
            ),
        ]
        var files: [String] = []
        for (index, (text, key, _)) in signed.enumerated() {
            files.append(try folder.write("\(index).xml", Array(text.utf8)))
            files.append(try folder.write("\(index).pem", Array(DemoSigner.of(key).certificate.pem.utf8)))
        }
        let program = try folder.write("Validate.java", Array(Self.program.utf8))
        let output = try await Tool.run("java", [program] + files)
        #expect(output.succeeded, "\(output.standardError)")
        #expect(output.standardOutput.split(separator: "\n").map { $0 == "true" } == signed.map(\.2))
    }
}
