// Buttons that print the page. They are hidden where scripts do not run; the browser's own command does the same.
export function listenForPrint(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
