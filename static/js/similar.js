// Similar publications come into the page when the reader comes near their place; without this, a link leads to them.

const place = document.querySelector(".similar-place");
const link = place?.querySelector("a");

async function show() {
  try {
    const response = await fetch(link.href);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    link.closest("p").replaceWith(document.importNode(page.getElementById("similar-list"), true));
  } catch {
    // The link is still there.
  }
}

if (link) {
  const watch = new IntersectionObserver(
    (seen) => {
      if (!seen.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      show();
    },
    { rootMargin: "400px" },
  );
  watch.observe(place);
}
