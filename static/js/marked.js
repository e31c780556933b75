// Marking without leaving the page, and saying what is marked already: pages are the same for everybody, so they ask.

const link = document.querySelector("[data-marked-link]");
const counter = link?.querySelector(".marked-count");
const said = document.createElement("p");
const buttons = () => [...document.querySelectorAll(".mark button")];
const MOST_ASKED = 200;

function countInCookie() {
  return Number(/(?:^|; )marked-count=(\d+)/.exec(document.cookie)?.[1] ?? 0);
}

function showCount(count) {
  counter.textContent = ` ${count.toLocaleString(document.documentElement.lang)}`;
  counter.hidden = count === 0;
}

function show(button, marked) {
  const word = button.querySelector(".mark-word");
  button.dataset.unmarked ??= word.textContent;
  word.textContent = marked ? button.dataset.marked : button.dataset.unmarked;
  button.classList.toggle("is-marked", marked);
  button.name = marked ? "unmark" : "mark";
}

async function fill() {
  showCount(countInCookie());
  const here = buttons().slice(0, MOST_ASKED);
  if (!here.length || !countInCookie()) return;
  const response = await fetch(`${link.dataset.state}?of=${here.map((button) => button.value).join(",")}`);
  if (!response.ok) return;
  const state = await response.json();
  showCount(state.count);
  here.forEach((button) => show(button, state.marked.includes(button.value)));
}

async function send(form, name, value) {
  const data = new URLSearchParams([[name, value]]);
  const response = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

function tell(text) {
  said.textContent = text;
}

async function toggle(event) {
  const button = event.submitter;
  if (!button?.closest(".mark")) return;
  event.preventDefault();
  const name = button.name;
  const marking = name === "mark";
  show(button, marking);
  try {
    const before = countInCookie();
    const { count, most } = await send(event.target, name, button.value);
    showCount(count);
    if (marking && count === most && before === most) {
      show(button, false);
      tell(link.dataset.full);
    } else {
      tell(`${link.dataset.said}${count}`);
    }
  } catch {
    show(button, !marking);
    tell(link.dataset.failed);
  }
}

if (link) {
  said.id = "marked-said";
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);
  document.addEventListener("submit", toggle);
  window.addEventListener("pageshow", (event) => { if (event.persisted) fill().catch(() => {}); });
  document.addEventListener("publications-changed", () => fill().catch(() => {}));
  fill().catch(() => {});
}
