// The picture of the report as PNG, for programs that take no SVG: drawn by the browser, twice as fine.
const button = document.querySelector("[data-png]");
const fineness = 2;

button?.addEventListener("click", async () => {
    const chart = document.querySelector("img.chart");
    await chart.decode();
    const canvas = document.createElement("canvas");
    const [width, height] = [Number(chart.getAttribute("width")), Number(chart.getAttribute("height"))];
    [canvas.width, canvas.height] = [width * fineness, height * fineness];
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(chart, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((picture) => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(picture);
        link.download = button.dataset.png;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    }, "image/png");
});
if (button) button.hidden = false;
