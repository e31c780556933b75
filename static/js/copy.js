// Copying: rich and plain text together where the browser can, and a field of a page by its button.

export async function copy(data) {
  if (navigator.clipboard?.write && window.ClipboardItem) {
    const blobs = Object.entries(data).map(([type, text]) => [type, asBlob(text, type)]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  } else if (!copyByEvent(Object.fromEntries(await Promise.all(Object.entries(data).map(resolved))))) {
    throw new Error("not copied");
  }
}

// A text may still be on its way: browsers take a promise, and remember that a person had clicked.
function asBlob(text, type) {
  return Promise.resolve(text).then((whole) => new Blob([whole], { type }));
}

async function resolved([type, text]) {
  return [type, await text];
}

// For addresses without https, where browsers have no clipboard object.
function copyByEvent(data) {
  const fill = (event) => {
    Object.entries(data).forEach(([type, text]) => event.clipboardData.setData(type, text));
    event.preventDefault();
  };
  document.addEventListener("copy", fill, { once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", fill);
  return done;
}

document.querySelectorAll("[data-copy-from]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copyFrom);
    field.select();
    await copy({ "text/plain": field.value });
    button.textContent = button.dataset.done;
  });
});
