/** Light or dark: the device's choice, unless this person chose for this device. */
export type Theme = 'system' | 'light' | 'dark'
const kept = 'shelftalker.theme'

export function theme(): Theme {
  const value = localStorage.getItem(kept)
  return value === 'light' || value === 'dark' ? value : 'system'
}
export function setTheme(choice: Theme): void {
  localStorage.setItem(kept, choice)
  showTheme()
}
/** Tells the page; without an attribute the tokens follow the device. */
export function showTheme(): void {
  const choice = theme()
  if (choice === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = choice
}
