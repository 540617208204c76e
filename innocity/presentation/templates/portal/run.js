// Asks every second how the runs stand; without it the page asks for itself anew.
const runs = document.querySelector(".runs");
let former;

function element(tag, text, inside = []) {
  const made = document.createElement(tag);
  made.textContent = text;
  made.append(...inside);
  return made;
}

function section(run) {
  const note = element("p", "", [element("time", run.at)]);
  note.className = "note";
  const lines = element("pre", run.lines.join("\n"));
  lines.tabIndex = 0;
  return element("section", "", [element("h2", `${run.period} · ${run.state}`), note, lines]);
}

async function ask() {
  try {
    const told = await (await fetch("/progress.json")).text();
    if (told !== former) {
      const found = JSON.parse(told);
      document.querySelector(".idle").hidden = found.length > 0;
      runs.replaceChildren(...found.map(section));
      former = told;
    }
  } catch {
    former = undefined; // the server has ended; the page keeps what it last heard
  }
  setTimeout(ask, 1000);
}
ask();
