// "Cite this": styles without reload, the last one remembered, and copying as rich and plain text together.

const box = document.querySelector("[data-cite]");
const reference = box.querySelector(".reference");
const select = box.querySelector("select");
const said = box.querySelector(".cite-said");
const LOCALES = { sv: "sv-SE", en: "en-US" };
const KEY = "citation-style";
const fetched = new Map();
let shown = null; // what the server said of the reference on the page; null while it is the page's own
let clearing;

function say(text, failed = false) {
  said.textContent = text;
  said.classList.toggle("failed", failed);
  clearTimeout(clearing);
  clearing = setTimeout(() => { said.textContent = ""; }, 6000);
}

function remembered() {
  try { return localStorage.getItem(KEY); } catch { return null; }
}

function remember(style) {
  try { localStorage.setItem(KEY, style); } catch { /* a browser that keeps nothing */ }
}

async function fetchStyle(style) {
  if (!fetched.has(style)) {
    const address = box.dataset.cite.replace(/[^/]*$/, style) + `?locale=${LOCALES[box.dataset.language]}`;
    const response = await fetch(address);
    if (!response.ok) throw new Error(response.statusText);
    fetched.set(style, await response.json());
  }
  return fetched.get(style);
}

async function show(style) {
  reference.setAttribute("aria-busy", "true");
  try {
    const answer = await fetchStyle(style);
    if (select.value !== style) return; // another was chosen meanwhile
    shown = answer;
    reference.innerHTML = shown.html; // made and escaped by the server
    box.dataset.style = style;
    plainOnly(shown.verbatim);
  } catch {
    select.value = box.dataset.style;
    say(said.dataset.missing, true);
  } finally {
    reference.removeAttribute("aria-busy");
  }
}

function plainOnly(yes) {
  box.querySelector('[data-copy="plain"]').hidden = yes;
}

function texts(kind) {
  const plain = shown ? shown.text : reference.textContent.trim();
  const rich = shown ? shown.rich : reference.dataset.rich;
  return kind === "rich" && rich ? { "text/html": rich, "text/plain": plain } : { "text/plain": plain };
}

async function copy(kind) {
  const data = texts(kind);
  if (navigator.clipboard?.write && window.ClipboardItem) {
    const blobs = Object.entries(data).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  } else if (!copyByEvent(data)) {
    throw new Error("not copied");
  }
}

// For addresses without https, where browsers have no clipboard object.
function copyByEvent(data) {
  const fill = (event) => {
    Object.entries(data).forEach(([type, text]) => event.clipboardData.setData(type, text));
    event.preventDefault();
  };
  document.addEventListener("copy", fill, { once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", fill);
  return done;
}

async function copied(button) {
  try {
    await copy(button.dataset.copy);
    said.textContent = "";
    say(button.dataset.done);
  } catch {
    say(said.dataset.failed, true);
  }
}

box.querySelector("form button").hidden = true;
box.querySelector(".cite-buttons").hidden = false;
plainOnly(Boolean(reference.querySelector("pre")));
box.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
box.querySelectorAll("[data-copy]").forEach((button) => button.addEventListener("click", () => copied(button)));
select.addEventListener("change", () => {
  remember(select.value);
  show(select.value);
});

const last = remembered();
const offered = [...select.options].some((option) => option.value === last);
if (offered && last !== box.dataset.style && !new URLSearchParams(location.search).has("style")) {
  select.value = last;
  show(last);
}

// On a phone the box opens as a sheet, from a button that stays in sight as long as the box is not.
const bar = document.querySelector(".cite-bar");

function openSheet(event) {
  event.preventDefault();
  const sheet = document.createElement("dialog");
  const close = document.createElement("button");
  const place = document.createComment("cite");
  sheet.className = "sheet";
  sheet.setAttribute("aria-labelledby", "cite-heading");
  close.className = "button close";
  close.textContent = bar.dataset.close;
  close.addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (click) => { if (click.target === sheet) sheet.close(); });
  sheet.addEventListener("close", () => {
    place.replaceWith(box);
    sheet.remove();
  });
  box.replaceWith(place);
  sheet.append(box, close);
  document.body.append(sheet);
  sheet.showModal();
}

bar.querySelector("a").addEventListener("click", openSheet);
new IntersectionObserver(([seen]) => bar.classList.toggle("unneeded", seen.isIntersecting)).observe(box);
