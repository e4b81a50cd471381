// "Hide screen": covers the page at once with a plain sheet, for the moment when someone looks over the shoulder.
// Without script the control is a link to a page that shows nothing.

let before: Element | null = null;

function sheet(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>("dialog[data-curtain-sheet]");
}

export function draw(): void {
  const dialog = sheet();
  if (!dialog || dialog.open) return;
  before = document.activeElement;
  document.documentElement.dataset.curtain = "";
  dialog.showModal();
}

export function lift(): void {
  delete document.documentElement.dataset.curtain;
  sheet()?.close();
  if (before instanceof HTMLElement) before.focus();
  before = null;
}

export function listenForCurtain(): void {
  document.querySelector("[data-curtain-draw]")?.addEventListener("click", (event) => {
    event.preventDefault();
    draw();
  });
  sheet()?.addEventListener("close", lift);
}
