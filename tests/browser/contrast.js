// Every visible text of the page (shadow roots included) whose computed colours have less than WCAG AA contrast.
() => {
  const parse = (colour) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data
    return [r, g, b, a / 255]
  }
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1)
  const up = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null
  const background = (element) => {
    const layers = []
    for (let at = element; at; at = up(at)) {
      const colour = parse(getComputedStyle(at).backgroundColor)
      if (colour[3] > 0) layers.push(colour)
      if (colour[3] === 1) break
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1])
  }
  const opacity = (element) => {
    let value = 1
    for (let at = element; at; at = up(at)) value *= Number(getComputedStyle(at).opacity)
    return value
  }
  const luminance = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const disabled = (element) => {
    for (let at = element; at; at = up(at)) if (at.matches?.(":disabled, [aria-disabled=true], [disabled]")) return true
    return false
  }
  const found = []
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot)
      const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent.trim()).join(" ")
      const box = element.getBoundingClientRect()
      const style = getComputedStyle(element)
      if (!text || !box.width || !box.height || style.visibility !== "visible" || ["STYLE", "SCRIPT"].includes(element.tagName)) continue
      const clear = opacity(element)
      if (clear < 0.1 || disabled(element)) continue
      const below = background(element)
      const ink = parse(style.color)
      const seen = over([ink[0], ink[1], ink[2], ink[3] * clear], below)
      const [light, dark] = [luminance(seen), luminance(below)].sort((a, b) => b - a)
      const ratio = (light + 0.05) / (dark + 0.05)
      const size = parseFloat(style.fontSize)
      const symbol = element.dataset.testid === "stIconMaterial" // a drawing, for which 3 is enough
      const large = symbol || size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
      if (ratio < (large ? 3 : 4.5)) found.push(`${ratio.toFixed(2)} ${text.slice(0, 50)} <${element.tagName} ${element.className}>`)
    }
  }
  walk(document)
  return found
}
