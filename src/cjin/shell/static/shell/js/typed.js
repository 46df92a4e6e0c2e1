// What somebody typed into a form that could not be taken is kept in this tab for an hour, until the page is open again
// for the same person. Whoever else signs in here does not see it, and signing out empties it.

const KEPT = "typed ";
const PERSON = "person";
const HOUR = 3600000;

// A browser that keeps nothing for this site loses a convenience and nothing else.
try {
  onPage();
} catch (error) {
  console.info(`What was typed is not kept: ${error}`);
}

function onPage() {
  const answer = document.querySelector("[data-typed]");
  const notice = document.querySelector("[data-put-back]");
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-forgets]")) forget();
  });
  if (answer) keep(answer);
  else if (notice) fillAgain(notice);
}

// Kept for whoever was signed in here last: the answer itself is made for nobody.
function keep(answer) {
  const came = document.referrer ? new URL(document.referrer) : null;
  const page = came?.origin === location.origin ? came.pathname : location.pathname;
  const fields = [...answer.querySelectorAll("[name]")].map((one) => [one.name, one.value]);
  const kept = { by: sessionStorage.getItem(PERSON), to: location.pathname, until: Date.now() + HOUR, fields };
  sessionStorage.setItem(KEPT + page, JSON.stringify(kept));
}

function forget() {
  for (const key of Object.keys(sessionStorage)) if (key === PERSON || key.startsWith(KEPT)) sessionStorage.removeItem(key);
}

function fillAgain(notice) {
  const person = notice.dataset.putBack;
  if (sessionStorage.getItem(PERSON) !== person) forget();
  sessionStorage.setItem(PERSON, person);
  const key = KEPT + location.pathname;
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  sessionStorage.removeItem(key);
  if (!kept || kept.by !== person || kept.until < Date.now()) return;
  const form = meant(kept);
  if (!form) return;
  for (const [name, values] of Object.entries(byName(kept.fields))) putInto(form, name, values);
  notice.hidden = false;
}

function byName(fields) {
  const found = Object.create(null);
  for (const [name, value] of fields) (found[name] ??= []).push(value);
  return found;
}

// The form that was sent: of those that are sent to the same address the one with the most of its names and hidden values.
function meant(kept) {
  const alike = (form) =>
    kept.fields.filter(([name, value]) =>
      [...form.elements].some((one) => one.name === name && (one.type !== "hidden" || one.value === value))).length;
  const forms = [...document.querySelectorAll('main form[method="post"]')].filter((form) => goesTo(form) === kept.to);
  const found = forms.map((form) => [alike(form), form]).filter(([count]) => count);
  return found.sort(([one], [other]) => other - one)[0]?.[1];
}

function goesTo(form) {
  return new URL(form.getAttribute("action") || location.href, location.href).pathname;
}

// The n-th text goes into the n-th field of its name; what has no name among those that were sent is left as it is.
function putInto(form, name, values) {
  const fields = [...form.elements].filter((one) => one.name === name && !["hidden", "password", "file", "submit"].includes(one.type));
  fields.forEach((field, place) => {
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.type === "select-multiple") for (const option of field.options) option.selected = values.includes(option.value);
    else if (place < values.length) field.value = values[place];
    const folded = field.closest("details:not([open])");
    if (folded) folded.open = true;
  });
}
