// Lets the admin (django-unfold) work under a Content-Security-Policy without 'unsafe-inline'; see portal/headers.py.

// htmx would add a <style> for its spinners.
htmx.config.includeIndicatorStyles = false;

// Alpine and simplebar set whole style attributes, which the policy forbids; the same text set as properties it allows.
const setAttribute = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
  if (name.toLowerCase() === "style" && this.style) {
    this.style.cssText = value;
  } else {
    setAttribute.call(this, name, value);
  }
};

// Unfold's "Filters" is a link without an address, which the keyboard can neither reach nor press.
document.addEventListener("DOMContentLoaded", () => {
  for (const link of document.querySelectorAll("a[x-on\\:click]:not([href])")) {
    link.tabIndex = 0;
    link.setAttribute("role", "button");
    link.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      link.click();
    });
  }
});
