// Lists: facets, chips, orders and pages change only the results; the years are chosen by dragging over their chart.
// The addresses are those of the links and forms, so that back, forward and bookmarks work as without this.

const status = document.createElement("p");
status.id = "results-said";
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);
let loading;

const list = () => document.querySelector("[data-results]");

function sameList(address) {
  const url = new URL(address, location.href);
  return url.origin === location.origin && url.pathname === location.pathname;
}

// What has the focus is replaced: the link of the same name in the same facet gets it, else the heading of the list.
function focusLike(panel, name) {
  const links = panel ? document.querySelectorAll(`#${CSS.escape(panel)} ~ * a`) : [];
  const again = [...links].find((link) => link.firstChild.textContent.trim() === name);
  const heading = document.querySelector("[data-results] h2");
  heading.tabIndex = -1;
  (again ?? heading).focus({ preventScroll: true });
}

async function load(address) {
  loading?.abort();
  loading = new AbortController();
  const response = await fetch(address, { signal: loading.signal, headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!response.ok || !page.querySelector("[data-results]") || !sameList(response.url)) return null;
  return page;
}

function replace(page) {
  const wasOpen = document.querySelector(".facets:popover-open");
  list().replaceWith(document.adoptNode(page.querySelector("[data-results]")));
  document.title = page.title;
  for (const part of [".languages ul", "main .search + p"]) {
    const [mine, theirs] = [document.querySelector(part), page.querySelector(part)];
    if (mine && theirs) mine.replaceWith(document.adoptNode(theirs));
  }
  const box = document.querySelector("main .search input");
  const typed = page.querySelector("main .search input");
  if (box && typed && document.activeElement !== box) box.value = typed.value;
  if (wasOpen) document.querySelector(".facets")?.showPopover();
  status.textContent = "";
  setTimeout(() => { status.textContent = list().dataset.said; }, 60); // emptied first, so that the same is said again
}

async function show(address, { push = true, top = null } = {}) {
  const active = document.activeElement?.closest("[data-results] a, [data-results] button");
  const panel = active?.closest(".panel")?.querySelector("h3")?.id;
  const name = active?.firstChild?.textContent.trim();
  list().setAttribute("aria-busy", "true");
  try {
    const page = await load(address);
    if (!page) return location.assign(address);
    if (push) {
      history.replaceState({ top: scrollY }, "");
      history.pushState({ top: 0 }, "", address);
    }
    replace(page);
    if (active) focusLike(panel, name);
    if (top !== null) scrollTo(0, top);
    else if (list().getBoundingClientRect().top < 0) list().scrollIntoView();
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

function addressOf(form) {
  const given = [...new FormData(form)].filter(([, value]) => value !== "");
  const query = new URLSearchParams(given).toString();
  return new URL(form.action).pathname + (query ? `?${query}` : "");
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("[data-results] a[href]");
  if (!link || link.target || link.hasAttribute("download") || !sameList(link.href)) return;
  event.preventDefault();
  show(link.href);
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-results] form, main .search");
  if (!form || form.method !== "get" || !sameList(form.action)) return;
  event.preventDefault();
  show(addressOf(form));
});

addEventListener("popstate", (event) => {
  if (list()) show(location.href, { push: false, top: event.state?.top ?? 0 });
});

// --- The chart of years ---

let first = null;

function barAt(chart, x) {
  const bars = [...chart.querySelectorAll("g")];
  const box = chart.getBoundingClientRect();
  const place = Math.floor(((x - box.left) / box.width) * bars.length);
  return bars[Math.min(Math.max(place, 0), bars.length - 1)];
}

function choose(chart, one, other) {
  const ends = [one, other].map((bar) => [Number(bar.dataset.first), Number(bar.dataset.last)]);
  const from = Math.min(ends[0][0], ends[1][0]);
  const to = Math.max(ends[0][1], ends[1][1]);
  for (const bar of chart.querySelectorAll("g")) {
    bar.classList.toggle("chosen", Number(bar.dataset.first) <= to && Number(bar.dataset.last) >= from);
  }
  const form = chart.closest("form");
  [form.elements.from.value, form.elements.to.value] = [from, to];
  return form;
}

document.addEventListener("pointerdown", (event) => {
  const chart = event.target.closest("[data-years] svg");
  if (!chart || event.button) return;
  event.preventDefault();
  first = barAt(chart, event.clientX);
  chart.setPointerCapture(event.pointerId);
  choose(chart, first, first);
});

document.addEventListener("pointermove", (event) => {
  if (first) choose(first.closest("svg"), first, barAt(first.closest("svg"), event.clientX));
});

document.addEventListener("pointerup", (event) => {
  if (!first) return;
  const chart = first.closest("svg");
  const form = choose(chart, first, barAt(chart, event.clientX));
  first = null;
  form.requestSubmit();
});

document.addEventListener("pointercancel", () => { first = null; });

// --- Menus close with Escape, and when one goes elsewhere ---

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
