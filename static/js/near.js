// "Near me": fills the form with where the reader is, to about a hundred metres. The districts do without it.
const button = document.getElementById("near-me");
const choice = document.getElementById("near");
const said = document.getElementById("near-said");

function found({ coords }) {
  const value = `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`;
  choice.add(new Option(button.dataset.label, value, true, true));
  choice.form.querySelector("[name=sort]")?.remove();
  choice.form.requestSubmit();
}

if (button && "geolocation" in navigator) {
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      found,
      () => { said.textContent = button.dataset.failed; },
      { maximumAge: 60_000, timeout: 10_000 },
    );
  });
}
