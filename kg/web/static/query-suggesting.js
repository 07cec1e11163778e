/**
 * Names that fit what is being typed: from this server's own vocabulary and data, found by name or by label.
 * @module query-suggesting
 */

/**
 * @typedef {object} Entry
 * @property {string} iri
 * @property {string} kind
 * @property {string} [ja]
 * @property {string} [en]
 *
 * @typedef {{ prefixes: Record<string, string>, terms: Entry[], things: Entry[] }} Offer
 *
 * @typedef {{ text: string, kind: string, label: string, prefix?: string }} Suggestion
 */

const MOST = 60;
// A word is what a name can be made of; Japanese letters find a name by its label.
const WORD = /(?:<[^<>"{}|^`\s]*|[?$]?[\p{L}\p{N}_:.\-々]*)$/u;
const LOCAL = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** @type {Promise<Offer> | undefined} */
let offer;

/** @returns {Promise<Offer>} */
function offered() {
  offer ??= fetch("/api/completion.json").then((response) => response.json()).catch(() => {
    offer = undefined;
    return { prefixes: {}, terms: [], things: [] };
  });
  return offer;
}

/**
 * Offer suggestions as soon as a prefix or a variable has been begun.
 * @param {any} yasqe
 * @param {Record<string, string>} sayings
 */
export function suggestWhileTyping(yasqe, sayings) {
  yasqe.on("focus", () => { void offered(); });
  yasqe.on("inputRead", (/** @type {any} */ _, /** @type {any} */ change) => {
    const { word } = wordAt(yasqe);
    if (change.origin === "+input" && /^(?:[\w-]+:|[?$].)/u.test(word)) suggest(yasqe, sayings);
  });
}

/**
 * Show the suggestions for the word before the cursor.
 * @param {any} yasqe
 * @param {Record<string, string>} sayings
 */
export async function suggest(yasqe, sayings) {
  if (yasqe.state.completionActive) return;
  const data = await offered();
  yasqe.showHint({
    hint: () => hints(yasqe, data, sayings),
    completeSingle: false,
    closeCharacters: /[\s(){}[\];,>]/,
    container: yasqe.getWrapperElement().parentElement,
  });
}

/** @param {any} yasqe */
function wordAt(yasqe) {
  const cursor = yasqe.getCursor();
  const before = yasqe.getLine(cursor.line).slice(0, cursor.ch);
  const word = WORD.exec(before)?.[0] ?? "";
  return { cursor, word, before: before.slice(0, before.length - word.length) };
}

/**
 * @param {any} yasqe
 * @param {Offer} data
 * @param {Record<string, string>} sayings
 */
function hints(yasqe, data, sayings) {
  const { cursor, word, before } = wordAt(yasqe);
  const found = fitting(yasqe, data, word, before);
  const list = found.slice(0, MOST).map((one) => ({
    text: one.text,
    hint: () => insert(yasqe, one, word, cursor, data),
    render: (/** @type {HTMLElement} */ row) => render(row, one, sayings),
  }));
  const result = { list, from: { line: cursor.line, ch: cursor.ch - word.length }, to: cursor };
  queueMicrotask(() => name(yasqe, sayings));
  return result;
}

/**
 * Name the list for who does not see it; it is a list that has no state of being expanded.
 * @param {any} yasqe
 * @param {Record<string, string>} sayings
 */
function name(yasqe, sayings) {
  const list = yasqe.getWrapperElement().parentElement.querySelector(".CodeMirror-hints");
  list?.setAttribute("aria-label", sayings.suggestions);
  list?.removeAttribute("aria-expanded");
}

/**
 * @param {any} yasqe
 * @param {Offer} data
 * @param {string} word
 * @param {string} before
 * @returns {Suggestion[]}
 */
function fitting(yasqe, data, word, before) {
  if (/^[?$]/.test(word)) return variables(yasqe.getValue(), word);
  if (/\bPREFIX\s+$/i.test(before)) {
    const names = Object.keys(data.prefixes).filter((prefix) => prefix.startsWith(word.replace(/:$/, "")));
    const declared = (/** @type {string} */ prefix) => `${prefix}: <${data.prefixes[prefix]}>`;
    return names.map((prefix) => ({ text: declared(prefix), kind: "prefix", label: "" }));
  }
  const sought = word.replace(/^</, "").toLowerCase();
  const entries = [...data.terms, ...data.things].map((entry) => ranked(entry, sought, word, data.prefixes));
  const ranks = entries.filter((one) => one.rank < 9);
  return ranks.sort((one, other) => one.rank - other.rank).map((one) => one.suggestion);
}

/**
 * @param {string} text
 * @param {string} word
 * @returns {Suggestion[]}
 */
function variables(text, word) {
  const names = new Set(text.match(/[?$][\p{L}\p{N}_]+/gu) ?? []);
  names.delete(word);
  const found = [...names].filter((one) => one.startsWith(word)).sort();
  return found.map((text) => ({ text, kind: "variable", label: "" }));
}

/**
 * Judge how well an entry fits: by the beginning of its name, by its label, by what is inside either.
 * @param {Entry} entry
 * @param {string} sought
 * @param {string} word
 * @param {Record<string, string>} prefixes
 */
function ranked(entry, sought, word, prefixes) {
  const labels = [document.documentElement.lang === "ja" ? entry.ja : entry.en, entry.ja, entry.en];
  const localIn = (/** @type {string} */ one) => entry.iri.slice(prefixes[one].length);
  const fits = (/** @type {string} */ one) => entry.iri.startsWith(prefixes[one]) && LOCAL.test(localIn(one));
  const prefix = Object.keys(prefixes).find(fits);
  const local = prefix ? localIn(prefix) : "";
  const text = prefix && !word.startsWith("<") ? `${prefix}:${local}` : `<${entry.iri}>`;
  const names = [text.toLowerCase(), local.toLowerCase(), entry.iri.toLowerCase()];
  const said = labels.map((label) => (label ?? "").toLowerCase());
  const starts = names.some((one) => one.startsWith(sought));
  const rank = starts ? 0 : said.some((one) => one.startsWith(sought)) ? 1
    : [...names, ...said].some((one) => sought.length > 1 && one.includes(sought)) ? 2 : 9;
  return { rank, suggestion: { text, kind: entry.kind, label: labels.find(Boolean) ?? "", prefix } };
}

/**
 * Put a suggestion in place of the word; its prefix is declared if it is not yet.
 * @param {any} yasqe
 * @param {Suggestion} one
 * @param {string} word
 * @param {{ line: number, ch: number }} cursor
 * @param {Offer} data
 */
function insert(yasqe, one, word, cursor, data) {
  const now = yasqe.getCursor();
  yasqe.operation(() => {
    yasqe.replaceRange(one.text, { line: cursor.line, ch: cursor.ch - word.length }, now);
    const declared = new RegExp(`^\\s*PREFIX\\s+${one.prefix}:`, "im").test(yasqe.getValue());
    if (one.prefix && one.text.startsWith(`${one.prefix}:`) && !declared) {
      yasqe.replaceRange(`PREFIX ${one.prefix}: <${data.prefixes[one.prefix]}>\n`, firstLine(yasqe));
    }
  });
}

/**
 * Give the place after the comments at the top.
 * @param {any} yasqe
 */
function firstLine(yasqe) {
  let line = 0;
  while (line < yasqe.lastLine() && /^\s*(?:#|$)/.test(yasqe.getLine(line))) line++;
  return { line, ch: 0 };
}

/**
 * @param {HTMLElement} row
 * @param {Suggestion} one
 * @param {Record<string, string>} sayings
 */
function render(row, one, sayings) {
  const parts = { "hint-name": one.text, "hint-label": one.label, "hint-kind": sayings[one.kind] };
  for (const [name, words] of Object.entries(parts)) {
    if (!words) continue;
    const part = document.createElement("span");
    part.className = name;
    part.textContent = words;
    row.append(part, " ");
  }
}
