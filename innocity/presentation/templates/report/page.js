// The page's own switches; without this script it loses them alone, and its contents stay open on narrow screens.
const notice = document.querySelector(".said");
const dark = document.querySelector("style[media]");

function say(text) {
  notice.textContent = text;
  setTimeout(() => (notice.textContent = ""), 4000);
}

function onClick(selector, act) {
  const button = document.querySelector(selector);
  button.hidden = false;
  button.addEventListener("click", () => act(button));
}

// A page opened from disk may have no storage: then the choice lasts as long as the page.
function stored(theme) {
  try {
    if (theme) sessionStorage.setItem("theme", theme);
    return sessionStorage.getItem("theme");
  } catch {
    return null;
  }
}

function paint(theme) {
  const other = theme === "dark" ? "light" : "dark";
  const button = document.querySelector(".theme");
  dark.media = theme === "dark" ? "screen" : "not all";
  button.textContent = button.dataset[other];
  button.value = other;
}

// A link to a row or a section: it is copied where the browser lets it, and stands in the address bar at any rate.
function linkTo(id, name) {
  const link = document.createElement("a");
  link.className = "link";
  link.href = `#${id}`;
  link.textContent = "#";
  link.setAttribute("aria-label", `${notice.dataset.link} ${name}`);
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    const copied = navigator.clipboard?.writeText(link.href) ?? Promise.reject();
    say(await copied.then(() => notice.dataset.copied, () => notice.dataset.shown));
  });
  return link;
}

paint(stored() ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
onClick(".theme", ({ value }) => paint(stored(value) ?? value));
onClick(".print", () => print());

const sources = [...document.querySelectorAll("details.source")];
if (sources.length) onClick(".sources", (button) => {
  const isOpening = sources.some(({ open }) => !open);
  for (const source of sources) source.open = isOpening;
  button.textContent = isOpening ? button.dataset.hide : button.dataset.show;
});

for (const heading of document.querySelectorAll("main :is(h2, h3)[id]")) {
  const name = heading.textContent;
  heading.setAttribute("aria-label", name);
  heading.append(linkTo(heading.id, name));
}

const contents = document.querySelector(".contents details");
if (contents && matchMedia("(max-width: 64rem)").matches) contents.open = false;
const entries = new Map();
for (const link of document.querySelectorAll(".contents a")) {
  entries.set(document.getElementById(decodeURIComponent(link.hash.slice(1))), link);
}
const spy = new IntersectionObserver((seen) => {
  const here = seen.find(({ isIntersecting }) => isIntersecting);
  if (here) for (const [heading, link] of entries) link.setAttribute("aria-current", heading === here.target);
}, { rootMargin: "0px 0px -70% 0px" });
for (const heading of entries.keys()) spy.observe(heading);

// A click on a number opens its card; by keyboard the link of its row leads there.
addEventListener("click", ({ target }) => {
  const number = target.closest("[data-numbers] :is(td, th, dd):is([id], [data-number])");
  if (!number || target.closest("a, button") || !getSelection().isCollapsed) return;
  location.assign(`${number.closest("main").dataset.numbers}#${number.dataset.number ?? number.id}`);
});
