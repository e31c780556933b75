// Keeps what is typed in a form of the staff in this browser until it is saved: a closed window, an ended session, a power
// cut lose nothing. On return a bar offers it. What is kept knows the version it was typed on (_seen), so that a record that
// somebody saved meanwhile asks about both, as two open forms do; and what was asked and not yet answered (_clashes).

const KEPT = "kept:";
const SENT = "kept-sent"; // what this tab sent last: where it is kept
const DAYS = 30;
const PAUSE = 400; // milliseconds after the last key
const OWN = ["csrfmiddlewaretoken", "_seen", "_clashes"];

// The server says which form it has saved; only that clears what was kept of it.
function clearSaved() {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("saved="));
  if (!cookie) return;
  const key = KEPT + decodeURIComponent(cookie.slice("saved=".length));
  const sent = sessionStorage.getItem(SENT) ?? key;
  localStorage.removeItem(isOf(key, sent) ? sent : key);
  document.cookie = "saved=; path=/admin/; max-age=0; SameSite=Lax";
}

// What was typed while an older text was still offered is kept beside it, as "kept:… 2".
const isOf = (key, name) => name === key || name.startsWith(`${key} `);

function clearOld() {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(KEPT))) {
    if (Date.now() - (read(key)?.at ?? 0) > DAYS * 86400000) localStorage.removeItem(key);
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function fieldsOf(form) {
  return [...form.elements].filter(
    (field) =>
      field.name &&
      !OWN.includes(field.name) &&
      !field.name.startsWith("_take-") &&
      !field.name.includes("__prefix__") &&
      !["submit", "button", "file", "fieldset"].includes(field.type),
  );
}

// The values as they are, or as they came from the server.
function values(form, came = false) {
  const found = {};
  for (const field of fieldsOf(form)) {
    if (["checkbox", "radio"].includes(field.type)) {
      if (came ? field.defaultChecked : field.checked) found[field.name] = field.value;
    } else if (field.options) {
      const chosen = [...field.options].find((option) => (came ? option.defaultSelected : option.selected));
      found[field.name] = (chosen ?? (came ? field.options[0] : null))?.value ?? "";
    } else {
      // Browsers write line breaks in their own way.
      found[field.name] = (came && field.type !== "hidden" ? field.defaultValue : field.value).replaceAll("\r\n", "\n");
    }
  }
  return found;
}

function labels(form) {
  const chosen = [...form.querySelectorAll("select")].filter((field) => field.value && field.selectedOptions.length);
  return Object.fromEntries(chosen.map((field) => [field.name, field.selectedOptions[0].text]));
}

const same = (one, other) =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => (one[name] ?? "") === (other[name] ?? ""));

// Rows: "texts-3-language" is a field of the row "texts-3".
function rowOf(form, name) {
  const found = /^(.+)-(\d+)-([^-]+)$/.exec(name);
  return found && form.elements[`${found[1]}-TOTAL_FORMS`]
    ? { kind: found[1], row: `${found[1]}-${found[2]}`, field: found[3] }
    : null;
}

function addRow(form, kind) {
  const row = `${kind}-${form.elements[`${kind}-TOTAL_FORMS`].value}`;
  document.querySelector(`#${CSS.escape(kind)}-group .add-row a, #${CSS.escape(kind)}-group a.add-row`)?.click();
  return row;
}

// Return the row that a kept row is now: the one with its key, else a new one.
function placeOf(form, kept, kind, row) {
  const key = kept.fields[`${row}-id`];
  const stored = [...form.querySelectorAll(`input[name^="${CSS.escape(kind)}-"][name$="-id"]`)];
  const there = key && stored.find((field) => field.value === key);
  return there ? there.name.slice(0, -"-id".length) : addRow(form, kind);
}

