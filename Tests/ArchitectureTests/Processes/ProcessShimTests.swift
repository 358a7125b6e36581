import KioskTestSupport
import Testing

/// The shims change their whole process for good, so each is tried in a small program of its own.
@Suite("Process shims")
struct ProcessShimTests {
    @Test("core dumps off, not dumpable, dies with its parent: each is seen in the kernel afterwards")
    func shims() async throws {
        try RealPart.require(programs: "clang")
        let folder = try TemporaryFolder("shims")
        let program = """
            #include "CKioskProcess.h"
            #include <signal.h>
            #include <stdio.h>
            #include <sys/prctl.h>
            #include <sys/resource.h>
            int main(void) {
                struct rlimit core = {1, 1};
                int parent_signal = 0;
                int results[] = {ck_set_not_dumpable(), ck_disable_core_dumps(), ck_die_with_parent(SIGTERM)};
                int refused = ck_die_with_parent(9999);
                getrlimit(RLIMIT_CORE, &core);
                prctl(PR_GET_PDEATHSIG, &parent_signal);
                printf("%d %d %d refused %d dumpable %d core %lu %lu signal %d", results[0], results[1], results[2],
                       refused, prctl(PR_GET_DUMPABLE), core.rlim_cur, core.rlim_max, parent_signal);
                return 0;
            }

            """
        let source = try folder.write("probe.c", program.utf8)
        let built = try await Tool.run(
            "clang",
            [
                "-Wall", "-Werror", "-I", Repository.path("Sources/CKiosk/include"), source,
                Repository.path("Sources/CKiosk/process.c"), "-o", folder.file("probe"),
            ])
        try #require(built.succeeded, "\(built.standardError)")
        let output = try await Tool.run("env", [folder.file("probe")])
        // EINVAL is 22, SIGTERM is 15.
        #expect(output.standardOutput == "0 0 0 refused 22 dumpable 0 core 0 0 signal 15")
    }

    @Test("confined: no file is opened or made and no TCP connection, what is open is written; threads inherit it")
    func confinement() async throws {
        try RealPart.require(programs: "clang")
        let folder = try TemporaryFolder("shims")
        let program = """
            #include "CKioskProcess.h"
            #include <arpa/inet.h>
            #include <errno.h>
            #include <fcntl.h>
            #include <pthread.h>
            #include <stdio.h>
            #include <sys/prctl.h>
            #include <unistd.h>
            static int result(int value) { return value < 0 ? errno : 0; }
            static void *attempts(void *unused) {
                (void)unused;
                struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(9)};
                address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
                int network = socket(AF_INET, SOCK_STREAM, 0);
                printf("read %d make %d remove %d", result(open("/etc/hostname", O_RDONLY)),
                       result(open("new", O_WRONLY | O_CREAT, 0600)), result(unlink("old")));
                printf(" connect %d privileges %d", result(connect(network, (struct sockaddr *)&address, sizeof address)),
                       prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
                return NULL;
            }
            int main(void) {
                int old = open("old", O_WRONLY | O_CREAT, 0600);
                printf("confined %d ", ck_confine());
                pthread_t thread;
                if (pthread_create(&thread, NULL, attempts, NULL)) return 1;
                pthread_join(thread, NULL);
                printf(" write %d", result((int)write(old, "x", 1)));
                return 0;
            }

            """
        let source = try folder.write("probe.c", program.utf8)
        let built = try await Tool.run(
            "clang",
            [
                "-Wall", "-Werror", "-I", Repository.path("Sources/CKiosk/include"), source,
                Repository.path("Sources/CKiosk/confine.c"), "-o", folder.file("probe"), "-lpthread",
            ])
        try #require(built.succeeded, "\(built.standardError)")
        let output = try await Tool.run("env", ["-C", folder.path, folder.file("probe")])
        try RealPart.require(!output.standardOutput.hasPrefix("confined 38"), "this kernel has no landlock")
        // EACCES is 13; kernels before 6.7 know no TCP rules, then nobody listens: ECONNREFUSED is 111.
        let expected = [13, 111].map {
            "confined 0 read 13 make 13 remove 13 connect \($0) privileges 1 write 0"
        }
        #expect(expected.contains(output.standardOutput), "\(output.standardOutput)")
    }
}
