// The page to ask on in SPARQL or Cypher: an editor where there is one, the answer as a table, a graph or a network, and
// downloads.
"use strict";

const MOST_SHOWN = 1000;
const TABLE = "application/sparql-results+json";
const by = (id) => document.getElementById(id);
let editor = null;
let language = "sparql";
const texts = {}; // the query in each language

function text() {
  return editor ? editor.getValue() : by("query").value;
}

function put(query) {
  if (editor) editor.setValue(query, -1); else by("query").value = query;
}

function edit() {
  if (!window.ace) return; // the plain field does as well
  const field = by("query");
  const place = document.createElement("div");
  place.id = "editor";
  field.after(place);
  field.hidden = true;
  ace.config.set("basePath", "/static/editor");
  ace.config.set("useWorker", false);
  editor = ace.edit(place, {
    mode: mode(), theme: "ace/theme/textmate", value: field.value, useWorker: false, wrap: true, showPrintMargin: false,
    minLines: 12, maxLines: 36, fontSize: 14, tabSize: 2, enableBasicAutocompletion: true, enableLiveAutocompletion: true,
  });
  editor.textInput.getElement().setAttribute("aria-label", by("query").labels[0].textContent);
  const words = JSON.parse(by("words").textContent);
  editor.completers = [{
    identifierRegexps: [/[\w:-]/],
    getCompletions: (_editor, _session, _at, _prefix, found) =>
      found(null, words.map((w) => ({ caption: w.caption, value: w.caption, meta: w.meta, score: 1 }))),
  }];
  editor.commands.addCommand({ name: "ask", bindKey: { win: "Ctrl-Enter", mac: "Command-Enter" }, exec: ask });
  // Tab leaves the editor, so that those without a mouse can.
  editor.commands.bindKey("Tab", null);
  editor.commands.bindKey("Shift-Tab", null);
}

function mode() {
  return language === "sparql" ? "ace/mode/sparql" : "ace/mode/text";
}

function speak(chosen) {
  texts[language] = text();
  language = chosen;
  put(texts[language]);
  if (editor) editor.session.setMode(mode());
  by("ask").action = "/" + language;
  by("answer").hidden = true;
}

function begin(example) {
  texts.sparql = example.value;
  texts.cypher = example.dataset.cypher;
  put(texts[language]);
}

function posted(part, accept) {
  const headers = { "Accept": accept, "Accept-Language": document.documentElement.lang };
  const cypher = language === "cypher";
  if (cypher) headers["Content-Type"] = "application/json";
  const body = cypher ? JSON.stringify({ query: text() }) : new URLSearchParams({ query: text() });
  return fetch("/" + language + part, { method: "POST", body, headers });
}

async function ask() {
  for (const id of ["fault", "text", "network-part", "downloads", "show-network"]) by(id).hidden = true;
  by("rows").replaceChildren();
  by("told").textContent = "…";
  by("answer").hidden = false;
  by("link").href = `/${language}?` + new URLSearchParams({ query: text() });
  const begun = performance.now();
  try {
    const response = await posted("", language === "cypher" ? "application/json" : `${TABLE}, text/turtle;q=0.9`);
    const content = await response.text();
    const seconds = ((performance.now() - begun) / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 });
    if (!response.ok) return fail(JSON.parse(content).detail);
    const isTable = language === "cypher" || response.headers.get("Content-Type").startsWith(TABLE);
    const answer = isTable ? JSON.parse(content) : null;
    by("told").textContent = (isTable ? table(language === "cypher" ? asTable(answer) : answer) + " · " : graph(content)) + `${seconds} s`;
    for (const button of by("downloads").querySelectorAll("button")) button.hidden = isTable === (button.dataset.name === "ttl");
    by("downloads").hidden = by("show-network").hidden = false;
  } catch (error) {
    fail(by("ask").dataset.gone);
  }
  by("answer").dataset.done = String(begun);
}

function fail(detail) {
  by("told").textContent = "";
  by("fault").textContent = detail;
  by("fault").hidden = false;
}

function graph(turtle) {
  by("text").textContent = turtle.slice(0, 200000);
  by("text").hidden = false;
  return "";
}

// The answer to a Cypher query in the form of one in SPARQL.
function asTable(answer) {
  const term = (value) => (typeof value === "string" && /^https?:/.test(value)
    ? { type: "uri", value } : { type: "literal", value: typeof value === "string" ? value : JSON.stringify(value) });
  const bindings = answer.rows.map((row) => Object.fromEntries(
    answer.columns.map((name, at) => [name, row[at]]).filter(([, value]) => value !== null).map(([name, value]) => [name, term(value)])));
  return { head: { vars: answer.columns }, results: { bindings } };
}

function table(answer) {
  const said = by("ask").dataset;
  if ("boolean" in answer) return answer.boolean ? said.yes : said.no;
  const rows = answer.results.bindings;
  const head = document.createElement("tr");
  for (const name of answer.head.vars) head.append(Object.assign(document.createElement("th"), { textContent: name, scope: "col" }));
  const body = document.createElement("tbody");
  for (const row of rows.slice(0, MOST_SHOWN)) {
    const line = document.createElement("tr");
    for (const name of answer.head.vars) line.append(cell(row[name]));
    body.append(line);
  }
  const top = document.createElement("thead");
  top.append(head);
  by("rows").append(top, body);
  if (!rows.length) return said.none;
  return `${rows.length} ${said.rows}` + (rows.length > MOST_SHOWN ? ` (${MOST_SHOWN}: ${said.shown})` : "");
}

function cell(term) {
  const place = document.createElement("td");
  if (!term) return place;
  if (term.type !== "uri") { place.textContent = term.value; return place; }
  const ours = /^https:\/\/w3id\.org\/samspil\/(?:id|concept)\/(.+)$/.exec(term.value);
  const link = document.createElement(ours || /^https?:/.test(term.value) ? "a" : "span");
  link.textContent = ours ? ours[1] : term.value;
  if (ours) link.href = "/entities/" + ours[1];
  else if (link.tagName === "A") { link.href = term.value; link.rel = "noreferrer external"; }
  place.append(link);
  return place;
}

async function network() {
  const response = await posted("/network", "application/json");
  const data = await response.json();
  if (!response.ok || !data.nodes.length) return fail(response.ok ? by("ask").dataset.noNetwork : data.detail);
  by("network-data")?.remove();
  const holder = Object.assign(document.createElement("script"), { type: "application/json", id: "network-data" });
  holder.textContent = JSON.stringify(data);
  by("network-part").append(holder);
  by("network-part").hidden = false;
  draw();
}

async function download(type, name) {
  const response = await posted("", language === "cypher" && name === "json" ? "application/json" : type);
  if (!response.ok) return fail((await response.json()).detail);
  const address = URL.createObjectURL(await response.blob());
  Object.assign(document.createElement("a"), { href: address, download: `samspil.${name}` }).click();
  URL.revokeObjectURL(address);
}

document.addEventListener("DOMContentLoaded", () => {
  Object.assign(texts, by("query").dataset);
  const choices = document.querySelectorAll("input[name=asks-in]");
  language = [...choices].find((choice) => choice.checked).value;
  edit();
  for (const choice of choices) choice.addEventListener("change", () => speak(choice.value));
  by("ask").addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  by("example").addEventListener("change", (event) => { if (event.target.value) begin(event.target.selectedOptions[0]); });
  by("show-network").addEventListener("click", network);
  for (const button of by("downloads").querySelectorAll("button")) {
    button.addEventListener("click", () => download(button.dataset.type, button.dataset.name));
  }
  if (new URLSearchParams(window.location.search).has("query")) ask();
});
