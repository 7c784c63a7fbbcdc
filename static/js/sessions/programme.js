// The programme moves by itself: what goes on now is shown, what is over is not.

function show() {
  for (const part of document.querySelectorAll("[data-from][data-until]"))
    part.hidden = Date.now() < Date.parse(part.dataset.from) || Date.now() >= Date.parse(part.dataset.until)
}

show()
setInterval(show, 1000)
