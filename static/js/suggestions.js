// Suggestions while one types in a search box: a combobox as in the ARIA Authoring Practices, with grouped options.

const WAIT = 120; // milliseconds without a key

function build(form) {
  const input = form.querySelector("input[type=search]");
  const box = document.createElement("div");
  box.className = "suggestions";
  box.id = `${input.id}-suggestions`;
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", form.querySelector("button").textContent.trim());
  box.hidden = true;
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  input.after(box, status);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", box.id);
  input.setAttribute("aria-expanded", "false");
  return { form, input, box, status, active: -1, asked: "", timer: 0, request: null };
}

const options = (combo) => [...combo.box.querySelectorAll("[role=option]")];

function close(combo) {
  clearTimeout(combo.timer);
  combo.request?.abort();
  combo.box.hidden = true;
  combo.active = -1;
  combo.input.setAttribute("aria-expanded", "false");
  combo.input.removeAttribute("aria-activedescendant");
}

function mark(combo, place) {
  const all = options(combo);
  combo.active = place < -1 ? all.length - 1 : place >= all.length ? -1 : place;
  all.forEach((option, number) => option.setAttribute("aria-selected", String(number === combo.active)));
  const chosen = all[combo.active];
  if (!chosen) return combo.input.removeAttribute("aria-activedescendant");
  combo.input.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}

function optionOf(combo, item, number) {
  const option = document.createElement("div");
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.id = `${combo.box.id}-${number}`;
  option.dataset.address = item.address;
  option.textContent = item.name;
  return option;
}

function show(combo, groups) {
  let number = 0;
  combo.box.replaceChildren(...groups.map((group, place) => {
    const part = document.createElement("div");
    part.setAttribute("role", "group");
    const label = document.createElement("div");
    label.id = `${combo.box.id}-group-${place}`;
    label.className = "kind";
    label.setAttribute("role", "presentation");
    label.textContent = group.label;
    part.setAttribute("aria-labelledby", label.id);
    part.append(label, ...group.items.map((item) => optionOf(combo, item, number++)));
    return part;
  }));
  combo.active = -1;
  combo.input.removeAttribute("aria-activedescendant");
  combo.box.hidden = number === 0;
  combo.input.setAttribute("aria-expanded", String(number > 0));
  combo.box.scrollTop = 0;
  return number;
}

async function ask(combo) {
  const typed = combo.input.value.trim();
  if (typed === combo.asked && !combo.box.hidden) return;
  combo.asked = typed;
  combo.request?.abort();
  if (typed.length < 2) return close(combo);
  combo.request = new AbortController();
  try {
    const address = `${combo.form.dataset.suggestions}?q=${encodeURIComponent(typed)}`;
    const response = await fetch(address, { signal: combo.request.signal });
    if (!response.ok) return close(combo);
    const { groups, said } = await response.json();
    if (document.activeElement !== combo.input) return;
    show(combo, groups);
    combo.status.textContent = said;
  } catch (error) {
    if (error.name !== "AbortError") close(combo);
  }
}

function onKey(combo, event) {
  const open = !combo.box.hidden;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!open) return void ask(combo);
    event.preventDefault();
    mark(combo, combo.active + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Enter" && open && combo.active >= 0) {
    event.preventDefault();
    location.assign(options(combo)[combo.active].dataset.address);
  } else if (event.key === "Escape" && open) {
    event.preventDefault(); // else the field would be emptied
    close(combo);
  } else if (event.key === "Tab") {
    close(combo);
  }
}

for (const form of document.querySelectorAll("form[data-suggestions]")) {
  const combo = build(form);
  combo.input.addEventListener("input", () => {
    clearTimeout(combo.timer);
    combo.timer = setTimeout(() => ask(combo), WAIT);
  });
  combo.input.addEventListener("keydown", (event) => onKey(combo, event));
  combo.input.addEventListener("blur", () => close(combo));
  form.addEventListener("submit", () => close(combo));
  combo.box.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  combo.box.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.address);
  });
}
