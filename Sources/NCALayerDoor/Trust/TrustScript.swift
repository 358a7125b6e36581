import FoundationEssentials

extension DoorTrust {
    /// What `kioskctl trust-door` runs, or a technician reads and runs by hand: a POSIX shell script that puts the
    /// authority into the stores of the user who runs it and, as root, into the policies of the browsers. It can be run
    /// again; a former authority of ours is taken out.
    ///
    /// - Parameter sites: origins that may reach the door in Chromium without its question about the local network, such
    ///   as `https://egov.kz`; origins with any other character than those of an address are left out.
    public static func script(_ identity: DoorIdentity, sites: [String] = []) -> String {
        let base64 = Data(identity.authority).base64EncodedString()
        let allowed = sites.filter { $0.utf8.allSatisfy(isAddressByte) }.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            #!/bin/sh
            # Makes this machine's browsers trust the door for portal pages: an authority for 127.0.0.1, ::1 and
            # localhost only, whose key no longer exists.
            set -eu
            name='psc-kiosk door'
            certificate=$(mktemp)
            trap 'rm -f "$certificate"' EXIT
            cat > "$certificate" <<'PEM'
            \(identity.authorityPEM)PEM

            trust_in_nss() {
                mkdir -p "$1"
                [ -f "$1/cert9.db" ] || certutil -N -d "sql:$1" --empty-password
                while certutil -D -d "sql:$1" -n "$name" 2>/dev/null; do :; done
                certutil -A -d "sql:$1" -n "$name" -t C,, -i "$certificate"
                echo "trusted in $1"
            }

            command -v certutil >/dev/null || { echo 'certutil is missing: apt-get install libnss3-tools' >&2; exit 1; }
            trust_in_nss "${HOME:?}/.pki/nssdb"
            for store in "$HOME/.local/share/pki/nssdb" "$HOME"/.mozilla/firefox/*/ "$HOME"/.config/mozilla/firefox/*/; do
                [ ! -f "$store/cert9.db" ] || trust_in_nss "${store%/}"
            done

            if [ "$(id -u)" = 0 ]; then
                mkdir -p \(chromiumPolicies)
                cat > \(chromiumPolicies)/psc-kiosk-door.json <<'JSON'
            {
              "CACertificates": ["\(base64)"],
              "LocalNetworkAccessAllowedForUrls": [\(allowed)]
            }
            JSON
                echo 'trusted by policy in Chromium'
                if [ -e \(firefoxPolicies)/policies.json ]; then
                    echo '\(firefoxPolicies)/policies.json is there: add "Certificates": {"Install": [...]} by hand' >&2
                else
                    mkdir -p \(firefoxPolicies)
                    install -D -m 644 "$certificate" \(authorityFile)
                    cat > \(firefoxPolicies)/policies.json <<'JSON'
            {"policies": {"Certificates": {"Install": ["\(authorityFile)"]}}}
            JSON
                    echo 'trusted by policy in Firefox'
                fi
            fi
            echo 'Start the browser again.'

            """
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._:/[]*".utf8.contains(byte)
        }
    }
}
