/**
 * Copies to the clipboard: what a button names, a link's address or a text.
 * @module query-copying
 */

/**
 * Show the buttons that copy, which need a script.
 * @param {HTMLElement} answer
 * @param {Record<string, string>} sayings
 */
export function offerCopies(answer, sayings) {
  for (const button of answer.querySelectorAll("[data-copy]")) {
    if (!(button instanceof HTMLButtonElement)) continue;
    button.hidden = false;
    button.parentElement?.removeAttribute("hidden");
    const source = answer.querySelector(button.dataset.copy ?? "");
    const text = source instanceof HTMLAnchorElement ? source.href : source?.textContent ?? "";
    button.addEventListener("click", async () => {
      tell(button, (await copy(text)) ? sayings.copied : sayings["not-copied"]);
    });
  }
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyFromSelection(text);
  }
}

/**
 * The way for addresses that are not secure, where browsers have no clipboard.
 * @param {string} text
 */
function copyFromSelection(text) {
  const area = document.createElement("textarea");
  area.className = "hidden";
  area.value = text;
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  return isCopied;
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} words
 */
function tell(button, words) {
  const next = button.nextElementSibling;
  const place = next instanceof HTMLElement && next.role === "status" ? next : document.createElement("span");
  place.role = "status";
  if (place !== next) button.after(" ", place);
  place.textContent = words;
  button.focus();
}
