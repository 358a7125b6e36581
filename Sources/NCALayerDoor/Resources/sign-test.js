// Asks the door for everything that a portal's page may ask for, and shows what it answers.
const texts = {
    kk: {
        title: "Қол қоюды тексеру", state: "Есік:", storage: "Кілт қайда:", all: "Барлығын жіберу", send: "Жіберу",
        lead: "Бұл бет портал беті сияқты сұрайды. Құжаттар — үлгілер. Әр сұрау осы жұмыс орнының экранында көрсетіледі.",
        request: "Сұрау", connecting: "қосылуда", open: "ашық, нұсқасы", closed: "жабық", waiting: "күтуде…",
        cancelled: "адам бас тартты",
    },
    ru: {
        title: "Проверка подписи", state: "Дверь:", storage: "Где ключ:", all: "Отправить всё", send: "Отправить",
        lead: "Эта страница спрашивает так же, как страница портала. Документы — образцы. Каждый запрос показывается на экране этого рабочего места.",
        request: "Запрос", connecting: "соединение", open: "открыта, версия", closed: "закрыта", waiting: "ожидание…",
        cancelled: "человек отказался",
    },
    en: {
        title: "Test of signing", state: "The door:", storage: "Where the key is:", all: "Send all", send: "Send",
        lead: "This page asks as the page of a portal does. The documents are samples. Each request is shown on the screen of this desk.",
        request: "Request", connecting: "connecting", open: "open, version", closed: "closed", waiting: "waiting…",
        cancelled: "the person said no",
    },
};
const storages = [
    "AKKZIDCardStore", "AKKaztokenStore", "AKEToken72KStore", "AKEToken5110Store", "AKJaCartaStore", "AKAKEYStore", "PKCS12",
    "JKS",
];
const common = "kz.gov.pki.knca.commonUtils";
const basics = "kz.gov.pki.knca.basics";
const accessory = "kz.gov.pki.ncalayerservices.accessory";
const document64 = "VGVzdCBvZiBzaWduaW5nCg==";
const digest64 = "JfMoP6fmv3yK7x0f8dQ9Qz1r4l9cQ0w1mUu6mD2c3QI=";
const xml = "<test><data>Қол қою · Подпись · Signature</data></test>";

function sign(format, data, params, rest = {}) {
    return {
        module: basics, method: "sign",
        args: {
            allowedStorages: "STORAGE", format, data, signingParams: params,
            signerParams: { extKeyUsageOids: [], chain: [] }, locale: document.documentElement.lang, ...rest,
        },
    };
}

const requests = [
    ["getActiveTokens", () => ({ module: common, method: "getActiveTokens" })],
    ["getKeyInfo", (storage) => ({ module: common, method: "getKeyInfo", args: [storage] })],
    ["createCAdESFromBase64", (storage) => ({ module: common, method: "createCAdESFromBase64", args: [storage, "SIGNATURE", document64, true] })],
    ["createCAdESFromBase64Hash", (storage) => ({ module: common, method: "createCAdESFromBase64Hash", args: [storage, "SIGNATURE", digest64] })],
    ["createCMSSignatureFromBase64", (storage) => ({ module: common, method: "createCMSSignatureFromBase64", args: [storage, "SIGNATURE", document64, false] })],
    ["applyCAdEST", (storage) => ({ module: common, method: "applyCAdEST", args: [storage, "SIGNATURE", lastCMS ?? document64] })],
    ["signXml", (storage) => ({ module: common, method: "signXml", args: [storage, "SIGNATURE", xml, "", ""] })],
    ["signXmls", (storage) => ({ module: common, method: "signXmls", args: [storage, "SIGNATURE", [xml, xml], "", ""] })],
    ["showFileChooser", () => ({ module: common, method: "showFileChooser", args: ["ALL", ""] })],
    ["createCAdESFromFile", (storage) => ({ module: common, method: "createCAdESFromFile", args: [storage, "SIGNATURE", lastFile ?? "", false] })],
    ["createCMSSignatureFromFile", (storage) => ({ module: common, method: "createCMSSignatureFromFile", args: [storage, "SIGNATURE", lastFile ?? "", false] })],
    ["changeLocale", () => ({ module: common, method: "changeLocale", args: [document.documentElement.lang] })],
    ["basics.sign cms", () => sign("cms", document64, { decode: true, encapsulate: true, digested: false })],
    ["basics.sign cms tsa", () => sign("cms", document64, { decode: "true", encapsulate: "false", digested: "false", tsaProfile: {} })],
    ["basics.sign cms digested", () => sign("cms", digest64, { decode: true, encapsulate: false, digested: true })],
    ["basics.sign cms batch", () => sign("cms", [document64, document64, document64], { decode: true, outputCert: true })],
    ["basics.sign xml", () => sign("xml", xml, {})],
    ["basics.sign raw", () => sign("raw", document64, { decode: true })],
    ["basics.generateCsr", () => ({ module: basics, method: "generateCsr", args: { allowedStorages: "STORAGE" } })],
    ["basics.importCertificate", () => ({ module: basics, method: "importCertificate", args: { certificate: document64 } })],
    ["accessory.getBundles", () => ({ module: accessory, method: "getBundles" })],
    ["accessory.getServices", () => ({ module: accessory, method: "getServices" })],
    ["accessory.showSettings", () => ({ module: accessory, method: "showSettings" })],
    ["accessory.showBundleManager", () => ({ module: accessory, method: "showBundleManager" })],
    ["accessory.installBundle", () => ({ module: accessory, method: "installBundle", symname: "kz.example" })],
    ["applet", () => ({ method: "browseKeyStore", args: ["PKCS12", "P12", ""] })],
    ["kz.digiflow.mobile.extensions", () => ({ module: "kz.digiflow.mobile.extensions", method: "getVersion" })],
    ["heartbeat", () => "--heartbeat--"],
    ["not JSON", () => "{"],
    ["wrong type", () => ({ module: common, method: "getKeyInfo", args: [null] })],
];

