// Keyboard shortcuts. Every act has a visible control; a key only presses it. Off while typing.
// Controls say which key they answer to: data-key="n". Lists that j and k walk are marked data-keylist.

const typing = "input, textarea, select, [contenteditable]";

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(typing) !== null;
}

/** The control that answers to a key, if it is on the page and can be used. */
export function controlFor(root: ParentNode, key: string): HTMLElement | null {
  for (const el of root.querySelectorAll<HTMLElement>("[data-key]")) {
    if (el.dataset.key === key && !el.hasAttribute("disabled")) return el;
  }
  return null;
}

/** Moves the focus to the next (1) or previous (-1) row's first link or control. */
function move(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-keylist] > *")];
  const stops = rows
    .map((row) => row.querySelector<HTMLElement>("a[href], button, input, summary"))
    .filter((el): el is HTMLElement => el !== null);
  if (stops.length === 0) return;
  const at = stops.findIndex((el) => el === document.activeElement || el.closest("[data-keylist] > *")?.contains(document.activeElement));
  const next = at < 0 ? (step === 1 ? 0 : stops.length - 1) : Math.min(stops.length - 1, Math.max(0, at + step));
  stops[next]?.focus();
}

/** Opens the row that has the focus. */
function open(): void {
  const row = document.activeElement?.closest<HTMLElement>("[data-keylist] > *");
  row?.querySelector<HTMLElement>("a[href], summary")?.click();
}

export function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.documentElement.dataset.curtain !== undefined) return;
    if (isTyping(event.target)) return;
    switch (event.key) {
      case "j":
        move(1);
        return;
      case "k":
        move(-1);
        return;
      case "o":
        open();
        return;
    }
    const control = controlFor(document, event.key);
    if (!control) return;
    event.preventDefault();
    if (control.matches(typing)) control.focus();
    else control.click();
  });
}
