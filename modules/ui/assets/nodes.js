// What the components build their nodes with; it stands before each of them, see `modules.ui.components`.

const SVG = "http://www.w3.org/2000/svg"

// One drawing for each verdict, so that colour is never the only sign.
const GLYPHS = {
  supported: ["M3.2 8.4l3.1 3.1 6.5-7"],
  partly: ["M8 2.2a5.8 5.8 0 1 0 0 11.6", "M8 2.2a5.8 5.8 0 0 1 0 11.6"],
  unsupported: ["M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 0 0 0-11.6", "M5.2 8h5.6"],
  figure: ["M6.4 2.5l-1.6 11M11.2 2.5l-1.6 11M2.8 5.8h11M2.2 10.2h11"],
  copy: ["M5.5 5.5v-3h8v8h-3", "M2.5 5.5h8v8h-8z"],
  check: ["M3.2 8.4l3.1 3.1 6.5-7"],
}

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") node.onclick = value
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value)
  }
  node.append(...children.filter((child) => child !== null && child !== ""))
  return node
}

function glyph(name) {
  const drawing = document.createElementNS(SVG, "svg")
  drawing.setAttribute("viewBox", "0 0 16 16")
  drawing.setAttribute("aria-hidden", "true")
  drawing.setAttribute("class", `glyph ${name}`)
  for (const line of GLYPHS[name] ?? []) {
    const path = document.createElementNS(SVG, "path")
    path.setAttribute("d", line)
    drawing.append(path)
  }
  return drawing
}

// Keep a child whose content did not change: focus, selection and open lists survive while an answer grows or a table fills.
function reconcile(parent, items, build) {
  items.forEach((item, index) => {
    const wanted = JSON.stringify(item)
    const current = parent.children[index]
    if (current && current.dataset.content === wanted) return
    const node = build(item, index)
    node.dataset.content = wanted
    if (current) current.replaceWith(node)
    else parent.append(node)
  })
  while (parent.children.length > items.length) parent.lastElementChild.remove()
}

// The focus returns to what opened the drawer, which `find` gives once it is closed: Streamlit's dialog cannot give it
// back into a shadow root.
function takeBackFocus(find) {
  let seen = false
  const watch = new MutationObserver(() => {
    const open = document.querySelector('[data-testid="stDialog"]')
    seen = seen || Boolean(open)
    if (open || !seen) return
    watch.disconnect()
    setTimeout(() => find()?.focus({ preventScroll: true }))
  })
  watch.observe(document.body, { childList: true, subtree: true })
}
