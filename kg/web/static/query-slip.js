/**
 * What is wrong in the query, and where: found while one types, or by the server.
 * @module query-slip
 */

const MANY = 8;

/**
 * Where each editor's own grammar found the first slip, if it did.
 * @type {WeakMap<object, { line: number, ch: number }>}
 */
const slips = new WeakMap();

/**
 * Mark the first line that YASQE's grammar cannot read, and say below the editor what it expects there.
 * It is advice: whether a query is answered, the server decides.
 * @param {any} yasqe
 * @param {Record<string, string>} sayings
 */
export function findSlip(yasqe, sayings) {
  yasqe.queryValid = true;
  yasqe.clearGutter("gutterErrorBar");
  slips.delete(yasqe.getWrapperElement());
  let found = "";
  for (let line = 0; line < yasqe.lineCount() && !found; line++) {
    const { state } = yasqe.getTokenAt({ line, ch: yasqe.getLine(line).length }, true);
    yasqe.setOption("queryType", state.queryType);
    if (state.OK === false) {
      found = explain(state, line + 1, sayings);
      yasqe.setGutterMarker(line, "gutterErrorBar", sign(found));
      const tokens = yasqe.getLineTokens(line, true);
      const wrong = tokens.find((/** @type {any} */ token) => token.state.OK === false);
      slips.set(yasqe.getWrapperElement(), { line, ch: wrong?.start ?? 0 });
      yasqe.queryValid = false;
    }
  }
  const place = document.getElementById("slip");
  if (!place) return;
  place.textContent = found;
  place.hidden = !found;
}

/**
 * Say what is wrong in the reader's language.
 * @param {any} state
 * @param {number} line
 * @param {Record<string, string>} sayings
 */
function explain(state, line, sayings) {
  const fill = (/** @type {string} */ saying) => saying.replace("{line}", String(line));
  const prefix = /^Prefix '(.*)' is not defined$/.exec(state.errorMsg ?? "");
  if (prefix) return fill(sayings.undeclared).replace("{prefix}", () => prefix[1]);
  /** @type {string[]} */
  const expected = state.possibleCurrent ?? [];
  if (state.errorMsg || !expected.length || expected.length > MANY) return fill(sayings.unreadable);
  return fill(sayings.expected).replace("{words}", () => expected.join("  "));
}

/** @param {string} words */
function sign(words) {
  const mark = document.createElement("span");
  mark.className = "slip-sign";
  mark.textContent = "!";
  mark.title = words;
  return mark;
}

/**
 * Mark the place that the server names, which is where it gave up, or the slip that was found before that;
 * the mark goes with the next change.
 * @param {any} yasqe
 * @param {number} line counts from 1
 * @param {number} column in characters, counts from 1
 * @param {boolean} isFocused
 */
export function showPlace(yasqe, line, column, isFocused) {
  const given = Math.min(line, yasqe.lineCount()) - 1;
  const named = { line: given, ch: [...yasqe.getLine(given)].slice(0, column - 1).join("").length };
  const slip = slips.get(yasqe.getWrapperElement());
  const isEarlier = slip && (slip.line - named.line || slip.ch - named.ch) < 0;
  const from = isEarlier ? slip : named;
  const row = from.line;
  const rest = yasqe.getLine(row).slice(from.ch);
  const to = { line: row, ch: from.ch + (/^(?:\S+|.)/u.exec(rest)?.[0].length ?? 0) };
  yasqe.addLineClass(row, "background", "refused-line");
  const mark = from.ch < to.ch ? yasqe.markText(from, to, { className: "refused" }) : null;
  const clear = () => {
    yasqe.removeLineClass(row, "background", "refused-line");
    mark?.clear();
    yasqe.off("change", clear);
  };
  yasqe.on("change", clear);
  yasqe.setCursor(from);
  if (isFocused) yasqe.focus();
}

/**
 * Mark where the server could not read on, and offer to go there.
 * @param {HTMLElement} answer
 * @param {import("./query-editor.js").Editor} editor
 */
export function offerPlace(answer, editor) {
  const failure = /** @type {HTMLElement | null} */ (answer.querySelector("[data-line]"));
  const button = answer.querySelector("[data-go]");
  if (!failure || !button) return;
  const go = (/** @type {boolean} */ isFocused) =>
    editor.show(Number(failure.dataset.line), Number(failure.dataset.column), isFocused);
  button.parentElement?.removeAttribute("hidden");
  button.addEventListener("click", () => go(true));
  go(false);
}
