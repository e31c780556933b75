// The key "/" goes to the search box, as in many libraries' catalogues.

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  const box = [...document.querySelectorAll('[role="search"] input')].find((field) => field.offsetParent);
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
