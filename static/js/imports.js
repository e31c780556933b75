// Imports: files may be dropped anywhere on the page, and a page that shows progress keeps itself up to date.

for (const form of document.querySelectorAll("form[data-drop]")) {
  const input = form.querySelector("input[type=file]");
  // Unfold's script looks beside each file input for the text field of its own widget, which is not here.
  form.addEventListener("change", (event) => event.target === input && event.stopPropagation(), true);
  // Beside the box as well: the browser would open the file in place of the page, and what was typed were gone.
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("over");
  });
  document.addEventListener("dragleave", () => form.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    form.classList.remove("over");
    if (event.dataTransfer.files.length) {
      event.preventDefault();
      const all = new DataTransfer();
      const before = input.multiple ? input.files : [];
      for (const file of [...before, ...event.dataTransfer.files]) all.items.add(file);
      input.files = all.files;
    }
  });
}

async function follow() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("[data-poll]");
    if (!next) {
      location.reload();
      return;
    }
    document.querySelector("[data-poll]").replaceWith(document.adoptNode(next));
  } catch {
    // The server is away for a moment; asked again below.
  }
  setTimeout(follow, 1500);
}

if (document.querySelector("[data-poll]")) {
  setTimeout(follow, 700);
}
