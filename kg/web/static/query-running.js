/**
 * Answers in place: the page of an answer is asked for, and its parts take the place of what is shown.
 * The address is always that of what is shown, so that it can be shared, and reloading gives the same.
 * @module query-running
 */

const PARTS = ["#answer", ".languages"];

/**
 * Answer the form, the examples and the views in place.
 * @param {HTMLFormElement} form
 * @param {import("./query-editor.js").Editor} editor
 * @param {Record<string, string>} sayings
 * @param {() => void} wake
 */
export function answerInPlace(form, editor, sayings, wake) {
  const status = /** @type {HTMLElement} */ (document.getElementById("status"));
  const stop = /** @type {HTMLButtonElement} */ (document.getElementById("stop"));
  /** @type {AbortController | undefined} */
  let asking;
  let shown = addressOf(location.href);

  /**
   * @param {string} address
   * @param {RequestInit} request
   * @returns {Promise<Document | undefined>}
   */
  async function ask(address, request) {
    asking?.abort();
    const own = (asking = new AbortController());
    status.textContent = sayings.running;
    stop.hidden = false;
    form.setAttribute("aria-busy", "true");
    try {
      const asked = { ...request, headers: { Accept: "text/html" }, signal: own.signal };
      const reply = await fetch(address, asked);
      return new DOMParser().parseFromString(await reply.text(), "text/html");
    } catch {
      if (asking === own) status.textContent = own.signal.aborted ? sayings.stopped : sayings.unreachable;
      return undefined;
    } finally {
      if (asking === own) {
        stop.hidden = true;
        form.removeAttribute("aria-busy");
      }
    }
  }

  /** @param {Document} page */
  function show(page) {
    if (page.getElementById("answer")) {
      for (const part of PARTS) replace(part, page);
    } else {
      refuse(page);
    }
    const found = (/** @type {string} */ part) => document.querySelector(`#answer ${part}`);
    status.textContent = found("[role=alert]") ? sayings.refused : found("h2") ? sayings.answered : "";
    wake();
  }

  /**
   * @param {string} address
   * @param {{ isNew: boolean, isOther: boolean }} how `isNew` enters the history, `isOther` has its own query
   */
  async function visit(address, { isNew, isOther }) {
    const page = await ask(address, {});
    if (!page) return;
    if (isNew) history.pushState(null, "", address);
    shown = addressOf(location.href);
    const written = /** @type {HTMLTextAreaElement | null} */ (page.querySelector("textarea[name=query]"));
    if (isOther && written && written.value !== editor.text()) editor.write(written.value);
    keepView(form, address);
    show(page);
  }

  /**
   * Ask what no address holds; the address is then that of the page without a query.
   * @param {URLSearchParams} asked
   */
  async function send(asked) {
    const page = await ask(addressOf(form.action), { method: "POST", body: asked });
    if (!page) return;
    history.pushState(null, "", `${addressOf(form.action)}?lang=${asked.get("lang")}`);
    shown = addressOf(location.href);
    show(page);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const asked = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    const address = `${addressOf(form.action)}?${asked}`;
    const hasAddress = address.length <= Number(form.dataset.longest);
    await (hasAddress ? visit(address, { isNew: true, isOther: false }) : send(asked));
    reveal();
  });
  stop.addEventListener("click", () => asking?.abort());
  document.addEventListener("click", async (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-visit]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const view = link.dataset.visit;
    await visit(addressOf(link.href), { isNew: true, isOther: !view });
    link.closest("details")?.removeAttribute("open");
    focusAfter(view);
  });
  addEventListener("popstate", () => {
    if (addressOf(location.href) !== shown) void visit(location.href, { isNew: false, isOther: true });
  });
}

/**
 * An address without the place in its page.
 * @param {string} address
 */
function addressOf(address) {
  return address.replace(/#.*$/, "");
}

/**
 * @param {string} part
 * @param {Document} page
 */
function replace(part, page) {
  const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
  if (old && fresh) old.replaceWith(document.adoptNode(fresh));
}

/**
 * Show in words what the server says on a page that is not this one, such as that too much was sent.
 * @param {Document} page
 */
function refuse(page) {
  const words = ["main h1", "main h1 ~ p"].map((part) => page.querySelector(part)?.textContent ?? "");
  const heading = document.createElement("h2");
  const reason = document.createElement("p");
  [heading.textContent, reason.textContent] = words;
  reason.className = "notice";
  reason.setAttribute("role", "alert");
  document.getElementById("answer")?.replaceChildren(heading, reason);
}

/**
 * The next run keeps the view that is shown.
 * @param {HTMLFormElement} form
 * @param {string} address
 */
function keepView(form, address) {
  form.querySelector("input[name=view]")?.remove();
  const view = new URL(address, location.href).searchParams.get("view");
  if (!view) return;
  const kept = document.createElement("input");
  Object.assign(kept, { type: "hidden", name: "view", value: view });
  form.append(kept);
}

/**
 * After another view the focus stays with the views; after an example it goes to the answer.
 * @param {string | undefined} view
 */
function focusAfter(view) {
  const again = view ? document.querySelector(`a[data-visit="${CSS.escape(view)}"]`) : null;
  const place = again ?? document.getElementById("answer-heading");
  if (place instanceof HTMLElement) place.focus({ preventScroll: Boolean(again) });
}

/** Bring the answer into sight where it begins too far down. */
function reveal() {
  const heading = document.getElementById("answer-heading");
  const top = heading?.getBoundingClientRect().top ?? 0;
  if (top > innerHeight * 0.7) heading?.scrollIntoView({ block: "center" });
}
