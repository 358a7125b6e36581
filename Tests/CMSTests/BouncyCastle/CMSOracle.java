import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.bouncycastle.asn1.*;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.*;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.*;
import org.bouncycastle.operator.*;
import org.bouncycastle.util.Store;
import org.bouncycastle.util.encoders.Hex;

/** BouncyCastle's CMS under the names of Kazakhstan's algorithms; their arithmetic is in GOSTOracle. */
public final class CMSOracle {
    static AlgorithmIdentifier digestName(GOSTOracle.Suite suite) {
        String oid = suite.digest().endsWith(".1.1.0") ? "1.2.398.3.10.1.3.1" : suite.digest();
        return new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid), DERNull.INSTANCE);
    }

    static byte[] hash(GOSTOracle.Suite suite, byte[] message) {
        return GOSTOracle.digest(GOSTOracle.digestOf(suite), message);
    }

    record Hasher(GOSTOracle.Suite suite, ByteArrayOutputStream bytes) implements DigestCalculator {
        public AlgorithmIdentifier getAlgorithmIdentifier() { return digestName(suite); }
        public OutputStream getOutputStream() { return bytes; }
        public byte[] getDigest() { return hash(suite, bytes.toByteArray()); }
    }

    static DigestCalculatorProvider hashers(GOSTOracle.Suite suite) {
        return name -> new Hasher(suite, new ByteArrayOutputStream());
    }

    record Signer(GOSTOracle.Suite suite, BigInteger key, ByteArrayOutputStream bytes) implements ContentSigner {
        public AlgorithmIdentifier getAlgorithmIdentifier() { return GOSTOracle.how(suite); }
        public OutputStream getOutputStream() { return bytes; }
        public byte[] getSignature() { return GOSTOracle.sign(suite, key, hash(suite, bytes.toByteArray())); }
    }

    record Verifier(GOSTOracle.Suite suite, byte[] key, ByteArrayOutputStream bytes) implements ContentVerifier {
        public AlgorithmIdentifier getAlgorithmIdentifier() { return GOSTOracle.how(suite); }
        public OutputStream getOutputStream() { return bytes; }
        public boolean verify(byte[] expected) {
            return GOSTOracle.verify(suite, key, hash(suite, bytes.toByteArray()), expected);
        }
    }

    record Verifiers(GOSTOracle.Suite suite, X509CertificateHolder holder) implements ContentVerifierProvider {
        public boolean hasAssociatedCertificate() { return true; }
        public X509CertificateHolder getAssociatedCertificate() { return holder; }
        public ContentVerifier get(AlgorithmIdentifier name) throws OperatorCreationException {
            try {
                byte[] key = ASN1OctetString.getInstance(holder.getSubjectPublicKeyInfo().parsePublicKey()).getOctets();
                return new Verifier(suite, key, new ByteArrayOutputStream());
            } catch (Exception error) {
                throw new OperatorCreationException("key", error);
            }
        }
    }

    static BigInteger key(byte[] pkcs8) throws Exception {
        byte[] number = ASN1OctetString.getInstance(PrivateKeyInfo.getInstance(pkcs8).parsePrivateKey()).getOctets();
        return GOSTOracle.number(number, 0, number.length);
    }

    static AttributeTable bes(X509CertificateHolder holder) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(holder.getEncoded());
        Attribute reference = new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new DERSet(new SigningCertificateV2(new ESSCertIDv2(digest))));
        return new AttributeTable(new DERSet(reference));
    }

    static byte[] sign(GOSTOracle.Suite suite, byte[] pkcs8, byte[] certificate, byte[] content, boolean attached)
        throws Exception {
        X509CertificateHolder holder = new X509CertificateHolder(certificate);
        SignerInfoGeneratorBuilder builder = new SignerInfoGeneratorBuilder(hashers(suite));
        builder.setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(bes(holder)));
        builder.setContentDigest(digestName(suite));
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
            builder.build(new Signer(suite, key(pkcs8), new ByteArrayOutputStream()), holder));
        generator.addCertificate(holder);
        return generator.generate(new CMSProcessableByteArray(content), attached).getEncoded();
    }

    static boolean verify(GOSTOracle.Suite suite, byte[] encoded, byte[] content) throws Exception {
        CMSSignedData document =
            content == null ? new CMSSignedData(encoded) : new CMSSignedData(new CMSProcessableByteArray(content), encoded);
        boolean all = document.getSignerInfos().size() > 0;
        for (SignerInformation signer : document.getSignerInfos()) {
            Store<X509CertificateHolder> store = document.getCertificates();
            @SuppressWarnings("unchecked")
            X509CertificateHolder holder = (X509CertificateHolder) store.getMatches(signer.getSID()).iterator().next();
            all &= signer.getDigestAlgorithmID().equals(digestName(suite));
            all &= signer.verify(new SignerInformationVerifier(
                (digest, encryption) -> "KZ", name -> GOSTOracle.how(suite), new Verifiers(suite, holder),
                hashers(suite)));
        }
        return all;
    }

    static String answer(String[] words) {
        try {
            GOSTOracle.Suite suite = GOSTOracle.suite(words[1]);
            if (words[0].equals("sign")) {
                return Hex.toHexString(sign(suite, Hex.decode(words[2]), Hex.decode(words[3]), Hex.decode(words[4]),
                    words[5].equals("attached")));
            }
            return "" + verify(suite, Hex.decode(words[2]), words.length > 3 ? Hex.decode(words[3]) : null);
        } catch (CMSException | RuntimeException error) {
            return "refused " + error;
        } catch (Exception error) {
            throw new IllegalStateException(error);
        }
    }

    public static void main(String[] arguments) throws Exception {
        for (String line : Files.readAllLines(Path.of(arguments[0]))) System.out.println(answer(line.split(" ")));
    }
}
