// The map of the list as one that can be moved and enlarged. The server's drawing stays until Leaflet is there.
import { drawCity, leafletFor } from "./leaflet-later.js";
import { boxOf, placeNames } from "./map-names.js";

const box = document.getElementById("map");
const drawing = JSON.parse(document.getElementById("drawing").textContent);
const APART = 52;
const SIGN = 44;

function plate(pin) {
  const link = Object.assign(document.createElement("a"), { className: "n", href: pin.href, textContent: pin.number });
  link.setAttribute("aria-label", `${pin.number} ${pin.title}`);
  link.title = pin.title;
  return link;
}

function several(pins, open) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "many" });
  button.textContent = pins.length;
  button.setAttribute("aria-label", box.dataset.several.replace("{}", pins.length));
  button.addEventListener("click", open);
  return button;
}

// Plates that would cover each other share one, which stands where the first of them is.
function grouped(map) {
  const groups = [];
  for (const pin of drawing.pins) {
    const { x, y } = map.project([pin.lat, pin.lon]);
    const near = groups.find((group) => Math.max(Math.abs(group.x - x), Math.abs(group.y - y)) < APART);
    if (near) near.pins.push(pin);
    else groups.push({ x, y, pins: [pin] });
  }
  return groups;
}

leafletFor(box).then((L) => {
  const canvas = Object.assign(document.createElement("div"), { className: "map" });
  canvas.setAttribute("role", "group");
  canvas.setAttribute("aria-label", box.dataset.label);
  box.replaceChildren(canvas);
  const { map, shapes } = drawCity(L, canvas, drawing);
  const plates = L.layerGroup().addTo(map);
  const put = () => {
    plates.clearLayers();
    const taken = [];
    const last = map.getZoom() >= map.getMaxZoom();
    for (const { pins } of grouped(map)) {
      const bounds = L.latLngBounds(pins.map((pin) => [pin.lat, pin.lon]));
      const together = pins.length > 1 && !last;
      const signs = together ? [several(pins, () => map.fitBounds(bounds.pad(0.3)))] : pins.map(plate);
      signs.forEach((html, index) => {
        const icon = L.divIcon({ html, className: "pinned", iconSize: null });
        const place = [pins[index].lat, pins[index].lon];
        L.marker(place, { icon, keyboard: false }).addTo(plates);
        taken.push(boxOf(map.latLngToLayerPoint(place), SIGN, SIGN));
      });
    }
    placeNames(map, shapes, taken);
  };
  map.setMaxZoom(17);
  const chosen = shapes.get(box.dataset.on);
  if (chosen) map.fitBounds(chosen.getBounds());
  put();
  map.on("zoomend", put);
}).catch(() => {});
