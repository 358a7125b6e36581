import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.*;
import org.bouncycastle.asn1.cryptopro.ECGOST3410NamedCurves;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.*;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.DSA;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.*;
import org.bouncycastle.crypto.engines.GOST28147Engine;
import org.bouncycastle.crypto.params.*;
import org.bouncycastle.crypto.signers.*;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.encoders.Hex;

/** The other side of the GOST tests, by BouncyCastle: one command a line of the file given, one answer a line. */
public final class GOSTOracle {
    record Suite(String curve, int length, String key, String parameters, String digest, String signature) {}

    static final SecureRandom random = new SecureRandom();

    static Suite suite(String name) {
        return switch (name) {
            case "2004" -> new Suite("GostR3410-2001-CryptoPro-A", 32, "1.2.398.3.10.1.1.1.1",
                "1.2.398.3.10.1.1.1.1.1", "1.2.398.3.10.1.3.1.1.0", "1.2.398.3.10.1.1.1.2");
            case "256" -> new Suite("Tc26-Gost-3410-12-256-paramSetA", 32, "1.2.398.3.10.1.1.2.1",
                "1.2.398.3.10.1.1.2.1.1", "1.2.398.3.10.1.3.2", "1.2.398.3.10.1.1.2.3.1");
            case "512" -> new Suite("Tc26-Gost-3410-12-512-paramSetA", 64, "1.2.398.3.10.1.1.2.2",
                "1.2.398.3.10.1.1.2.2.1", "1.2.398.3.10.1.3.3", "1.2.398.3.10.1.1.2.3.2");
            default -> throw new IllegalArgumentException(name);
        };
    }

    static Suite suiteOfKey(String oid) {
        for (String name : new String[] {"2004", "256", "512"}) {
            if (suite(name).key.equals(oid)) return suite(name);
        }
        throw new IllegalArgumentException(oid);
    }

    static ECDomainParameters curve(Suite suite) {
        X9ECParameters p = ECGOST3410NamedCurves.getByNameX9(suite.curve);
        return new ECDomainParameters(p.getCurve(), p.getG(), p.getN(), p.getH());
    }

    static DSA signer(Suite suite) {
        return suite.curve.startsWith("GostR") ? new ECGOST3410Signer() : new ECGOST3410_2012Signer();
    }

    static byte[] digest(String name, byte[] message) {
        Digest digest = switch (name) {
            case "2004" -> new GOST3411Digest(GOST28147Engine.getSBox("D-Test"));
            case "wrong-boxes" -> new GOST3411Digest(GOST28147Engine.getSBox("D-A"));
            case "256" -> new GOST3411_2012_256Digest();
            case "512" -> new GOST3411_2012_512Digest();
            default -> throw new IllegalArgumentException(name);
        };
        digest.update(message, 0, message.length);
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return out;
    }

    static String digestOf(Suite suite) {
        return suite.length == 64 ? "512" : suite.curve.startsWith("GostR") ? "2004" : "256";
    }

    static byte[] little(BigInteger number, int length) {
        byte[] out = new byte[length];
        for (int i = 0; i < length; i++) out[i] = number.shiftRight(8 * i).byteValue();
        return out;
    }

    static BigInteger number(byte[] little, int from, int length) {
        byte[] big = new byte[length];
        for (int i = 0; i < length; i++) big[i] = little[from + length - 1 - i];
        return new BigInteger(1, big);
    }

    static byte[] join(byte[] a, byte[] b) {
        byte[] out = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }

    static byte[] point(Suite suite, BigInteger d) {
        ECPoint q = curve(suite).getG().multiply(d).normalize();
        return join(little(q.getAffineXCoord().toBigInteger(), suite.length),
            little(q.getAffineYCoord().toBigInteger(), suite.length));
    }

    static byte[] sign(Suite suite, BigInteger d, byte[] digest) {
        DSA signer = signer(suite);
        signer.init(true, new ParametersWithRandom(new ECPrivateKeyParameters(d, curve(suite)), random));
        BigInteger[] rs = signer.generateSignature(digest);
        return join(little(rs[0], suite.length), little(rs[1], suite.length));
    }

    static boolean verify(Suite suite, byte[] key, byte[] digest, byte[] signature) {
        ECDomainParameters curve = curve(suite);
        ECPoint q = curve.getCurve().createPoint(number(key, 0, suite.length), number(key, suite.length, suite.length));
        DSA signer = signer(suite);
        signer.init(false, new ECPublicKeyParameters(q, curve));
        return signer.verifySignature(digest, number(signature, 0, suite.length),
            number(signature, suite.length, suite.length));
    }

