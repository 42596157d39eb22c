// A review table. Every word arrives as data and is set as text (textContent): there is no way in for HTML.

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
      takeBackFocus(() => button)
      setTriggerValue("open", where)
    },
  }
  root.querySelector(".frame").setAttribute("aria-label", data.name)
  reconcile(root.querySelector("thead > tr"), [{ title: data.corner }, ...data.columns], columnNode)
  const rows = data.rows.map((row) => ({ ...row, titles: data.columns.map((column) => column.title) }))
  reconcile(root.querySelector("tbody"), rows, (row, index) => rowNode(view, row, index))
}
