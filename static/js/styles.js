// Choosing how to cite: a field that finds all styles (ARIA's combobox with a list), and the last choice remembered.

const WAIT = 120; // milliseconds without a key before the server is asked
let lists = 0;

export function remembered(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

export function remember(key, value) {
  try { localStorage.setItem(key, value); } catch { /* a browser that keeps nothing */ }
}

// Put a style among those that a select offers, and choose it.
export function choose(select, style, title) {
  let option = [...select.options].find((one) => one.value === style);
  if (!option) {
    option = new Option(title || style, style);
    select.prepend(option);
  }
  select.value = style;
  return option.textContent.trim();
}

// Make a combobox of a field; `chosen(style, title)` is called with what was chosen.
export function findStyles(field, chosen) {
  const list = document.createElement("ul");
  const said = document.createElement("p");
  const asked = new Map();
  let rows = [];
  let active = -1;
  let timer;

  list.id = `styles-${++lists}`;
  list.className = "options";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0].textContent.trim());
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) field.setAttribute(name, value);
  field.after(list, said);

  function ask(words) {
    if (!asked.has(words)) {
      const address = `${field.dataset.styles}?q=${encodeURIComponent(words)}`;
      asked.set(words, fetch(address).then((response) => response.ok ? response.json() : Promise.reject(response.status)));
      asked.get(words).catch(() => asked.delete(words));
    }
    return asked.get(words);
  }

  async function look() {
    const words = field.value.trim();
    if (!words) return close();
    try {
      const answer = await ask(words);
      if (field.value.trim() === words) show(answer);
    } catch { close(); }
  }

  function show(answer) {
    rows = answer.styles;
    list.replaceChildren(...rows.map(row));
    said.textContent = answer.said;
    activate(-1);
    list.hidden = rows.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
  }

  function row(style, place) {
    const item = document.createElement("li");
    item.id = `${list.id}-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.textContent = style.title;
    if (style.same_as) {
      const other = document.createElement("span");
      other.className = "quiet small";
      other.textContent = ` ${field.dataset.same} ${style.same_as}`;
      item.append(other);
    }
    item.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    item.addEventListener("click", () => take(place));
    return item;
  }

  function activate(place) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = place;
    const item = list.children[active];
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (item) field.setAttribute("aria-activedescendant", item.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    activate(-1);
    field.setAttribute("aria-expanded", "false");
    said.textContent = "";
  }

  function take(place) {
    const { id, title } = rows[place];
    field.value = "";
    close();
    chosen(id, title);
  }

  const KEYS = {
    ArrowDown: () => activate((active + 1) % rows.length),
    ArrowUp: () => activate((active <= 0 ? rows.length : active) - 1),
    Enter: () => take(Math.max(active, 0)),
    Escape: () => close(),
  };
  field.addEventListener("keydown", (event) => {
    if (list.hidden || !KEYS[event.key] || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key]();
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });
  field.addEventListener("focus", () => ask("").catch(() => {}), { once: true }); // the server reads its styles meanwhile
  field.addEventListener("blur", close);
}
