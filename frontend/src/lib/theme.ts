/** Puts the theme on <html>; "system" follows the desktop for as long as it is chosen. */
export function applyTheme(theme: string): () => void {
  const desktop = matchMedia('(prefers-color-scheme: dark)');
  const put = (): void => {
    const dark = theme === 'dark' || (theme !== 'light' && desktop.matches);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  };
  put();
  desktop.addEventListener('change', put);
  return () => desktop.removeEventListener('change', put);
}
