import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.RC2Engine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.bc.BcPKCS12PBEOutputEncryptorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;

/** Another program's PKCS#12: writes files as the NCA does (3DES key, RC2-40 certificates, SHA-1 MAC), reads ours. */
public class PKCS12Oracle {
    private static final HexFormat HEX = HexFormat.of();

    public static void main(String[] arguments) throws Exception {
        char[] password = System.getenv("ORACLE_PASSWORD").toCharArray();
        Path file = Path.of(arguments[1]);
        if (arguments[0].equals("write")) {
            byte[] key = Files.readAllBytes(Path.of(arguments[2]));
            byte[] certificate = Files.readAllBytes(Path.of(arguments[3]));
            Files.write(file, write(password, key, certificate));
        } else {
            read(password, Files.readAllBytes(file));
        }
    }

    private static byte[] write(char[] password, byte[] key, byte[] certificate) throws Exception {
        var threeDES = new BcPKCS12PBEOutputEncryptorBuilder(
            PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, new CBCBlockCipher(new DESedeEngine()));
        var rc2 = new BcPKCS12PBEOutputEncryptorBuilder(
            PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC, new CBCBlockCipher(new RC2Engine()));
        var keyBag = new PKCS12SafeBagBuilder(PrivateKeyInfo.getInstance(key), threeDES.build(password)).build();
        var certificateBag = new PKCS12SafeBagBuilder(new X509CertificateHolder(certificate)).build();
        return new PKCS12PfxPduBuilder()
            .addData(keyBag)
            .addEncryptedData(rc2.build(password), new PKCS12SafeBag[] {certificateBag})
            .build(new BcPKCS12MacCalculatorBuilder(), password)
            .getEncoded();
    }

    private static void read(char[] password, byte[] bytes) throws Exception {
        PKCS12PfxPdu file = new PKCS12PfxPdu(bytes);
        var macs = new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE);
        System.out.println("mac " + file.isMacValid(macs, password));
        InputDecryptorProvider decryptor =
            new JcePKCSPBEInputDecryptorProviderBuilder().setProvider(new BouncyCastleProvider()).build(password);
        for (ContentInfo info : file.getContentInfos()) {
            boolean isEncrypted = info.getContentType().equals(PKCSObjectIdentifiers.encryptedData);
            var bags = isEncrypted ? new PKCS12SafeBagFactory(info, decryptor) : new PKCS12SafeBagFactory(info);
            for (PKCS12SafeBag bag : bags.getSafeBags()) {
                Object value = bag.getBagValue();
                if (value instanceof PKCS8EncryptedPrivateKeyInfo sealed)
                    System.out.println("key " + HEX.formatHex(sealed.decryptPrivateKeyInfo(decryptor).getEncoded()));
                if (value instanceof X509CertificateHolder certificate)
                    System.out.println("certificate " + HEX.formatHex(certificate.getEncoded()));
            }
        }
    }
}
