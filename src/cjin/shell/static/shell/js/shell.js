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
