// Reviewing with keys: a accepts, r rejects, c corrects, j and k go to the next and the previous, u takes back.
// Decisions are sent one after the other, so that keys can be pressed as fast as one reads. The plain forms do the same.
"use strict";

const queue = document.getElementById("queue");
const texts = JSON.parse(queue.dataset.texts);
const language = queue.dataset.language;
const told = document.getElementById("told");
const articles = () => [...queue.querySelectorAll("article")];
const waiting = () => articles().filter((article) => !article.dataset.decided);
const made = []; // what was decided on this page, the latest last
let sending = Promise.resolve();
let current = null;

function go(article) {
  current?.classList.remove("current");
  current = article ?? null;
  if (!current) return;
  current.classList.add("current");
  current.focus({ preventScroll: true });
  const box = current.getBoundingClientRect();
  if (box.top < 60 || box.bottom > innerHeight) current.scrollIntoView({ block: box.height > innerHeight - 160 ? "start" : "center" });
}

function step(by) {
  const all = waiting();
  const at = all.indexOf(current);
  go(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

function next() {
  const all = articles();
  const after = all.slice(all.indexOf(current) + 1).find((article) => !article.dataset.decided);
  go(after ?? waiting()[0]);
}

function mark(ids, decision) {
  for (const article of articles()) {
    if (!ids.includes(article.dataset.id)) continue;
    if (decision) article.dataset.decided = decision;
    else delete article.dataset.decided;
    article.querySelector(".outcome")?.remove();
    if (decision) {
      const outcome = document.createElement("span");
      outcome.className = "outcome";
      outcome.textContent = texts[decision];
      article.querySelector(".says").prepend(outcome, " ");
    }
  }
  document.getElementById("all")?.replaceChildren(); // it would decide about these too
  const left = Number(queue.dataset.total) - articles().filter((article) => article.dataset.decided).length;
  document.getElementById("waiting").textContent = texts.waiting.replace("{count}", left);
}

function count(progress) {
  for (const row of document.querySelectorAll("[data-source]")) {
    const source = progress.find((p) => (p.source ?? "") === row.dataset.source);
    for (const cell of source ? row.querySelectorAll("[data-count]") : []) cell.textContent = source[cell.dataset.count];
  }
}

async function send(address, body) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "Accept-Language": language },
      body: JSON.stringify(body ?? {}),
    });
  } catch {
    throw new Error(texts.failed);
  }
  const content = await answer.json();
  if (answer.status === 503 && answer.headers.has("Retry-After")) {
    told.textContent = content.detail;
    await new Promise((wait) => setTimeout(wait, 1000 * Number(answer.headers.get("Retry-After"))));
    return send(address, body);
  }
  if (!answer.ok) throw new Error(content.detail);
  count(content.progress);
  return content;
}

function tell(text, isFault) {
  told.textContent = text;
  told.classList.toggle("at-fault", Boolean(isFault));
}

function decide(decision) {
  if (!current || current.dataset.decided) return;
  const article = current;
  const id = article.dataset.id;
  mark([id], decision);
  next();
  sending = sending.then(async () => {
    try {
      const began = performance.now();
      const content = await send("/v1/reviews", { evidence: [id], decision });
      queue.dataset.latency = [queue.dataset.latency ?? "", Math.round(performance.now() - began)].join(" ").trim();
      if (content.review) {
        made.push(content.review);
        mark(content.along.map((brought) => brought.id), "accepted");
        tell([`${texts[decision]}.`, ...(content.along.length ? [texts.along, content.along.map((b) => b.says[language]).join("; ")] : [])].join(" "));
      }
      if (current?.dataset.decided) next();
      if (!waiting().length) more();
    } catch (fault) {
      mark([id], null);
      go(article);
      tell(fault.message, true);
    }
  });
}

function undo() {
  sending = sending.then(async () => {
    const review = made.pop();
    try {
      const content = await send(`/v1/reviews/${review?.id ?? "latest"}/undo`);
      const ids = content.review.steps.map((s) => s.evidence);
      const here = articles().filter((article) => ids.includes(article.dataset.id));
      if (!here.length) return more();
      mark(ids, null);
      go(here[0]);
      tell(`${texts.undone}.`);
    } catch (fault) {
      if (review) made.push(review);
      tell(fault.message, true);
    }
  });
}

function more() {
  if (!articles().length) return;
  tell(texts.more);
  const address = new URL(location);
  for (const name of ["done", "cursor"]) address.searchParams.delete(name);
  location.assign(address);
}

const KEYS = {
  a: () => decide("accepted"),
  r: () => decide("rejected"),
  j: () => step(1),
  k: () => step(-1),
  u: undo,
  c: () => {
    const details = current?.querySelector("details.correct");
    if (!details) return;
    details.open = true;
    details.querySelector("input:not([type=hidden])")?.focus();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest("details.correct")) {
    event.target.closest("details.correct").open = false;
    return current?.focus();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

queue.addEventListener("click", (event) => {
  const article = event.target.closest("article");
  if (article && article !== current) go(article);
  const button = event.target.closest(".decide button");
  if (!button) return;
  event.preventDefault();
  decide(button.value);
});

document.documentElement.classList.add("by-keys");
go(waiting()[0]);
