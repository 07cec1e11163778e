/**
 * How a figure looks and where its things stand.
 * @module query-figure
 */

const PADDING = 24;
const AREA = { x1: 0, y1: 0, w: 1200, h: 600 };
// More things than these stay in rings: to spread them would take long and show nothing.
const MANY = 80;

/**
 * The colours of the page, as they are at this moment; `scale` makes up for a figure that is shown smaller.
 * @param {number} scale
 */
export function style(scale = 1) {
  const page = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => page.getPropertyValue(name).trim();
  const words = {
    label: "data(label)",
    "font-family": getComputedStyle(document.body).fontFamily,
    "text-background-color": colour("--paper"),
    "text-background-opacity": 0.85,
    "text-background-padding": "2px",
  };
  const node = {
    width: 12 * scale,
    height: 12 * scale,
    color: colour("--ink"),
    "background-color": colour("--link"),
    "font-size": 12 * scale,
    "text-valign": "bottom",
    "text-margin-y": 4,
    "text-wrap": "wrap",
    "text-max-width": `${120 * scale}px`,
    "text-overflow-wrap": breaks,
  };
  const edge = {
    width: scale,
    color: colour("--quiet"),
    "font-size": 9 * scale,
    "line-color": colour("--line"),
    "target-arrow-color": colour("--line"),
    "target-arrow-shape": "triangle",
    "curve-style": "bezier",
    "text-rotation": "autorotate",
  };
  return [
    { selector: "node", style: { ...words, ...node } },
    { selector: "edge", style: { ...words, ...edge } },
    { selector: "node:selected", style: { "border-width": 3 * scale, "border-color": colour("--ink") } },
  ];
}

/**
 * Japanese and addresses break anywhere, other words between words.
 * @param {any} node
 */
function breaks(node) {
  return /[\u3040-\u9fff]|^\S+$/u.test(node.data("label")) ? "anywhere" : "whitespace";
}

/**
 * Spread the things from rings outwards, without chance, so that the figure is the same each time.
 * @param {any} figure
 */
export function arrange(figure) {
  const plainly = { animate: false, boundingBox: AREA };
  const degree = (/** @type {any} */ node) => node.degree();
  figure
    .layout({ ...plainly, name: "concentric", minNodeSpacing: 40, concentric: degree, levelWidth: () => 2 })
    .run();
  if (figure.nodes().length <= MANY) {
    const forces = {
      name: "cose",
      randomize: false,
      numIter: 1500,
      nodeDimensionsIncludeLabels: true,
      nodeRepulsion: () => 400000,
      idealEdgeLength: () => 90,
      edgeElasticity: () => 200,
      gravity: 0.6,
      nodeOverlap: 40,
    };
    figure.layout({ ...plainly, ...forces }).run();
  }
  turn(figure);
  fit(figure);
}

/**
 * Lay a wide figure upright where the page is narrow.
 * @param {any} figure
 */
function turn(figure) {
  const box = figure.elements().boundingBox();
  if (box.w > box.h === figure.width() > figure.height()) return;
  figure.nodes().positions((/** @type {any} */ node) => ({
    x: node.position("y") * 1.2,
    y: node.position("x"),
  }));
}

/**
 * Show all of a figure.
 * @param {any} figure
 */
export function fit(figure) {
  figure.fit(undefined, PADDING);
}
