// Numbers rows anew after one was dragged to another place. unfold counts from 0 on every page of a long list; people
// count from 1, and the second page goes on where the first ended. Rows not yet saved come last by themselves.

document.addEventListener("end", (event) => {
  const inputs = [...event.target.querySelectorAll('.original input[name$="-position"]')];
  const first = Math.min(...inputs.map((input) => Number(input.defaultValue)));
  // After unfold's own handler, which the same event runs.
  setTimeout(() => {
    const moved = [...event.target.querySelectorAll('input[name$="-position"]')];
    let next = first;
    for (const input of moved) {
      input.value = input.closest(".original") ? next++ : "";
    }
  });
});
