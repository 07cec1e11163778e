/**
 * The editor of the query: YASQE where it is there, else the plain text area; both by the same few methods.
 * @module query-editor
 */

import { suggest, suggestWhileTyping } from "./query-suggesting.js";
import { findSlip, showPlace } from "./query-slip.js";

/**
 * @typedef {object} Editor
 * @property {() => string} text
 * @property {(text: string) => void} write
 * @property {(line: number, column: number, isFocused: boolean) => void} show marks a place, counted from 1
 */

/**
 * Give the editor for a form.
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} sayings
 * @returns {Editor}
 */
export function editorFor(form, sayings) {
  const area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("query"));
  const library = /** @type {any} */ (globalThis).Yasqe;
  return library ? rich(library, form, area, sayings) : plain(area, form);
}

/**
 * @param {HTMLTextAreaElement} area
 * @param {HTMLFormElement} form
 * @returns {Editor}
 */
function plain(area, form) {
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return {
    text: () => area.value,
    write: (text) => { area.value = text; },
    show: (line, column, isFocused) => {
      const before = area.value.split("\n").slice(0, line - 1).join("\n");
      const at = (line > 1 ? before.length + 1 : 0) + column - 1;
      area.setSelectionRange(at, at + 1);
      if (isFocused) area.focus();
    },
  };
}

/**
 * YASQE with nothing that calls other hosts, keeps anything, or speaks English by itself.
 * @param {any} Yasqe
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} area
 * @param {Record<string, string>} sayings
 * @returns {Editor}
 */
function rich(Yasqe, form, area, sayings) {
  Yasqe.defaults.autocompleters = [];
  // Its own check writes English, and a style attribute, which the page's policy forbids.
  Yasqe.prototype.checkSyntax = function () { findSlip(this, sayings); };
  const place = /** @type {HTMLElement} */ (area.parentElement);
  const yasqe = new Yasqe(place, {
    value: area.value,
    createShareableLink: null,
    consumeShareLink: null,
    persistenceId: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    viewportMargin: Infinity,
    inputStyle: "contenteditable",
    screenReaderLabel: sayings.editor,
    highlightSelectionMatches: false,
    foldGutter: false,
    gutters: ["gutterErrorBar", "CodeMirror-linenumbers"],
    extraKeys: keys(form, sayings),
  });
  describe(yasqe.getInputField());
  hideArea(form, area);
  suggestWhileTyping(yasqe, sayings);
  form.addEventListener("formdata", (event) => event.formData.set("query", yasqe.getValue()));
  document.getElementById("query-label")?.addEventListener("click", () => yasqe.focus());
  const button = document.getElementById("suggest");
  button?.addEventListener("click", () => { yasqe.focus(); suggest(yasqe, sayings); });
  return {
    text: () => yasqe.getValue(),
    write: (text) => yasqe.setValue(text),
    show: (line, column, isFocused) => showPlace(yasqe, line, column, isFocused),
  };
}

/**
 * Tab moves on as everywhere (WCAG 2.1.2); the keys that YASQE would take from the browser are given back.
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} sayings
 */
function keys(form, sayings) {
  const run = () => form.requestSubmit();
  const ask = (/** @type {any} */ yasqe) => suggest(yasqe, sayings);
  return {
    Tab: false, "Shift-Tab": false, Esc: false, "Ctrl-S": false, "Shift-Ctrl-F": false,
    "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-Space": ask, "Alt-Space": ask,
  };
}

/** @param {HTMLElement} input */
function describe(input) {
  input.setAttribute("role", "textbox");
  input.setAttribute("aria-multiline", "true");
  input.setAttribute("aria-describedby", "slip keys");
  input.setAttribute("translate", "no");
  input.lang = "zxx";
}

/**
 * The text area stays in the form for its name; what is sent is the editor's text.
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} area
 */
function hideArea(form, area) {
  area.hidden = true;
  area.removeAttribute("id");
  document.getElementById("query-label")?.removeAttribute("for");
  for (const id of ["keys", "suggest"]) document.getElementById(id)?.removeAttribute("hidden");
  form.classList.add("rich");
}
