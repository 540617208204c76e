// Tables are sorted by their heads, filtered by their columns and searched as one types.
const MARKS = ["met", "on-track", "behind", "missed", "pending", "absent"];
const ORDERS = ["none", "ascending", "descending"];
const SCALES = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 };
const AMOUNT = /([-+−]?)(\d[\d,]*(?:\.\d+)?)\s?([万萬亿億]?)(?:\/(\d[\d,]*(?:\.\d+)?))?/;
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
const find = document.querySelector(".find input");
const found = document.querySelector(".find output");

const plain = (text) => text.normalize("NFKC").toLowerCase();
const size = (digits) => Number(digits.replaceAll(",", ""));

// What a cell says, and where its state stands from best to worst; -1 where it is none.
function told(cell) {
  const state = cell.querySelector(".state");
  const sign = state?.querySelector("[aria-hidden]")?.textContent ?? "";
  const text = cell.textContent.slice(sign.length).trim();
  return { text, mark: state ? MARKS.findIndex((name) => state.classList.contains(name)) : -1 };
}

// A fraction counts as its quotient.
function amount(text) {
  const [, sign, digits, scale, outOf] = AMOUNT.exec(text.normalize("NFKC")) ?? [];
  if (digits === undefined) return text;
  const value = (size(digits) * (SCALES[scale] ?? 1)) / (outOf ? size(outOf) : 1);
  return sign === "-" || sign === "−" ? -value : value;
}

function rank({ text, mark }, isNumber) {
  if (/^[-–—]?$/.test(text)) return null;
  if (mark >= 0) return mark;
  return isNumber ? amount(text) : text;
}

// What is absent comes last in either direction, and numbers come before words.
function compared(one, other, direction) {
  if (one === null || other === null) return (one === null) - (other === null);
  if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
  return direction * (typeof one === "number" ? one - other : collator.compare(one, other));
}

function read(table) {
  let group = null;
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).map((tr) => {
    const cells = [...tr.cells];
    const lead = cells[0]?.scope === "rowgroup" ? cells.shift() : null;
    if (lead) group = lead.cloneNode(true);
    if (group) cells.unshift(group);
    return { tr, lead, group, cells: cells.map(told), text: plain(cells.map((cell) => cell.textContent).join(" ")) };
  });
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const isEven = rows.every((row) => row.cells.length === heads.length);
  return { table, rows, heads, isEven, shown: rows, filters: [], sorted: null, turn: 0 };
}

// The name of a group stands once before each run of its rows, however these have been sorted and filtered.
function lay(view) {
  const runs = [];
  for (const row of view.shown) {
    const run = runs[runs.length - 1];
    if (run && run[0].group === row.group) run.push(row);
    else runs.push([row]);
  }
  for (const body of [...view.table.tBodies]) body.remove();
  view.table.append(...runs.map(laid));
  view.shown.forEach(({ link }, place) => link?.setAttribute("tabindex", place ? -1 : 0));
}

function laid(run) {
  for (const row of run) row.lead?.remove();
  const [first] = run;
  if (first.group) {
    first.lead = first.group.cloneNode(true);
    first.lead.rowSpan = run.length;
    first.tr.prepend(first.lead);
  }
  const body = document.createElement("tbody");
  body.append(...run.map(({ tr }) => tr));
  return body;
}

function passes(row, view, words) {
  const isChosen = ({ place, select }) => !select.value || parts(row.cells[place]).includes(select.value);
  return words.every((word) => row.text.includes(word)) && view.filters.every(isChosen);
}

function update(view) {
  const words = plain(find.value).split(/\s+/).filter(Boolean);
  const rows = view.rows.filter((row) => passes(row, view, words));
  if (view.turn) {
    const isNumber = view.heads[view.sorted].classList.contains("num");
    const ranks = new Map(rows.map((row) => [row, rank(row.cells[view.sorted], isNumber)]));
    const direction = view.turn === 1 ? 1 : -1;
    rows.sort((one, other) => compared(ranks.get(one), ranks.get(other), direction));
  }
  const isSame = rows.length === view.shown.length && rows.every((row, place) => row === view.shown[place]);
  view.shown = rows;
  if (!isSame) lay(view);
  const isWhole = rows.length === view.rows.length;
  view.count.value = isWhole ? "" : `${view.count.dataset.rows} ${rows.length} / ${view.rows.length}`;
}

