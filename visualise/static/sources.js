// Files are read as a job, and the page shows how far it is. Without scripts the plain form reads them while one waits.
"use strict";

const form = document.getElementById("read");
const texts = JSON.parse(form.dataset.texts);
const line = document.getElementById("job");
const bar = line.querySelector("progress");
const told = line.querySelector("output");
const cancel = line.querySelector("button");

function show(job) {
  const at = job.progress;
  told.value = texts[at ? at.step : job.state] ?? "";
  if (at?.of) {
    bar.max = at.of;
    bar.value = at.done;
  } else bar.removeAttribute("value");
}

function end(text) {
  bar.hidden = cancel.hidden = true;
  told.value = text;
  form.querySelector("[type=submit]").disabled = false;
}

function watch(address) {
  const events = new EventSource(`${address}/events`);
  cancel.onclick = () => fetch(address, { method: "DELETE" });
  for (const state of ["queued", "running"]) events.addEventListener(state, (event) => show(JSON.parse(event.data)));
  for (const state of ["succeeded", "failed", "cancelled", "interrupted"])
    events.addEventListener(state, (event) => {
      events.close();
      const job = JSON.parse(event.data);
      const faults = job.result?.faults ?? [];
      if (state === "succeeded" && !faults.length) location.reload();
      else if (job.problem) end(job.problem.detail[form.dataset.language]);
      else end(texts[state] ?? faults.map((fault) => fault[form.dataset.language]).join("\n"));
    });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  form.querySelector("[type=submit]").disabled = true;
  line.hidden = bar.hidden = cancel.hidden = false;
  show({ state: "queued" });
  const body = new FormData();
  for (const file of form.files.files) body.append("files", file);
  const headers = { "Accept-Language": form.dataset.language, "Idempotency-Key": crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` };
  try {
    const answer = await fetch("/v1/ingests", { method: "POST", body, headers });
    if (answer.ok) watch(answer.headers.get("Location"));
    else end((await answer.json()).detail);
  } catch {
    end(texts.unsent);
  }
});
