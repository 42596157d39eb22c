// A review table. Every word arrives as data and is set as text (textContent): there is no way in for HTML.

const SVG = "http://www.w3.org/2000/svg"

// One drawing for each verdict, so that colour is never the only sign.
const GLYPHS = {
  supported: ["M3.2 8.4l3.1 3.1 6.5-7"],
  partly: ["M8 2.2a5.8 5.8 0 1 0 0 11.6", "M8 2.2a5.8 5.8 0 0 1 0 11.6"],
  unsupported: ["M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 0 0 0-11.6", "M5.2 8h5.6"],
  figure: ["M6.4 2.5l-1.6 11M11.2 2.5l-1.6 11M2.8 5.8h11M2.2 10.2h11"],
}

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") node.onclick = value
    else node.setAttribute(name, value)
  }
  node.append(...children.filter((child) => child !== null && child !== ""))
  return node
}

function glyph(name) {
  const drawing = document.createElementNS(SVG, "svg")
  drawing.setAttribute("viewBox", "0 0 16 16")
  drawing.setAttribute("aria-hidden", "true")
  drawing.setAttribute("class", "glyph")
  for (const line of GLYPHS[name] ?? []) {
    const path = document.createElementNS(SVG, "path")
    path.setAttribute("d", line)
    drawing.append(path)
  }
  return drawing
}

// Keep a child whose content did not change: focus and open lists survive while the table fills.
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

function quote(view, { words, place }, where) {
  const button = make("button", { type: "button", class: "quote", title: "Show this passage on its page" },
    make("span", { class: "words" }, words), make("span", { class: "place" }, place))
  button.onclick = () => view.open(button, where)
  return button
}

function cellNode(view, cell, title, row, column) {
  const quotes = cell.quotes.map((one, index) => quote(view, one, { row, column, quote: index }))
  const [first, ...others] = quotes
  const more = others.length ? make("details", {}, make("summary", {}, cell.more), ...others) : null
  return make("td", { "data-title": title },
    cell.values ? make("p", { class: "values" }, cell.values) : null,
    cell.answer ? make("p", { class: "answer" }, cell.answer) : null,
    cell.label ? make("p", { class: `mark ${cell.kind}` }, glyph(cell.kind), cell.label) : null,
    cell.note ? make("p", { class: "quiet" }, cell.note) : null,
    first ?? null, more)
}

function columnNode({ title, question }) {
  return make("th", { scope: "col" }, title, question ? make("p", { class: "question" }, question) : null)
}

function rowNode(view, { name, cells }, row) {
  const titles = view.data.columns.map((column) => column.title)
  return make("tr", {}, make("th", { scope: "row" }, name),
    ...cells.map((cell, column) => cellNode(view, cell, titles[column], row, column)))
}

// The focus returns to what opened the drawer: Streamlit's dialog cannot give it back into a shadow root.
function takeBackFocus(button) {
  let seen = false
  const watch = new MutationObserver(() => {
    const open = document.querySelector('[data-testid="stDialog"]')
    seen = seen || Boolean(open)
    if (open || !seen) return
    watch.disconnect()
    setTimeout(() => button.focus({ preventScroll: true }))
  })
  watch.observe(document.body, { childList: true, subtree: true })
}

export default function (component) {
  const { data, parentElement: root, setTriggerValue } = component
  if (!data) return
  if (!root.querySelector(".frame")) {
    root.append(make("div", { class: "frame", tabindex: "0", role: "region" },
      make("table", {}, make("thead", {}, make("tr")), make("tbody"))))
  }
  const view = {
    data,
    open: (button, where) => {
      takeBackFocus(button)
      setTriggerValue("open", where)
    },
  }
  root.querySelector(".frame").setAttribute("aria-label", data.name)
  reconcile(root.querySelector("thead > tr"), [{ title: data.corner }, ...data.columns], columnNode)
  const rows = data.rows.map((row) => ({ ...row, titles: data.columns.map((column) => column.title) }))
  reconcile(root.querySelector("tbody"), rows, (row, index) => rowNode(view, row, index))
}
