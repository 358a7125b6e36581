"use strict";
// Draws what the events say: the face over the picture, the measures as bars.
const measures = [
  ["light", "faceLuma", 0, 1, 2, ["too-dark", "too-bright"]],
  ["contrast", "faceSpread", 0, 80, 0, ["fogged"]],
  ["sharpness", "sharpness", 0, 300, 0, ["blurred"]],
  ["evenness", "evenness", 0, 1, 2, ["uneven-light"]],
  ["dark share", "darkShare", 0, 1, 2, ["too-dark"]],
  ["bright share", "brightShare", 0, 1, 2, ["too-bright"]],
  ["eye distance, px", "eyeDistance", 0, 250, 0, ["too-far", "too-near"]],
  ["turn", "yaw", -0.4, 0.4, 2, ["turned"]],
  ["nod", "pitch", 0, 1, 2, ["turned"]],
  ["tilt, °", "roll", -30, 30, 0, ["turned"]],
  ["detector", "detectorScore", 0, 3, 1, ["no-face"]],
  ["second face", "secondFaceShare", 0, 1, 2, ["several-faces"]],
  ["picture light", "pictureLuma", 0, 1, 2, []],
];
const by = (id) => document.getElementById(id);
const rows = measures.map(([name, , low, high]) => {
  const row = by("bars").insertRow();
  const head = document.createElement("th");
  head.textContent = name;
  row.append(head);
  const meter = document.createElement("meter");
  meter.min = low;
  meter.max = high;
  row.insertCell().append(meter);
  return { row, meter, figure: row.insertCell() };
});

function showReport(report) {
  const state = report.guidance === "good" ? "good" : report.usable ? "usable" : "refused";
  by("stage").className = state;
  const box = report.face || { x: 0, y: 0, width: 0, height: 0 };
  for (const key of ["x", "y", "width", "height"]) by("face").setAttribute(key, box[key]);
  const lines = (report.points || []).map((point) => {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    line.setAttribute("x1", point.x);
    line.setAttribute("y1", point.y);
    line.setAttribute("x2", point.x);
    line.setAttribute("y2", point.y);
    return line;
  });
  by("points").replaceChildren(...lines);
  measures.forEach(([, key, low, , decimals, guidances], index) => {
    const value = report.measures[key];
    rows[index].meter.value = value ?? low;
    rows[index].figure.textContent = value === undefined ? "–" : value.toFixed(decimals);
    rows[index].row.className = guidances.includes(report.guidance) ? "blamed" : "";
  });
}

const events = new EventSource("events");
events.onmessage = (message) => {
  const news = JSON.parse(message.data);
  if (news.report) showReport(news.report);
  if (news.words) by("words").textContent = news.words;
  if (news.report || news.code) by("code").textContent = [news.report?.guidance ?? news.code, news.detail].filter(Boolean).join(": ");
  if (news.camera) by("camera").textContent = news.camera + (news.virtual ? " [virtual]" : "");
};
events.onerror = () => { by("code").textContent = "kioskctl does not answer"; };