    static boolean verify(SubjectPublicKeyInfo info, AlgorithmIdentifier how, byte[] part, byte[] signature)
        throws Exception {
        Suite suite = suiteOfKey(info.getAlgorithm().getAlgorithm().getId());
        ASN1Sequence parameters = ASN1Sequence.getInstance(info.getAlgorithm().getParameters());
        boolean named = how.getAlgorithm().getId().equals(suite.signature)
            && how.getParameters().equals(DERNull.INSTANCE)
            && parameters.getObjectAt(0).toString().equals(suite.parameters)
            && parameters.getObjectAt(1).toString().equals(suite.digest);
        byte[] key = ASN1OctetString.getInstance(info.parsePublicKey()).getOctets();
        return named && verify(suite, key, digest(digestOf(suite), part), signature);
    }

    static SubjectPublicKeyInfo info(Suite suite, BigInteger d) throws Exception {
        ASN1EncodableVector parameters = new ASN1EncodableVector();
        parameters.add(new ASN1ObjectIdentifier(suite.parameters));
        parameters.add(new ASN1ObjectIdentifier(suite.digest));
        return new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(new ASN1ObjectIdentifier(suite.key), new DERSequence(parameters)),
            new DEROctetString(point(suite, d)));
    }

    static AlgorithmIdentifier how(Suite suite) {
        return new AlgorithmIdentifier(new ASN1ObjectIdentifier(suite.signature), DERNull.INSTANCE);
    }

    static BigInteger randomKey(Suite suite) {
        BigInteger order = curve(suite).getN();
        return new BigInteger(order.bitLength() - 1, random).add(BigInteger.ONE);
    }

    static byte[] makeRequest(Suite suite) throws Exception {
        BigInteger d = randomKey(suite);
        CertificationRequestInfo part = new CertificationRequestInfo(
            new X500Name("CN=Demo Person 1,C=KZ"), info(suite, d), new DERSet());
        byte[] signature = sign(suite, d, digest(digestOf(suite), part.getEncoded("DER")));
        return new CertificationRequest(part, how(suite), new DERBitString(signature)).getEncoded("DER");
    }

    static byte[] makeCertificate(Suite suite) throws Exception {
        BigInteger d = randomKey(suite);
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        X500Name name = new X500Name("CN=Demo Authority,C=KZ");
        generator.setSerialNumber(new ASN1Integer(7));
        generator.setIssuer(name);
        generator.setSubject(name);
        generator.setSignature(how(suite));
        generator.setStartDate(new Time(new Date(1700000000000L)));
        generator.setEndDate(new Time(new Date(1900000000000L)));
        generator.setSubjectPublicKeyInfo(info(suite, d));
        TBSCertificate part = generator.generateTBSCertificate();
        ASN1EncodableVector whole = new ASN1EncodableVector();
        whole.add(part);
        whole.add(how(suite));
        whole.add(new DERBitString(sign(suite, d, digest(digestOf(suite), part.getEncoded("DER")))));
        return new DERSequence(whole).getEncoded("DER");
    }

    static String answer(String[] w) throws Exception {
        switch (w[0]) {
            case "digest":
                return Hex.toHexString(digest(w[1], Hex.decode(w[2])));
            case "verify":
                return "" + verify(suite(w[1]), Hex.decode(w[2]), Hex.decode(w[3]), Hex.decode(w[4]));
            case "sign": {
                byte[] key = Hex.decode(w[2]);
                BigInteger d = number(key, 0, key.length);
                return Hex.toHexString(point(suite(w[1]), d)) + " "
                    + Hex.toHexString(sign(suite(w[1]), d, Hex.decode(w[3])));
            }
            case "certificate": {
                Certificate c = Certificate.getInstance(Hex.decode(w[1]));
                Certificate by = Certificate.getInstance(Hex.decode(w[2]));
                return "" + verify(by.getSubjectPublicKeyInfo(), c.getSignatureAlgorithm(),
                    c.getTBSCertificate().getEncoded("DER"), c.getSignature().getOctets());
            }
            case "list": {
                CertificateList c = CertificateList.getInstance(Hex.decode(w[1]));
                Certificate by = Certificate.getInstance(Hex.decode(w[2]));
                return "" + verify(by.getSubjectPublicKeyInfo(), c.getSignatureAlgorithm(),
                    c.getTBSCertList().getEncoded("DER"), c.getSignature().getOctets());
            }
            case "request": {
                CertificationRequest c = CertificationRequest.getInstance(Hex.decode(w[1]));
                return "" + verify(c.getCertificationRequestInfo().getSubjectPublicKeyInfo(),
                    c.getSignatureAlgorithm(), c.getCertificationRequestInfo().getEncoded("DER"),
                    c.getSignature().getOctets());
            }
            case "make-request":
                return Hex.toHexString(makeRequest(suite(w[1])));
            case "make-certificate":
                return Hex.toHexString(makeCertificate(suite(w[1])));
            default:
                throw new IllegalArgumentException(w[0]);
        }
    }

    public static void main(String[] arguments) throws Exception {
        for (String line : Files.readAllLines(Path.of(arguments[0]))) System.out.println(answer(line.split(" ")));
    }
}
