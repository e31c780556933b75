// "Show all 2,858": the names come into the page that is open, from the address that the link leads to anyway.

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.(".show-names");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const byline = document.getElementById("authors");
  byline.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(link.href);
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const whole = document.importNode(page.getElementById("authors"), true);
    whole.tabIndex = -1;
    byline.replaceWith(whole);
    whole.focus({ preventScroll: true });
  } catch {
    location.href = link.href;
  }
});
