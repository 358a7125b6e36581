import GOST
import PKIX
import SwiftASN1
import Testing

@Suite("Hash functions of Kazakhstan (kz-pki 3.2)")
struct GOSTHashTests {
    @Test(
        "GOST 34.311-95 with the test S-boxes: the examples of RFC 5831, 7.3",
        arguments: [
            ("This is message, length=32 bytes", "b1c466d37519b82e8319819ff32595e047a28cb6f83eff1c6916a815a637fffa"),
            (
                "Suppose the original message has length = 50 bytes",
                "471aba57a60a770d3a76130635c1fbea4ef14de51f78b4ae57dd893b62f55208"
            ),
            ("", "ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d"),
        ])
    func gost34311(message: String, digest: String) {
        #expect(GOSTHash.digest(Array(message.utf8), .gost34311) == bytes(digest))
    }

    @Test("Streebog: the first example of RFC 6986, 10.1")
    func streebog() {
        let message = Array("012345678901234567890123456789012345678901234567890123456789012".utf8)
        #expect(
            GOSTHash.digest(message, .streebog512)
                == bytes(
                    """
                    1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa
                    00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48
                    """))
        #expect(
            GOSTHash.digest(message, .streebog256)
                == bytes("9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"))
    }

    @Test("A digest fed in pieces is that of the whole", arguments: DigestAlgorithm.allCases)
    func pieces(algorithm: DigestAlgorithm) {
        let message = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        for size in [1, 31, 32, 33, 63, 64, 65, 999] {
            var digester = Digester(algorithm)
            for start in stride(from: 0, to: message.count, by: size) {
                digester.update(message[start..<min(start + size, message.count)])
            }
            #expect(digester.finish() == algorithm.digest(message), "pieces of \(size)")
        }
        #expect(algorithm.digest(message).count == algorithm.length)
    }

    @Test("A digester that was copied goes its own way")
    func copies() {
        for algorithm in DigestAlgorithm.allCases {
            var first = Digester(algorithm)
            first.update([1, 2, 3])
            var second = first
            second.update([4])
            #expect(first.finish() == algorithm.digest([1, 2, 3]))
            #expect(second.finish() == algorithm.digest([1, 2, 3, 4]))
        }
    }

    @Test("Names of digests are read back, the Russian twins too", arguments: DigestAlgorithm.allCases)
    func names(algorithm: DigestAlgorithm) {
        #expect(DigestAlgorithm(algorithm.identifier) == algorithm)
        #expect(DigestAlgorithm(objectIdentifier: [1, 2, 643, 7, 1, 1, 2, 3]) == .streebog512)
        #expect(DigestAlgorithm(objectIdentifier: [1, 2, 643, 7, 1, 1, 2, 2]) == .streebog256)
        #expect(DigestAlgorithm(objectIdentifier: [1, 2, 643, 2, 2, 9]) == nil)
    }
}
