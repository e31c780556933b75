// Tells while a title or DOI is typed which publications may be the same. What is told stands below the title, and is
// read out; without this, the form says it once it is saved.

document.addEventListener("DOMContentLoaded", () => {
  const WAIT = 600; // milliseconds without a key
  const form = document.getElementById("publication_form");
  const title = form?.querySelector("#id_title");

  if (title?.dataset.candidates) {
    const hint = document.createElement("div");
    hint.className = "duplicate-hint";
    hint.setAttribute("role", "status");
    title.after(hint);
    let timer, request, asked = values().toString();

    form.addEventListener("input", (event) => {
      if (!/^(title|subtitle|issued|type|identifiers-\d+-(value|scheme)|contributions-\d+-(family|given))$/.test(event.target.name)) return;
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });

    async function ask() {
      const now = values();
      if (now.toString() === asked) return;
      asked = now.toString();
      request?.abort();
      request = new AbortController();
      try {
        const response = await fetch(`${title.dataset.candidates}?${now}`, { signal: request.signal });
        if (response.ok) show((await response.json()).candidates);
      } catch (error) {
        if (error.name !== "AbortError") hint.replaceChildren(); // saving tells it
      }
    }

    function show(candidates) {
      const list = document.createElement("ul");
      list.append(...candidates.map(lineOf));
      const lead = document.createElement("p");
      lead.textContent = title.dataset.lead;
      hint.replaceChildren(...(candidates.length ? [lead, list] : []));
    }
  }

  function values() {
    const field = (name) => form.elements[name]?.value ?? "";
    const found = new URLSearchParams({ own: title.dataset.own });
    for (const name of ["title", "subtitle", "issued", "type"]) found.set(name, field(name).slice(0, 1000));
    const rows = [...form.querySelectorAll('[name$="-scheme"]')].map((input) => input.name.replace(/scheme$/, "value"));
    const doi = rows.find((name) => field(name.replace(/value$/, "scheme")) === "doi" && field(name));
    if (doi) found.set("doi", field(doi));
    const families = [...form.querySelectorAll('[name^="contributions-"][name$="-family"]')].filter((input) => input.value);
    for (const input of families.slice(0, 40)) {
      found.append("name", `${input.value}|${field(input.name.replace(/family$/, "given"))}`);
    }
    return found;
  }

  function lineOf(candidate) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = candidate.address;
    link.textContent = candidate.title;
    link.target = "_blank";
    const about = document.createElement("span");
    about.textContent = candidate.about;
    const reasons = document.createElement("span");
    reasons.textContent = candidate.reasons;
    line.append(link, about, reasons);
    return line;
  }
});
