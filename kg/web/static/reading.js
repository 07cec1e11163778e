// Marks the words that a statement rests on, and the statements that rest on words.
//
// Offsets (`char=START,END`, RFC 5147) count code points; JavaScript's strings count UTF-16 units, so that a
// character beyond the Basic Multilingual Plane is two. The server has put every passage into an element, so only
// passages that nothing rests on have to be counted here.

const reading = document.querySelector(".reading");
const [left, right] = reading.querySelectorAll(".pane");
const status = reading.querySelector(".chosen-words");
const statements = [...reading.querySelectorAll(".statement")];
const passages = [...right.querySelectorAll("[data-char]")];
const HINTED = "hinted";

const charOf = (statement) => statement.hash.slice("#char=".length);
const piecesOf = (char) => passages.filter((piece) => piece.dataset.char === char);
const statementsOf = (char) => statements.filter((statement) => charOf(statement) === char);
const wordsOf = (char) => piecesOf(char).map((piece) => piece.textContent).join("");

// The passages that an element of the text stands in, from the innermost outwards.
function around(element) {
  const found = [];
  for (let at = element.closest("[data-char]"); at; at = at.parentElement.closest("[data-char]"))
    found.push(at.dataset.char);
  return found;
}

function clear() {
  for (const one of statements) one.removeAttribute("aria-current");
  for (const one of passages) one.classList.remove("chosen", "around");
  globalThis.CSS?.highlights?.delete("words");
  status.replaceChildren();
}

// Marks passages (the first is what was chosen, the others stand around it) and all that rests on them.
function mark(chars) {
  clear();
  chars.forEach((char, at) => {
    for (const piece of piecesOf(char)) piece.classList.add(at ? "around" : "chosen");
    for (const one of statementsOf(char)) one.setAttribute("aria-current", "true");
  });
}

const isScrolling = (pane) => getComputedStyle(pane).overflowY === "auto";

// Brings an element into view inside its pane, which stands beside the other; one above the other, they stay.
function show(element) {
  const pane = element.closest(".pane");
  if (!isScrolling(pane)) return;
  const from = element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTop += from - pane.clientHeight / 3;
}

// Brings an element into view, inside its pane and in the window.
function reveal(element) {
  show(element);
  element.scrollIntoView({ block: isScrolling(element.closest(".pane")) ? "nearest" : "center" });
}

function focus(element) {
  reveal(element);
  element.focus({ preventScroll: true });
}

// Says what is marked, with links to it, in the reader's language.
function say(template, values, links) {
  const sentence = document.createElement("p");
  const parts = template.split(/(\{\w+\})/).map((part) => {
    if (part !== "{words}") return part.replace(/^\{(\w+)\}$/, (_, name) => values[name]);
    const words = document.createElement("span");
    words.lang = "ja";
    words.textContent = values.words;
    return words;
  });
  sentence.append(...parts);
  const list = document.createElement("ul");
  for (const [words, href] of links) {
    const link = document.createElement("a");
    link.href = href;
    link.append(...words);
    list.appendChild(document.createElement("li")).append(link);
  }
  status.replaceChildren(sentence, ...(links.length ? [list] : []));
}

// What a statement is called where it is not seen: what it is about, and what is read.
function title(statement) {
  const subject = statement.closest(".subject");
  const part = statement.closest("ul").previousElementSibling;
  const heads = [subject.querySelector("h4"), ...(part?.localName === "h5" ? [part] : [])];
  const copies = [...heads, statement.querySelector(".read")].map((one) => {
    const copy = document.createElement("span");
    copy.append(...[...one.childNodes].map((node) => node.cloneNode(true)));
    for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    copy.querySelector(".kind")?.remove();
    copy.normalize();
    return copy;
  });
  return copies.flatMap((copy, at) => (at ? [" · ", copy] : [copy]));
}

const linksTo = (ones) => ones.map((one) => [title(one), `#${one.id}`]);

// A statement was chosen: its words are marked, and the first of them gets the focus.
function chooseStatement(statement, isAsked) {
  const char = charOf(statement);
  mark([char]);
  statement.setAttribute("aria-current", "true");
  for (const one of statementsOf(char)) if (one !== statement) one.removeAttribute("aria-current");
  show(statement);
  const [piece] = piecesOf(char);
  if (!piece) return;
  say(reading.dataset.rest, { words: wordsOf(char) }, linksTo([statement]));
  if (isAsked) focus(piece.querySelector("a"));
  else show(piece);
}