let language = "kk";
let lastCMS;
let lastFile;
let version;
const say = (name) => texts[language][name];

// One request at a time waits for one reply each: the protocol has no numbers.
class Door {
    waiting = [];

    constructor(address, onState) {
        this.socket = new WebSocket(address);
        this.greeting = new Promise((resolve) => { this.waiting.push(resolve); });
        this.socket.addEventListener("message", (event) => this.waiting.shift()?.(event.data));
        this.socket.addEventListener("close", (event) => {
            for (const resolve of this.waiting.splice(0)) resolve(null);
            onState("closed", event.reason || String(event.code));
        });
        this.greeting.then((text) => {
            if (text) onState("open", JSON.parse(text).result.version);
        });
    }

    ask(text) {
        if (this.socket.readyState !== WebSocket.OPEN) return Promise.resolve(null);
        this.socket.send(text);
        return new Promise((resolve) => { this.waiting.push(resolve); });
    }
}

function showState(state, detail) {
    version = detail;
    const box = document.getElementById("state");
    box.dataset.state = state;
    box.textContent = `${say(state)} ${detail ?? ""}`.trim();
}

const door = new Door(`wss://${location.host}/`, showState);

function text(request) {
    if (typeof request === "string") return request;
    const storage = document.getElementById("storage").value;
    return JSON.stringify(request, (key, value) => (key === "allowedStorages" ? [storage] : value), 1);
}

function kind(reply) {
    if (reply === null) return "bad";
    try {
        const json = JSON.parse(reply);
        return json.status === true || json.code === "200" || json.services || !("code" in json || "errorCode" in json)
            ? "good" : "bad";
    } catch {
        return "good";
    }
}

function remember(name, reply) {
    try {
        const { code, responseObject } = JSON.parse(reply);
        if (code !== "200") return;
        if (name.startsWith("createCAdESFromBase64")) lastCMS = responseObject;
        if (name === "showFileChooser") lastFile = responseObject;
    } catch {
        // A heartbeat is no JSON.
    }
}

function card([name, make]) {
    const section = document.createElement("section");
    const [title, label, area, button, output] = ["h2", "label", "textarea", "button", "output"].map(
        (tag) => document.createElement(tag));
    section.dataset.method = name;
    title.textContent = name;
    area.spellcheck = false;
    button.type = "button";
    output.setAttribute("aria-label", name);
    const fill = () => {
        label.textContent = `${say("request")}: ${name}`;
        label.append(area);
        area.value = text(make(document.getElementById("storage").value));
        button.textContent = say("send");
        button.setAttribute("aria-label", `${say("send")}: ${name}`);
    };
    section.send = async () => {
        if (!area.dataset.changed) fill();
        output.dataset.kind = "waiting";
        output.textContent = say("waiting");
        const reply = await door.ask(area.value);
        remember(name, reply);
        output.textContent = reply ?? say("closed");
        output.dataset.kind = kind(reply);
    };
    section.fill = () => { if (!area.dataset.changed) fill(); };
    area.addEventListener("input", () => { area.dataset.changed = "yes"; });
    button.addEventListener("click", section.send);
    section.append(title, label, button, output);
    return section;
}

function speak(chosen) {
    language = chosen;
    document.documentElement.lang = chosen;
    document.title = say("title");
    for (const element of document.querySelectorAll("[data-text]")) element.textContent = say(element.dataset.text);
    for (const button of document.querySelectorAll("[data-language]")) {
        button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
    }
    for (const section of document.querySelectorAll("section[data-method]")) section.fill();
    const box = document.getElementById("state");
    showState(box.dataset.state, version);
}

document.getElementById("storage").append(...storages.map((name) => new Option(name, name, name === "PKCS12", name === "PKCS12")));
document.getElementById("methods").append(...requests.map(card));
document.getElementById("storage").addEventListener("change", () => speak(language));
for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => speak(button.dataset.language));
}
document.getElementById("all").addEventListener("click", async () => {
    for (const section of document.querySelectorAll("section[data-method]")) await section.send();
    document.documentElement.dataset.all = "done";
});
const asked = new URLSearchParams(location.search).get("lang");
speak(asked in texts ? asked : "kk");
