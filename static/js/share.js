// "Show it to others" opens what the device shares with, where it can; else it leads to the page to copy from.
const more = () => document.querySelectorAll("[data-share-more]").forEach((link) => (link.hidden = false));

if (navigator.share) {
  more();
  document.addEventListener("htmx:afterSwap", more);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-share]");
    if (!button || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { title, share } = button.dataset;
    navigator.share({ title, url: new URL(share, location).href }).catch((error) => {
      if (error.name !== "AbortError") location.assign(button.href);
    });
  });
}
