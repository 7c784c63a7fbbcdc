// What was sent in the chat leaves the field: the next message starts empty.

document.addEventListener("submit", ({ target }) => {
  const field = target.elements?.namedItem("text")
  if (!field?.matches("[data-once]")) return
  const sent = field.value
  new MutationObserver((_changes, watching) => {
    if (target.getAttribute("aria-busy")) return
    watching.disconnect()
    if (field.value === sent && field.defaultValue === sent) field.value = field.defaultValue = ""
  }).observe(target, { attributeFilter: ["aria-busy"] })
})