function search() {
  views.forEach(update);
  const rows = views.reduce((sum, view) => sum + view.shown.length, 0);
  found.value = find.value.trim() ? `${found.dataset.rows} ${rows}` : "";
}

function sort(view, place) {
  view.turn = view.sorted === place ? (view.turn + 1) % ORDERS.length : 1;
  view.sorted = place;
  view.heads.forEach((head, at) => head.setAttribute("aria-sort", ORDERS[at === place ? view.turn : 0]));
  update(view);
}

function addSorting(view) {
  view.heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(view, place));
    head.append(button);
    head.setAttribute("aria-sort", "none");
  });
}

// One cell may name several units.
const parts = ({ text }) => text.split(/、|[;；]\s*/);

// A column is worth a choice where short words come back; the names of the rows and numbers do not.
function choices(view, place) {
  if (view.heads[place].classList.contains("num")) return [];
  const marks = new Map();
  for (const { cells } of view.rows) for (const part of parts(cells[place])) marks.set(part, cells[place].mark);
  const words = [...marks.keys()];
  const isShort = words.every((word) => word.replace(/[^ -~]/g, "  ").length <= 40);
  if (words.length < 2 || words.length > 40 || words.length >= view.rows.length || !isShort) return [];
  return words.sort((one, other) => marks.get(one) - marks.get(other) || collator.compare(one, other));
}

function choice(view, place, words, template) {
  const label = template.querySelector("label").cloneNode(true);
  const select = label.querySelector("select");
  label.prepend(view.heads[place].textContent);
  select.append(...words.map((word) => new Option(word)));
  select.addEventListener("change", () => update(view));
  view.filters.push({ place, select });
  return label;
}

function addFilters(view) {
  const tools = document.querySelector("#table-tools").content.cloneNode(true);
  const box = tools.querySelector("details");
  const offered = view.isEven && view.rows.length > 5 ? view.heads.map((_, place) => choices(view, place)) : [];
  const labels = offered.map((words, place) => words.length ? choice(view, place, words, tools) : "");
  box.querySelector("div").replaceChildren(...labels);
  if (!view.filters.length) box.remove();
  view.count = tools.querySelector("output");
  view.table.parentElement.before(tools);
}

function addRowLinks(view) {
  for (const row of view.rows.filter(({ tr }) => tr.id)) {
    row.link = linkTo(row.tr.id, (row.tr.querySelector("[scope=row]") ?? row.tr.cells[0]).textContent);
    if (row !== view.rows[0]) row.link.tabIndex = -1;
    row.tr.lastElementChild.append(row.link);
  }
  view.table.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = view.shown.findIndex((row) => row.link === event.target);
    const next = step && here >= 0 ? view.shown[here + step]?.link : null;
    if (!next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}

// A link may lead to a row that the filters have put away.
function reveal() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (!id || document.getElementById(id)) return;
  const view = views.find(({ rows }) => rows.some(({ tr }) => tr.id === id));
  if (!view) return;
  find.value = "";
  for (const { select } of view.filters) select.value = "";
  search();
  location.replace(location.hash);
}

// A head can only stay in sight where its table need not scroll sideways.
const fitting = new ResizeObserver((seen) => {
  for (const { target } of seen) target.classList.toggle("fits", target.firstElementChild.offsetWidth <= target.clientWidth);
});

const views = [...document.querySelectorAll("main table")].map(read).filter(({ rows, heads }) => rows.length && heads.length);
for (const view of views) {
  addFilters(view);
  if (view.isEven && view.rows.length > 1) addSorting(view);
  addRowLinks(view);
  fitting.observe(view.table.parentElement);
}
if (views.length) document.querySelector(".find").hidden = false;
find.addEventListener("input", search);
find.addEventListener("keydown", ({ key }) => {
  const first = views.find(({ shown }) => shown.length)?.shown[0];
  if (key !== "Enter" || !find.value.trim() || !first) return;
  first.tr.scrollIntoView({ block: "center" });
  first.link?.focus({ preventScroll: true });
});
addEventListener("hashchange", reveal);
