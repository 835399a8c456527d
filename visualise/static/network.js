// Draws the network from the data in the page. The places come with the data, so nothing has to settle.
"use strict";

const COLOURS = {
  proposal: "#b3261e", initiative: "#0b6e99", organisation: "#6a4c93", policy: "#8a5a00",
  theme: "#1d6b3a", "target-group": "#2f855a", method: "#4a7c59", area: "#7a6c5d", outcome: "#52796f",
};
const KINDS = {
  da: { proposal: "forslaget", initiative: "indsats", organisation: "organisation", policy: "politik", theme: "tema",
        "target-group": "målgruppe", method: "metode", area: "område", outcome: "virkning" },
  en: { proposal: "the proposal", initiative: "initiative", organisation: "organisation", policy: "policy", theme: "theme",
        "target-group": "target group", method: "method", area: "area", outcome: "outcome" },
};

function draw() {
  const language = document.documentElement.lang === "en" ? "en" : "da";
  const data = JSON.parse(document.getElementById("network-data").textContent);
  const nodes = data.nodes.map((n) => ({
    id: n.id, x: n.x, y: n.y, label: wrapped(n.label[language]), color: COLOURS[n.kind] || "#55606e",
    shape: n.kind === "proposal" ? "star" : "dot", size: n.kind === "proposal" ? 26 : 13, font: { size: 18, color: "#1c2430" },
  }));
  const edges = data.edges.map((e) => ({
    from: e.source, to: e.target, title: e.label[language], arrows: { to: { scaleFactor: 0.5 } }, color: "#9aa5b1",
  }));
  const place = document.getElementById("network");
  const network = new vis.Network(place, { nodes, edges }, {
    physics: false, interaction: { hover: true, keyboard: { bindToWindow: false } }, edges: { smooth: false },
  });
  network.fit();
  network.on("doubleClick", (event) => {
    const id = event.nodes[0];
    const known = /^https:\/\/w3id\.org\/samspil\/(?:id|concept)\/(.+)$/.exec(id || "");
    if (known) window.location.href = "/entities/" + known[1];
  });
  legend(new Set(data.nodes.map((n) => n.kind)), language);
  place.dataset.drawn = String(nodes.length);
}

function wrapped(text) {
  return text.replace(/(.{14,}?)\s/g, "$1\n");
}

function legend(kinds, language) {
  const place = document.getElementById("legend");
  place.replaceChildren();
  for (const kind of kinds) {
    const item = document.createElement("span");
    const dot = document.createElement("i");
    dot.style.background = COLOURS[kind] || "#55606e";
    item.append(dot, KINDS[language][kind] || kind);
    place.append(item);
  }
}

document.addEventListener("DOMContentLoaded", () => { if (document.getElementById("network-data")) draw(); });
