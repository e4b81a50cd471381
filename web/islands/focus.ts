// After a form came back with errors, the summary gets the focus, so that screen readers begin there.
export function focusSummary(): void {
  document.querySelector<HTMLElement>("[data-focus]")?.focus();
}
