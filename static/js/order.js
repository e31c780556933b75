// The order of the marked list: publications are dragged by a handle, or moved by buttons without loading the page.

const list = document.querySelector("ol.marked");
const said = document.getElementById("order-said");
let dragged = null;

function rows() {
  return [...list.children];
}

function place(row) {
  return Number(list.dataset.first) + rows().indexOf(row);
}

async function move(row, button) {
  const data = new URLSearchParams({ move: `${row.dataset.uuid}:${place(row) - 1}` });
  const response = await fetch(list.dataset.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
  if (!response.ok) return location.reload();
  said.textContent = `${list.dataset.moved} ${place(row)}`;
  number();
  button?.focus();
}

// Buttons know their places, for who has no JavaScript; they keep telling the truth.
function number() {
  const [first, last] = [rows()[0], rows().at(-1)];
  rows().forEach((row) => {
    const at = place(row);
    const [up, down, top] = row.querySelectorAll("[data-step]");
    up.value = `${row.dataset.uuid}:${at - 2}`;
    down.value = `${row.dataset.uuid}:${at}`;
    up.disabled = top.disabled = row === first && list.dataset.first === "1";
    down.disabled = row === last && !document.querySelector(".pages [rel=next]");
  });
}

function step(event) {
  const button = event.submitter;
  const row = button?.closest("li");
  const next = { "-1": row?.previousElementSibling, 1: row?.nextElementSibling }[button?.dataset.step];
  if (!next) return; // to another page, or to the top: the form itself
  event.preventDefault();
  if (button.dataset.step === "1") next.after(row);
  else next.before(row);
  move(row, button);
}

function handle(row) {
  const grip = document.createElement("span");
  grip.className = "grip";
  grip.textContent = "⠿";
  grip.draggable = true;
  grip.setAttribute("aria-hidden", "true");
  grip.addEventListener("dragstart", (event) => {
    dragged = row;
    row.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.querySelector("h3")?.textContent ?? "");
    event.dataTransfer.setDragImage(row, 0, 0);
  });
  grip.addEventListener("dragend", () => {
    row.classList.remove("dragged");
    dragged = null;
    move(row);
  });
  row.querySelector(".order").prepend(grip);
}

function over(event) {
  const row = event.target.closest("ol.marked > li");
  if (!dragged || !row) return;
  event.preventDefault();
  if (row === dragged) return;
  const box = row.getBoundingClientRect();
  if (event.clientY < box.top + box.height / 2) row.before(dragged);
  else row.after(dragged);
}

if (list) {
  rows().forEach(handle);
  list.addEventListener("dragover", over);
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("submit", step);
}
