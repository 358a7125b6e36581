// What pages in use do with the door, in the order in which they do it; our own words. Prints what each of them ended up
// with as one line of JSON.
const address = process.argv[2];
const found = {};

function opened() {
    return new Promise((resolve, reject) => {
        const socket = new WebSocket(address);
        socket.onopen = () => resolve(socket);
        socket.onerror = (event) => reject(new Error(event.message ?? "error"));
    });
}

/** One handler for everything: the greeting is told from replies by its `result.version`. */
async function oneHandler() {
    const socket = await opened();
    return new Promise((resolve) => {
        let missed = 0;
        const beat = setInterval(() => { missed += 1; socket.send("--heartbeat--"); }, 20);
        socket.onmessage = ({ data }) => {
            if (data === "--heartbeat--") {
                missed -= 1;
                if (missed > 3) resolve("lost");
                return;
            }
            const reply = JSON.parse(data);
            if (reply?.result?.version) {
                found.version = reply.result.version;
                socket.send(JSON.stringify({
                    module: "kz.gov.pki.knca.commonUtils", method: "getKeyInfo", args: ["PKCS12"],
                }));
            } else if (reply.code === "200") {
                clearInterval(beat);
                socket.close();
                const until = new Date(Number(reply.responseObject.certNotAfter));
                resolve(`${reply.responseObject.subjectCn} ${until.getUTCFullYear()}`);
            } else resolve(reply.message);
        };
    });
}

/** A promise for each request, on one connection, resolved in the order of the replies; `uuid` is checked. */
async function inOrder() {
    const socket = await opened();
    const waiting = [];
    socket.onmessage = ({ data }) => waiting.shift()(JSON.parse(data));
    const greeting = new Promise((resolve) => waiting.push(resolve));
    const ask = (request) => new Promise((resolve) => {
        waiting.push(resolve);
        socket.send(JSON.stringify(request));
    });
    await greeting;
    const replies = await Promise.all(["a", "b", "c"].map((uuid) =>
        ask({ uuid, module: "kz.gov.pki.knca.commonUtils", method: "getActiveTokens" })));
    // A sign of life that some send: an object without a module. One reply, whatever it says.
    const life = await ask({});
    socket.close();
    return [...replies.map((reply) => reply.uuid), typeof life].join("");
}

/** basics.sign as the official sample sends it: flags as texts, empty lists and texts for "any". */
async function sample(data) {
    const socket = await opened();
    return new Promise((resolve) => {
        socket.onmessage = ({ data: text }) => {
            const reply = JSON.parse(text);
            if (reply.result) {
                socket.send(JSON.stringify({
                    module: "kz.gov.pki.knca.basics", method: "sign",
                    args: {
                        allowedStorages: Array.isArray(data) ? [] : null, format: "cms", data,
                        signingParams: { decode: "true", encapsulate: "true", digested: "false", tsaProfile: null },
                        signerParams: { extKeyUsageOids: [], iin: "", bin: "", serialNumber: "", chain: null },
                        locale: "ru",
                    },
                }));
                return;
            }
            socket.close();
            if (!reply.status) return resolve(reply.code);
            if (!Object.hasOwn(reply.body, "result")) return resolve("cancelled");
            const texts = [reply.body.result].flat();
            resolve(texts.map((pem) => pem.replace(/-----(BEGIN|END) CMS-----|\s/g, "")).join(","));
        };
    });
}

/** A connection for each request, closed after it. */
async function oneEach() {
    const results = [];
    for (let count = 0; count < 3; count += 1) {
        const socket = await opened();
        results.push(await new Promise((resolve) => {
            socket.onmessage = ({ data }) => {
                const reply = JSON.parse(data);
                if (reply.result) {
                    socket.send(JSON.stringify({
                        module: "kz.gov.pki.knca.commonUtils", method: "createCAdESFromBase64",
                        args: ["PKCS12", "SIGNATURE", "MTEK", true],
                    }));
                } else resolve(reply.responseObject);
            };
        }));
        socket.close();
    }
    return results.join(",");
}

found.oneHandler = await oneHandler();
found.inOrder = await inOrder();
found.sample = await sample("MTEK");
found.samples = await sample(["MTEK", "MTEK"]);
found.oneEach = await oneEach();
console.log(JSON.stringify(found));
process.exit(0);
