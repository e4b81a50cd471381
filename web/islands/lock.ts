// The screen locks: a plain sheet covers the page until the member has shown again that it is they. What was typed stays
// in the page underneath. The server is told to lock, too, so that no other window goes on; without script it locks by
// itself and asks with the next click.

function sheet(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>("dialog[data-lock-sheet]");
}

let locked = false;
let before: Element | null = null;

function say(which: "wrong" | "over" | null): void {
  for (const kind of ["wrong", "over"]) {
    const words = sheet()?.querySelector<HTMLElement>(`[data-lock-${kind}]`);
    if (words) words.hidden = kind !== which;
  }
}

function send(address: string, form: HTMLFormElement): Promise<Response> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  return fetch(address, { method: "POST", body: fields, redirect: "manual", credentials: "same-origin" });
}

export function lock(): void {
  const dialog = sheet();
  const form = dialog?.querySelector("form");
  if (!dialog || !form || locked) return;
  locked = true;
  before = document.activeElement;
  document.documentElement.dataset.curtain = "";
  say(null);
  form.reset();
  dialog.showModal();
  // If it does not arrive, the sheet still stands, and the server locks by its own clock.
  send(form.dataset.lockAt ?? "", form).catch(() => undefined);
}

function lift(): void {
  locked = false;
  delete document.documentElement.dataset.curtain;
  sheet()?.close();
  if (before instanceof HTMLElement) before.focus();
  before = null;
}

export function isLocked(): boolean {
  return locked;
}

export function listenForLock(): void {
  const dialog = sheet();
  const form = dialog?.querySelector("form");
  if (!dialog || !form) return;
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  // Browsers let a second Esc close a dialog whatever is said about the first.
  dialog.addEventListener("close", () => {
    if (locked) dialog.showModal();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form.action, form)
      .then((answer) => {
        form.reset();
        if (answer.status === 204) lift();
        else say(answer.status === 422 || answer.status === 429 ? "wrong" : "over");
      })
      .catch(() => say("wrong"));
  });
}
