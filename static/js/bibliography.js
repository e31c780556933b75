// A bibliography: any style found by words, the last one remembered, and copying in four forms.

import { copy } from "./copy.js";
import { choose, findStyles, remember } from "./styles.js";

const form = document.querySelector(".bibliography-form");
const select = document.getElementById("list-style");
const said = document.querySelector(".copy-said");

findStyles(document.getElementById("list-find"), (style, title) => {
  choose(select, style, title);
  remember("citation-style", style);
  remember("citation-style-title", title);
  form.requestSubmit();
});
form.addEventListener("submit", () => {
  const field = document.getElementById("list-find");
  if (!field.value.trim()) field.disabled = true; // an empty question need not stand in the address
  remember("citation-style", select.value);
  remember("citation-style-title", select.selectedOptions[0].textContent.trim());
});
select.addEventListener("change", () => form.requestSubmit());

function fetched(suffix) {
  const address = document.querySelector(`[data-file="${suffix}"]`).href;
  return fetch(address).then((response) => response.ok ? response.text() : Promise.reject(response.status));
}

function texts(suffix) {
  if (suffix !== "html") return { "text/plain": fetched(suffix) };
  return { "text/html": fetched("html"), "text/plain": fetched("txt") };
}

document.querySelectorAll(".copying, [data-fetch]").forEach((part) => { part.hidden = false; });
document.querySelectorAll("[data-fetch]").forEach((button) => button.addEventListener("click", async () => {
  try {
    await copy(texts(button.dataset.fetch));
    said.textContent = button.dataset.done;
  } catch {
    said.textContent = said.dataset.failed;
  }
}));
