// Small conveniences. Every page works without this file.

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus();
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const field = document.querySelector(`[data-focus-key="${CSS.escape(event.key)}"]`);
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu === except) continue;
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details[data-menu]"));
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent);
  const before = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = before; }, 2000);
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
}

for (const control of document.querySelectorAll("[data-needs-script][hidden]")) control.hidden = false;

document.addEventListener("allauth.error", (event) => {
  const note = document.querySelector("[data-key-failed]");
  if (!note) return;
  event.preventDefault();
  note.hidden = false;
});

for (const summary of document.querySelectorAll("[data-take-focus]")) summary.focus();

// What was typed into a form that could not be taken is kept in this tab until its page is open again.
const typed = document.querySelector("[data-typed]");
const putBack = document.querySelector("[data-put-back]");
if (typed) keepTyped(typed);
else if (putBack) fillAgain(putBack);

function keepTyped(answer) {
  const came = document.referrer ? new URL(document.referrer) : null;
  const page = came?.origin === location.origin ? came.pathname : location.pathname;
  const fields = [...answer.querySelectorAll("[name]")].map((one) => [one.name, one.value]);
  sessionStorage.setItem(`typed ${page}`, JSON.stringify({ until: Date.now() + 3600000, fields }));
}

function fillAgain(notice) {
  const key = `typed ${location.pathname}`;
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  sessionStorage.removeItem(key);
  if (!kept || kept.until < Date.now()) return;
  const values = Map.groupBy(kept.fields, ([name]) => name);
  for (const form of document.querySelectorAll('main form[method="post"]')) {
    const fields = [...form.elements].filter((one) => !["hidden", "password", "file", "submit"].includes(one.type));
    if (!fields.some((one) => values.has(one.name))) continue;
    for (const field of fields) setAgain(field, (values.get(field.name) ?? []).map(([, value]) => value));
    notice.hidden = false;
  }
}

function setAgain(field, said) {
  const before = field.type === "select-multiple" ? null : field.value;
  if (field.type === "checkbox" || field.type === "radio") field.checked = said.includes(field.value);
  else if (before === null) for (const option of field.options) option.selected = said.includes(option.value);
  else field.value = said[0] ?? "";
  const folded = field.closest("details:not([open])");
  if (folded && said.length) folded.open = true;
}

// Beside the content on a wide screen, folded above it on a narrow one.
const narrow = matchMedia("(max-width: 59.99rem)");
const fold = () => { for (const part of document.querySelectorAll("[data-fold]")) part.open = !narrow.matches; };
narrow.addEventListener("change", fold);
if (narrow.matches) fold();

// A list of contents (data-follows) marks the entry whose target was last passed by the scroll.
for (const contents of document.querySelectorAll("[data-follows]")) follow(contents);

function follow(contents) {
  const entries = new Map();
  for (const link of contents.querySelectorAll('a[href^="#"]')) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (target) entries.set(target, link);
  }
  let current = null;
  const mark = () => {
    let passed = null;
    for (const target of entries.keys()) {
      if (target.getBoundingClientRect().top > window.innerHeight / 4) break;
      passed = target;
    }
    if (passed === current) return;
    entries.get(current)?.removeAttribute("aria-current");
    current = passed;
    const link = entries.get(current);
    link?.setAttribute("aria-current", "location");
    link?.scrollIntoView({ block: "nearest" });
  };
  let waiting = false;
  document.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
  mark();
}
