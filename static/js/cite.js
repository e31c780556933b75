// "Cite this": styles and languages without reload, the last ones remembered, copying as rich and plain text together.

import { copy } from "./copy.js";
import { choose, findStyles, remember, remembered } from "./styles.js";

const box = document.querySelector("[data-cite]");
const reference = box.querySelector(".reference");
const select = document.getElementById("cite-style");
const locales = document.getElementById("cite-locale");
const said = box.querySelector(".cite-said");
const STYLE = "citation-style";
const TITLE = "citation-style-title";
const LOCALE = "citation-locale";
const fetched = new Map();
let shown = null; // what the server said of the reference on the page; null while it is the page's own
let clearing;

function say(text, failed = false) {
  said.textContent = text;
  said.classList.toggle("failed", failed);
  clearTimeout(clearing);
  clearing = setTimeout(() => { said.textContent = ""; }, 6000);
}

async function fetchStyle(style, locale) {
  const address = box.dataset.cite.replace(/[^/]*$/, style) + `?locale=${locale}`;
  if (!fetched.has(address)) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(response.statusText);
    fetched.set(address, await response.json());
  }
  return fetched.get(address);
}

async function show() {
  const [style, locale] = [select.value, locales.value];
  reference.setAttribute("aria-busy", "true");
  try {
    const answer = await fetchStyle(style, locale);
    if (select.value !== style || locales.value !== locale) return; // another was chosen meanwhile
    shown = answer;
    reference.innerHTML = shown.html; // made and escaped by the server
    reference.lang = locale;
    Object.assign(box.dataset, { style, locale });
    plainOnly(shown.verbatim);
  } catch {
    select.value = box.dataset.style;
    locales.value = box.dataset.locale;
    say(said.dataset.missing, true);
  } finally {
    reference.removeAttribute("aria-busy");
  }
}

function rememberStyle() {
  remember(STYLE, select.value);
  remember(TITLE, select.selectedOptions[0].textContent.trim());
}

function plainOnly(yes) {
  box.querySelector('[data-copy="plain"]').hidden = yes;
}

function texts(kind) {
  const plain = shown ? shown.text : reference.textContent.trim();
  const rich = shown ? shown.rich : reference.dataset.rich;
  return kind === "rich" && rich ? { "text/html": rich, "text/plain": plain } : { "text/plain": plain };
}

async function copied(button) {
  try {
    await copy(texts(button.dataset.copy));
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
  rememberStyle();
  show();
});
locales.addEventListener("change", () => {
  remember(LOCALE, locales.value);
  show();
});
findStyles(document.getElementById("cite-find"), (style, title) => {
  choose(select, style, title);
  rememberStyle();
  show();
});

function showRemembered() {
  const asked = new URLSearchParams(location.search);
  const [style, locale] = [remembered(STYLE), remembered(LOCALE)];
  if (style && !asked.has("style") && /^[a-z0-9][a-z0-9-]*$/.test(style)) choose(select, style, remembered(TITLE));
  if (locale && !asked.has("locale") && [...locales.options].some((one) => one.value === locale)) locales.value = locale;
  if (select.value !== box.dataset.style || locales.value !== box.dataset.locale) show();
}

showRemembered();

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
