/**
 * The figure of an answer: things and their relations, drawn by cytoscape; the table below says the same.
 * @module query-drawing
 */

import { arrange, fit, style } from "./query-figure.js";

/**
 * @typedef {object} Network
 * @property {{ id: string, label: string, href: string | null }[]} nodes
 * @property {{ source: string, target: string, label: string }[]} edges
 */

/**
 * Draw the figure of an answer, if it has one.
 * @param {HTMLElement} answer
 */
export async function drawNetwork(answer) {
  const place = /** @type {HTMLElement | null} */ (answer.querySelector("[data-network]"));
  const canvas = /** @type {HTMLElement | null} */ (place?.querySelector(".canvas") ?? null);
  if (!place || !canvas) return;
  const isLoaded = await load(place.dataset.library ?? "").then(() => true, () => false);
  if (!isLoaded) return;
  place.hidden = false;
  document.getElementById("undrawn")?.remove();
  /** @type {Network} */
  const network = JSON.parse(place.dataset.network ?? "");
  const figure = draw(canvas, network);
  offerZoom(place, figure);
  tellChosen(place, figure);
}

/**
 * @param {string} address
 * @returns {Promise<void>}
 */
function load(address) {
  if ("cytoscape" in globalThis) return Promise.resolve();
  const script = document.createElement("script");
  script.src = address;
  document.head.append(script);
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", reject);
  });
}

/**
 * Draw, and make the words as large as if the figure were not shown smaller.
 * @param {HTMLElement} canvas
 * @param {Network} network
 */
function draw(canvas, network) {
  const figure = /** @type {any} */ (globalThis).cytoscape({
    container: canvas,
    elements: elements(network),
    style: style(),
    layout: { name: "preset" },
    userZoomingEnabled: false,
    minZoom: 0.1,
    maxZoom: 3,
  });
  arrange(figure);
  const scale = Math.min(2.5, Math.max(1, 1 / figure.zoom()));
  const paint = () => figure.style(style(scale));
  paint();
  fit(figure);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  return figure;
}

/** @param {Network} network */
function elements(network) {
  return [
    ...network.nodes.map((node) => ({ data: node })),
    ...network.edges.map((edge, number) => ({ data: { id: `e${number}`, ...edge } })),
  ];
}

/**
 * @param {HTMLElement} place
 * @param {any} figure
 */
function offerZoom(place, figure) {
  const middle = () => ({ x: figure.width() / 2, y: figure.height() / 2 });
  for (const button of place.querySelectorAll("[data-zoom]")) {
    const step = Number(/** @type {HTMLElement} */ (button).dataset.zoom);
    button.addEventListener("click", () => {
      if (step) figure.zoom({ level: figure.zoom() * step, renderedPosition: middle() });
      else fit(figure);
    });
  }
}

/**
 * Say below the figure which thing was chosen, with its link; the server has made sure that it is a safe one.
 * @param {HTMLElement} place
 * @param {any} figure
 */
function tellChosen(place, figure) {
  const words = place.querySelector(".chosen");
  figure.on("tap", "node", (/** @type {any} */ event) => {
    const { label, href } = event.target.data();
    const said = document.createElement(href ? "a" : "span");
    if (said instanceof HTMLAnchorElement) said.href = href;
    said.textContent = label;
    words?.replaceChildren(said);
  });
}
