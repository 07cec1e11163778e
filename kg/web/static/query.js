/**
 * The query page: an editor for the text area, answers without a new page, figures, copies.
 * Without this script the page does the same with plain forms and links.
 * @module query
 */

import { editorFor } from "./query-editor.js";
import { offerCopies } from "./query-copying.js";
import { drawNetwork } from "./query-drawing.js";
import { offerPlace } from "./query-slip.js";
import { answerInPlace } from "./query-running.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("form"));
/** @type {Record<string, string>} */
const sayings = JSON.parse(form.dataset.sayings ?? "{}");
const editor = editorFor(form, sayings);

/** Wake what an answer holds, also one that has just arrived. */
function wake() {
  const answer = /** @type {HTMLElement} */ (document.getElementById("answer"));
  offerCopies(answer, sayings);
  offerPlace(answer, editor);
  drawNetwork(answer);
}

answerInPlace(form, editor, sayings, wake);
wake();
