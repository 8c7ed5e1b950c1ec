// Choosing a place on the map of the form. The district and the address say the same without it.
import { drawCity, leafletFor } from "./leaflet-later.js";

const box = document.getElementById("place");
const drawing = JSON.parse(document.getElementById("drawing").textContent);
const field = (name) => document.getElementById(box.dataset[name]);

function parts() {
  const canvas = Object.assign(document.createElement("div"), { className: "map pick", tabIndex: 0 });
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", box.dataset.label);
  const said = Object.assign(document.createElement("p"), { className: "hint" });
  said.setAttribute("role", "status");
  const remove = Object.assign(document.createElement("button"), {
    type: "button", className: "btn alt sm", textContent: box.dataset.remove, hidden: true,
  });
  box.replaceChildren(canvas, said, remove);
  box.hidden = false;
  return { canvas, said, remove };
}

function inside([lat, lon], ring) {
  let within = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [a, b] = [ring[i], ring[j]];
    if (a[1] > lon !== b[1] > lon && lat < ((b[0] - a[0]) * (lon - a[1])) / (b[1] - a[1]) + a[0]) within = !within;
  }
  return within;
}

function start(L) {
  const { canvas, said, remove } = parts();
  const { map } = drawCity(L, canvas, drawing);
  const icon = L.divIcon({ className: "here", iconSize: [28, 28], iconAnchor: [14, 28] });
  let marker = null;

  const show = () => {
    said.textContent = marker ? box.dataset.chosen : box.dataset.none;
    remove.hidden = !marker;
  };
  const clear = () => {
    marker?.remove();
    marker = null;
    field("latitude").value = "";
    field("longitude").value = "";
    show();
  };
  const choose = (at, setDistrict) => {
    if (!marker) {
      marker = L.marker(at, { draggable: true, icon, keyboard: false, alt: "" }).addTo(map);
      marker.on("dragend", () => choose(marker.getLatLng(), true));
    }
    marker.setLatLng(at);
    field("latitude").value = at.lat.toFixed(6);
    field("longitude").value = at.lng.toFixed(6);
    const home = drawing.districts.find((district) => inside([at.lat, at.lng], district.ring));
    if (setDistrict && home) field("district").value = home.pk;
    show();
  };

  map.on("click", (event) => choose(event.latlng, true));
  canvas.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== canvas) return;
    event.preventDefault();
    choose(map.getCenter(), true);
  });
  remove.addEventListener("click", () => {
    clear();
    canvas.focus();
  });
  const [lat, lng] = [field("latitude").value, field("longitude").value];
  if (lat && lng) choose(L.latLng(Number(lat), Number(lng)), false);
  else show();
}

box.hidden = false;
leafletFor(box).then(start).catch(() => {
  box.hidden = true;
});
