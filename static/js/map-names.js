// Names of districts stand where they meet the fewest plates; the server's drawing does the same (ui/map_names.py).
const STEP = 10;
const OUTSIDE = 20;

export const boxOf = ({ x, y }, width, height) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];

const shared = (one, other) =>
  Math.max(0, Math.min(one[2], other[2]) - Math.max(one[0], other[0])) *
  Math.max(0, Math.min(one[3], other[3]) - Math.max(one[1], other[1]));

function inside(x, y, ring) {
  let within = false;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length];
    if (a.y > y !== b.y > y && x < a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y)) within = !within;
  });
  return within;
}

const cornersOutside = ([left, top, right, bottom], ring) =>
  [[left, top], [right, top], [left, bottom], [right, bottom]].filter(([x, y]) => !inside(x, y, ring)).length;

// The point of a district nearest to its middle where a sign of this size meets the least of what is taken.
function spotFor(ring, home, size, taken) {
  const xs = ring.map((point) => point.x);
  const ys = ring.map((point) => point.y);
  let best = home;
  let least = Infinity;
  const weigh = (point) => {
    const mine = boxOf(point, size.width, size.height);
    const met = taken.reduce((sum, other) => sum + shared(mine, other), 0);
    const away = Math.hypot(point.x - home.x, point.y - home.y) + OUTSIDE * cornersOutside(mine, ring);
    const badness = (met ? 1000 + met : 0) + away;
    if (badness < least) [best, least] = [point, badness];
  };
  weigh(home);
  for (let x = Math.min(...xs); x < Math.max(...xs); x += STEP)
    for (let y = Math.min(...ys); y < Math.max(...ys); y += STEP) if (inside(x, y, ring)) weigh({ x, y });
  return best;
}

export function placeNames(map, shapes, taken) {
  const room = [...taken];
  for (const shape of shapes.values()) {
    const ring = shape.getLatLngs()[0].map((point) => map.latLngToLayerPoint(point));
    const home = map.latLngToLayerPoint(shape.getCenter());
    const sign = shape.getTooltip().getElement();
    const size = { width: sign.offsetWidth, height: sign.offsetHeight };
    const spot = spotFor(ring, home, size, room);
    room.push(boxOf(spot, size.width, size.height));
    shape.openTooltip(map.layerPointToLatLng([spot.x, spot.y]));
  }
}
