// What makes pages better where scripts run. Every page does its work without; nothing here is needed to read or to send.
const html = document.documentElement;
html.classList.add("js");

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// The summary of errors is read out and has the keyboard, on whichever page it is.
document.querySelector(".summary[role=alert][tabindex]")?.focus();

// Where the menu is a row that scrolls, the reader's own place in it is in sight.
const place = document.querySelector(".sections [aria-current]");
if (place) place.closest("ul").scrollLeft = place.offsetLeft - place.closest("ul").clientWidth / 3;

// A form is sent once, however often its button is pressed; going back makes it new.
for (const form of all("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  });
}
addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

// A page on which there is nothing to choose goes on by itself.
document.querySelector("form[data-goes-on]")?.requestSubmit();

// Filters: the same address as without scripts, asked as one types, and only the list is put in its place.
for (const form of all("form[data-filters]")) {
  let waiting, asked;
  const ask = async () => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const url = query.size ? `${form.action}?${query}` : form.action;
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(url, { signal: asked.signal, headers: { accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const [old, fresh] = [document, page].map((where) => where.getElementById(form.dataset.filters));
      if (!old || !fresh) return location.assign(url);
      old.replaceWith(fresh);
      history.replaceState(null, "", url);
      all('input[name="back"]').forEach((back) => (back.value = url.replace(location.origin, "")));
    } catch (error) {
      if (error.name !== "AbortError") console.warn(error);
    }
  };
  const soon = (pause) => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, pause);
  };
  form.addEventListener("input", (event) => soon(event.target.type === "search" ? 250 : 0));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    soon(0);
  });
}

// Topics: search as you type, and what was chosen together on top.
for (const section of all("[data-topics]")) {
  const search = section.querySelector("[data-topic-search]");
  const found = section.querySelector("[data-found]");
  const chosen = section.querySelector("[data-chosen]");
  const groups = all("details.topics", section).map((group) => ({ group, wasOpen: group.open }));
  const rows = all(".topic", section).map((row) => ({
    row,
    label: row.querySelector("label").textContent,
    words: fold(row.querySelector("label").textContent),
    select: row.querySelector("select"),
  }));
  const look = () => {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { row, words: text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) count += 1;
    }
    for (const entry of groups) {
      const some = all(".topic:not([hidden])", entry.group).length > 0;
      entry.group.hidden = words.length > 0 && !some;
      entry.group.open = words.length > 0 ? some : entry.wasOpen;
    }
    const { none, one, found: more } = found.dataset;
    found.textContent = words.length === 0 ? "" : count === 0 ? none : count === 1 ? one : `${count} ${more}`;
  };
  search.addEventListener("input", look);
  // Enter in the search field would send the form.
  search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  const show = () => {
    const list = rows.filter(({ select }) => select.value);
    chosen.hidden = list.length === 0;
    chosen.querySelector("ul").replaceChildren(
      ...list.map(({ label, select }) => {
        const link = document.createElement("a");
        link.className = "chip";
        link.href = `#${select.id}`;
        link.textContent = `${label}: ${select.selectedOptions[0].textContent}`;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          search.value = "";
          look();
          select.closest("details").open = true;
          select.focus();
        });
        const item = document.createElement("li");
        item.append(link);
        return item;
      }),
    );
  };
  section.addEventListener("change", show);
  show();
  document.addEventListener("draft", show);
}

// A page of the console shows people, so it goes when its session does, also where that ended by itself. Every page that is opened
// begins the time anew, in all tabs. What somebody typed stays, out of sight.
const lasts = Number(document.body.dataset.session) * 1000;
if (lasts) {
  const tabs = new BroadcastChannel("session");
  const note = document.querySelector("[data-session-over]");
  const main = document.getElementById("main");
  let over, typed, waiting;
  const go = () => {
    if (!typed) return location.replace(location.pathname + location.search);
    main.classList.add("over");
    note.hidden = false;
  };
  // Not one long wait: a device that sleeps does not count on.
  const look = () => {
    clearTimeout(waiting);
    if (Date.now() >= over) return go();
    waiting = setTimeout(look, Math.min(over - Date.now(), 60000));
  };
  const begin = () => {
    over = Date.now() + lasts;
    look();
  };
  for (const form of all("form[method=post]", main)) form.addEventListener("input", () => (typed = form));
  // Shown again to whoever is still signed in; else it goes with the form to the page that asks to sign in.
  note.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(location.href, { method: "HEAD", redirect: "manual" }).catch(() => undefined);
    if (!answer) return;
    if (!answer.ok) return typed.requestSubmit();
    note.hidden = true;
    main.classList.remove("over");
    begin();
  });
  // Signing out takes a moment.
  document.querySelector('form[action="/coordinator/sign-out"]')?.addEventListener("submit", () => tabs.postMessage("signed out"));
  document.addEventListener("visibilitychange", look);
  tabs.addEventListener("message", ({ data }) => {
    if (data === "opened") return begin();
    setTimeout(() => {
      over = 0;
      look();
    }, 2000);
  });
  tabs.postMessage("opened");
  begin();
}

// A link to something in a closed group opens it.
const reveal = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) target.closest("details")?.setAttribute("open", "");
};
addEventListener("hashchange", reveal);
reveal();

// Drafts: what was typed stays in this tab until it is sent. Not who somebody is, nor the addresses of others.
const store = {
  key: (name) => `draft:${name}`,
  get(name) {
    try {
      return JSON.parse(sessionStorage.getItem(this.key(name)) ?? "null");
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      sessionStorage.setItem(this.key(name), JSON.stringify(value));
    } catch {
      // Full, or forbidden: then there is no draft.
    }
  },
  drop(name) {
    try {
      sessionStorage.removeItem(this.key(name));
    } catch {
      // As above.
    }
  },
};
const PRIVATE = ["csrf", "name", "email", "reports_to", "avoid", "consent"];
for (const form of all("form[data-draft]")) {
  const name = form.dataset.draft;
  const restored = document.querySelector("[data-draft-restored]");
  const draft = store.get(name);
  if (draft && "draftFresh" in form.dataset) {
    for (const field of form.elements) {
      if (!field.name || PRIVATE.includes(field.name)) continue;
      const values = draft.filter(([key]) => key === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else field.value = values[0] ?? "";
      if (field.value && field.localName === "select") field.closest("details")?.setAttribute("open", "");
    }
    if (restored) restored.hidden = false;
    document.dispatchEvent(new Event("draft"));
  }
  document.querySelector("[data-draft-clear]")?.addEventListener("click", () => {
    store.drop(name);
    location.reload();
  });
  form.addEventListener("input", () => {
    store.set(name, [...new FormData(form)].filter(([key, value]) => value && !PRIVATE.includes(key)));
  });
}
for (const sent of all("[data-draft-sent]")) store.drop(sent.dataset.draftSent);
