// Rounds: a slider says its number and what the round would come to; parts of a page that take their time come later.

// The slider's number beside it.
for (const slider of document.querySelectorAll('.slider input[type="range"]')) {
  const output = slider.parentElement.querySelector("output");
  const must = slider.parentElement.querySelector('input[type="checkbox"]');
  const tell = () => {
    if (output) output.value = slider.value;
    slider.classList.toggle("is-off", must?.checked ?? false);
  };
  slider.addEventListener("input", tell);
  must?.addEventListener("change", tell);
  tell();
}

// What the round would come to, while the coordinator tries. Only the last answer counts.
const settings = document.querySelector("form[data-preview]");
const preview = document.getElementById("preview");
if (settings && preview) {
  let waiting;
  let asked;
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    preview.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(settings.dataset.preview, {
        method: "POST",
        body: new URLSearchParams(new FormData(settings)),
        headers: { "x-part": "preview" },
        signal: asked.signal,
      });
      // What is typed wrong is told too; anything else leaves the button, which does the same.
      if (answer.ok || answer.status === 422) preview.innerHTML = await answer.text();
      preview.removeAttribute("aria-busy");
    } catch (error) {
      if (error.name !== "AbortError") preview.removeAttribute("aria-busy");
    }
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  };
  settings.addEventListener("input", soon);
  settings.addEventListener("change", soon);
  ask();
}

// A part of the page with an address of its own, loaded when the page is there. Without it its link leads there.
for (const place of document.querySelectorAll("[data-load]")) {
  place.setAttribute("aria-busy", "true");
  fetch(place.dataset.load, { headers: { "x-part": "part" } })
    .then(async (answer) => {
      if (answer.ok) place.innerHTML = await answer.text();
    })
    .catch(() => {})
    .finally(() => place.removeAttribute("aria-busy"));
}

// A search over what stands on the page already, as one types; the button searches all of it.
const search = document.querySelector("form[data-filter]");
const table = search && document.getElementById(search.dataset.filter);
if (table) {
  search.addEventListener("input", () => {
    const words = search.querySelector("input").value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of table.tBodies[0].rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
  });
}

// What goes on while one looks: again every few seconds, as long as somebody looks.
for (const place of document.querySelectorAll("[data-live]")) {
  let last = place.innerHTML;
  setInterval(async () => {
    if (document.hidden || place.contains(document.activeElement)) return;
    try {
      const answer = await fetch(place.dataset.live, { headers: { "x-part": "part" } });
      const now = answer.ok ? await answer.text() : last;
      if (now !== last) place.innerHTML = last = now;
    } catch {
      // The next time, perhaps.
    }
  }, 4000);
}