// Words were chosen: what rests on them is marked, and the first of it gets the focus.
function choosePassages(chars, isAsked) {
  mark(chars);
  const found = chars.flatMap(statementsOf);
  const [piece] = piecesOf(chars[0]);
  const values = { words: wordsOf(chars[0]), count: found.length };
  if (found.length) say(reading.dataset.read, values, linksTo(found));
  else say(reading.dataset.none, values, []);
  if (found.length && isAsked) focus(found[0]);
  else if (found.length) show(found[0]);
  if (piece && isAsked) show(piece);
  else if (piece) reveal(piece);
}

// Words that the reader or an address has chosen freely: all passages that share a character with them.
function chooseRange(range) {
  const shared = passages.filter((piece) => range.intersectsNode(piece) && String(overlap(range, piece)));
  shared.sort((one, other) => one.textContent.length - other.textContent.length);
  const chars = [...new Set(shared.map((piece) => piece.dataset.char))];
  mark([]);
  const found = chars.flatMap(statementsOf);
  for (const one of found) one.setAttribute("aria-current", "true");
  if (found.length) say(reading.dataset.read, { words: String(range), count: found.length }, linksTo(found));
  else say(reading.dataset.none, { words: String(range) }, []);
  if (globalThis.CSS?.highlights) CSS.highlights.set("words", new Highlight(range));
  if (found.length) show(found[0]);
}

function overlap(range, piece) {
  const shared = range.cloneRange();
  const own = document.createRange();
  own.selectNodeContents(piece);
  if (shared.compareBoundaryPoints(Range.START_TO_START, own) < 0) shared.setStart(own.startContainer, own.startOffset);
  if (shared.compareBoundaryPoints(Range.END_TO_END, own) > 0) shared.setEnd(own.endContainer, own.endOffset);
  return shared;
}

// Where the code point with this offset stands: its text node, and the offset in UTF-16 units inside it.
function place(offset) {
  let at = 0;
  for (const line of right.querySelectorAll("li")) {
    const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const points = [...node.data];
      if (offset <= at + points.length) return [node, points.slice(0, offset - at).join("").length];
      at += points.length;
    }
    at += 1;
  }
  return null;
}

function rangeOf(char) {
  const [from, to] = char.split(",").map(Number).map(place);
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  return range;
}

// Follows an address: a statement's, a passage's, or any characters of the text.
function follow(hash, isAsked) {
  const id = decodeURIComponent(hash.slice(1));
  const statement = statements.find((one) => one.id === id);
  const char = /^char=(\d+,\d+)$/.exec(id)?.[1];
  if (statement) {
    chooseStatement(statement, false);
    reveal(statement);
  } else if (char && piecesOf(char).length) choosePassages([char], isAsked);
  else if (char && rangeOf(char)) chooseRange(rangeOf(char));
  else clear();
  if (isAsked && statement) focus(statement);
}

function go(hash) {
  if (location.hash !== hash) history.pushState(null, "", hash);
}

reading.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const selection = getSelection();
  event.preventDefault();
  if (right.contains(link) && !selection.isCollapsed) return;
  const chars = right.contains(link) ? around(link) : [];
  go(chars.length ? `#char=${chars[0]}` : link.hash);
  if (chars.length) choosePassages(chars, true);
  else if (left.contains(link)) chooseStatement(link, true);
  else follow(link.hash, true);
});


// Links that are not dragged, and are text (reading.css), let the pointer select their words.
for (const link of right.querySelectorAll("a")) link.draggable = false;

right.addEventListener("pointerup", () => {
  const selection = getSelection();
  if (!selection.isCollapsed && right.contains(selection.anchorNode) && right.contains(selection.focusNode))
    chooseRange(selection.getRangeAt(0));
});

// What is under the pointer or has the focus is shown faintly on the other side.
function hint(event) {
  for (const one of reading.querySelectorAll(`.${HINTED}`)) one.classList.remove(HINTED);
  const link = event.target.closest?.("a");
  if (!link) return;
  if (link.classList.contains("statement")) for (const one of piecesOf(charOf(link))) one.classList.add(HINTED);
  else if (right.contains(link))
    for (const one of around(link).flatMap(statementsOf)) one.classList.add(HINTED);
}
for (const name of ["pointerover", "focusin"]) reading.addEventListener(name, hint);

addEventListener("popstate", () => follow(location.hash, false));
reading.classList.add("live");
if (location.hash) follow(location.hash, false);
