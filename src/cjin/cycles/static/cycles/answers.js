// A question that could not be saved says so, and leaving with words that are not saved yet asks first.
// The page works without this file: one button saves the section.

const answers = document.querySelector("form.answers");
const unsaved = new Set();
const question = (target) => target.closest?.(".question")?.id;

answers?.addEventListener("input", (event) => { if (question(event.target)) unsaved.add(question(event.target)); });
answers?.addEventListener("submit", () => unsaved.clear());
document.addEventListener("htmx:beforeRequest", (event) => unsaved.delete(question(event.detail.elt)));

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    const place = event.detail.elt.querySelector(".state");
    const words = document.querySelector("[data-not-saved]");
    if (!place || !words) return;
    unsaved.add(question(event.detail.elt));
    place.querySelector(".failed")?.remove();
    const said = words.cloneNode(true);
    said.hidden = false;
    said.className = "failed field-errors";
    place.append(said);
  });
}

// Who leaves all the same: what is not saved yet is sent along.
window.addEventListener("pagehide", () => {
  for (const part of [...unsaved].map((id) => document.getElementById(id))) {
    const all = new FormData(answers), sent = new FormData();
    for (const name of part.getAttribute("hx-params").split(",")) for (const value of all.getAll(name)) sent.append(name, value);
    navigator.sendBeacon(part.getAttribute("hx-post"), sent);
  }
});

window.addEventListener("beforeunload", (event) => { if (unsaved.size) event.preventDefault(); });

// In the field of what is looked up, Enter looks it up.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.(".look input[type=text]")) return;
  event.preventDefault();
  event.target.closest(".look").querySelector("[data-look]").click();
});
