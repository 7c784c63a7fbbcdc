// Runs before anything is drawn, so that the page never flashes in the wrong colours.
// With [data-js] on <html>, the buttons that only a script can serve become visible.
{
  const root = document.documentElement
  root.dataset.js = ""
  try {
    const theme = localStorage.getItem("theme")
    if (theme) root.dataset.theme = theme
  } catch { /* A browser that stores nothing follows the device. */ }
}
