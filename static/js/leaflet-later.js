// Leaflet comes after the page is there and only where a map is in sight: the drawing and the list do without it.
function add(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes, { onload: resolve, onerror: reject });
    document.head.append(element);
  });
}

const seen = (element) =>
  new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      resolve();
    }, { rootMargin: "200px" });
    observer.observe(element);
  });

export async function leafletFor(element) {
  await seen(element);
  const { script, styles } = element.dataset;
  await Promise.all([add("link", { rel: "stylesheet", href: styles }), add("script", { src: script })]);
  return window.L;
}

// The city's river and bay, as its settings keep them.
const waters = () => JSON.parse(document.getElementById("water")?.textContent || "[]");

export function drawCity(L, element, drawing) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, scrollWheelZoom: false, zoomSnap: 0.25,
    zoomControl: false,
  });
  const { nearer, farther } = element.parentElement.dataset;
  L.control.zoom({ position: "bottomright", zoomInTitle: nearer, zoomOutTitle: farther }).addTo(map);
  map.attributionControl.setPrefix(false);
  if (drawing.tiles) L.tileLayer(drawing.tiles.url, { attribution: drawing.tiles.attribution }).addTo(map);
  const shapes = new Map();
  for (const district of drawing.districts) {
    const shape = L.polygon(district.ring, { className: "dis", interactive: false }).addTo(map);
    shape.bindTooltip(district.name, { permanent: true, direction: "center", className: "district" });
    shapes.set(district.slug, shape);
  }
  const city = L.featureGroup([...shapes.values()]).getBounds();
  map.fitBounds(city);
  for (const water of waters()) {
    const draw = water.kind === "bay" ? L.polygon : L.polyline;
    draw(water.line, { className: water.kind === "bay" ? "bay" : "riv", interactive: false }).addTo(map);
  }
  map.setMinZoom(map.getZoom() - 0.5);
  map.setMaxBounds(city.pad(0.5));
  return { map, shapes };
}