function put(form, name, value, label) {
  const field = form.elements[name];
  if (!field) return;
  if (field.type === "checkbox") {
    field.checked = value !== undefined;
  } else {
    if (field.options && value && ![...field.options].some((option) => option.value === value)) {
      field.add(new Option(label ?? value, value));
    }
    field.value = value ?? "";
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function bringBack(form, kept) {
  const places = {};
  for (const [name, value] of Object.entries(kept.fields)) {
    const found = rowOf(form, name);
    if (/-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$/.test(name)) continue;
    if (!found) {
      put(form, name, value, kept.labels[name]);
      continue;
    }
    places[found.row] ??= placeOf(form, kept, found.kind, found.row);
    if (found.field === "id" || (found.field !== "DELETE" && !form.elements[`${places[found.row]}-${found.field}`])) continue;
    if (form.elements[`${places[found.row]}-${found.field}`]?.type === "hidden") continue;
    put(form, `${places[found.row]}-${found.field}`, value, kept.labels[name]);
  }
  for (const box of form.querySelectorAll("input[type=checkbox]")) {
    if (!rowOf(form, box.name) && !(box.name in kept.fields)) put(form, box.name, undefined);
  }
  if (kept.seen && form.elements._seen) form.elements._seen.value = kept.seen;
  if (kept.clashes) askAgain(form, kept.clashes, places);
}

// What two people changed and nobody has decided is asked again when the form is sent, whatever row it stands in now.
function askAgain(form, clashes, places) {
  const field = form.elements._clashes ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden" }));
  const asked = Object.entries(JSON.parse(clashes)).map(([name, was]) => {
    const found = rowOf(form, name);
    return [found && places[found.row] ? `${places[found.row]}-${found.field}` : name, was];
  });
  field.name = "_clashes";
  field.value = JSON.stringify(Object.fromEntries(asked));
}

function offer(bar, kept, newer, back, discard) {
  const when = new Date(kept.at);
  const today = when.toDateString() === new Date().toDateString();
  const shown = today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
  bar.querySelector("time").textContent = when.toLocaleString(document.documentElement.lang === "sv" ? "sv" : "en-GB", shown);
  bar.querySelector(".newer").hidden = !newer;
  bar.hidden = false;
  bar.querySelector(".back").onclick = back;
  bar.querySelector(".discard").onclick = discard;
}

function watch(form, bar) {
  const key = KEPT + bar.dataset.key;
  const returned = "returned" in bar.dataset; // what was posted came back unsaved
  const came = values(form, true);
  const seen = form.elements._seen?.value ?? "";
  const unsaved = () => returned || !same(values(form), came);
  let timer = null;
  let leaving = false;

  const others = Object.keys(localStorage).filter((name) => isOf(key, name));
  let own = returned ? (sessionStorage.getItem(SENT) ?? key) : key;
  if (!isOf(key, own)) own = key;

  const keep = () => {
    if (!unsaved()) return localStorage.removeItem(own);
    const [seen, clashes] = ["_seen", "_clashes"].map((name) => form.elements[name]?.value ?? "");
    const text = { at: Date.now(), seen, clashes, fields: values(form), labels: labels(form) };
    try {
      localStorage.setItem(own, JSON.stringify(text));
    } catch {
      document.querySelector(".kept-full").hidden = false; // the browser has no room, or keeps nothing
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };

  // The newest first. Each is offered until it is brought back or discarded.
  const offers = others
    .filter((name) => read(name) && !same(read(name).fields, values(form)))
    .sort((one, other) => read(other).at - read(one).at);
  if (offers.length && !returned) own = `${key} ${Date.now()}`;
  const offerNext = () => {
    const name = offers.shift();
    bar.hidden = !name;
    if (!name) return;
    const kept = read(name);
    const back = () => {
      own = name;
      bringBack(form, kept);
      offerNext();
    };
    const discard = () => {
      localStorage.removeItem(name);
      offerNext();
    };
    offer(bar, kept, kept.seen !== seen, back, discard);
  };
  if (returned) keep();
  else offerNext();

  for (const kind of ["input", "change", "click", "end"]) document.addEventListener(kind, later);
  globalThis.django?.jQuery?.(form).on("change", later); // of fields that complete what is typed
  form.addEventListener("submit", () => {
    keep();
    sessionStorage.setItem(SENT, own);
    leaving = true;
  });
  window.addEventListener("pagehide", () => keep());
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && unsaved()) {
      keep();
      event.preventDefault();
    }
  });
}

clearSaved();
clearOld();
document.addEventListener("DOMContentLoaded", () => {
  const bar = document.querySelector("#kept");
  // After the scripts of the page have made what it is.
  if (bar?.closest("form")) setTimeout(() => watch(bar.closest("form"), bar));
});
