// Without this script the page is a long one with anchors; nothing but the search and the choice of a day is lost.
const MOST = 50;
const names = JSON.parse(document.getElementById("names").textContent);
const folded = (text) => text.normalize("NFKC").toLowerCase();
const shown = (element) => element.textContent.replace(/\s+/g, " ").trim();
let entries;

const contents = document.querySelector(".contents details");
if (matchMedia("(max-width: 64rem)").matches) contents.open = false;
if (location.protocol.startsWith("http")) for (const link of document.querySelectorAll(".served")) link.hidden = false;

function read() {
  return [...document.querySelectorAll("[data-find]")].map((element) => {
    const kind = element.closest("[data-kind]").dataset.kind;
    const known = element.dataset.find.split(" ").map((key) => names[key] ?? "");
    return { element, kind, text: folded([kind, element.textContent, ...known].join(" ")) };
  });
}

function reveal(element) {
  for (let one = element; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
}

function result({ element, kind }, number) {
  if (!element.id) element.id = `hit-${number}`;
  const link = document.createElement("a");
  link.href = `#${element.id}`;
  link.textContent = shown(element).slice(0, 160);
  link.addEventListener("click", () => reveal(element));
  const about = document.createElement("span");
  about.textContent = kind;
  const item = document.createElement("li");
  item.append(link, about);
  return item;
}

function search(query) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  entries ??= read();
  const found = entries
    .map((entry, number) => ({ entry, number }))
    .filter(({ entry }) => words.length && words.every((word) => entry.text.includes(word)));
  const told = document.querySelector(".hits").dataset;
  const more = found.length > MOST ? ` ${told.first}` : "";
  document.querySelector(".hits").textContent = !words.length ? "" : found.length ? `${told.some} ${found.length}${more}` : told.none;
  const first = found.slice(0, MOST).map(({ entry, number }) => result(entry, number));
  document.querySelector(".results").replaceChildren(...first);
}

const form = document.querySelector(".search");
const query = document.getElementById("query");
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
query.addEventListener("input", () => search(query.value));

const day = document.getElementById("day");
const answer = document.querySelector("output");
document.querySelector(".by-script").hidden = false;
function choose() {
  const days = [...document.querySelectorAll("[data-as-of]")].filter((one) => one.dataset.asOf <= day.value);
  const newest = days.reduce((best, one) => (!best || one.dataset.asOf > best.dataset.asOf ? one : best), null);
  answer.replaceChildren(!day.value ? "" : newest ? newest.querySelector("a").cloneNode(true) : answer.dataset.none);
}
day.addEventListener("input", choose);

// #as-of-2023-08-01 chooses a day; any other anchor opens whatever it lies in.
function follow() {
  const anchor = decodeURIComponent(location.hash.slice(1));
  const asked = anchor.match(/^as-of-(\d{4}-\d{2}-\d{2})$/);
  if (asked) {
    day.value = asked[1];
    choose();
  }
  const target = document.getElementById(asked ? "go" : anchor);
  if (!target) return;
  reveal(target);
  target.scrollIntoView();
}
addEventListener("hashchange", follow);
follow();
