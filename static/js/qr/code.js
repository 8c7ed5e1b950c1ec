// A QR code of a short text, drawn on this device so that what it holds is sent nowhere. Bytes, level M where there is
// room and L otherwise; follows ISO/IEC 18004.
import { fit } from "./capacity.js";
import { codewords } from "./codewords.js";
import { MASKS, Matrix } from "./matrix.js";

// The modules of the code of a text, row by row; true is dark.
export function qrOf(text) {
  const bytes = new TextEncoder().encode(text);
  const size = fit(bytes.length);
  const filled = codewords(bytes, size);
  const masked = MASKS.map((_, number) => {
    const matrix = new Matrix(size.version);
    matrix.fill(filled);
    matrix.mask(number);
    matrix.format(size.level, number);
    return matrix;
  });
  return masked.reduce((best, next) => (next.penalty() < best.penalty() ? next : best)).dark;
}

const SPACE = "http://www.w3.org/2000/svg";
const QUIET = 4;

// The code of a text as an SVG element.
export function drawQr(text) {
  const rows = qrOf(text);
  const side = rows.length + 2 * QUIET;
  const svg = document.createElementNS(SPACE, "svg");
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
  svg.setAttribute("class", "square");
  const path = svg.appendChild(document.createElementNS(SPACE, "path"));
  const drawn = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")));
  path.setAttribute("d", drawn.join(""));
  return svg;
}
