// The facts of one kind as a table. Every word arrives as data and is set as text: there is no way in for HTML.

const FIRST = 12 // rows that are shown until all are asked for

function cellNode(view, cell, column) {
  return make("td", { "data-title": view.columns[column + 1], class: cell.tone || null, "data-empty": !cell.text },
    cell.text)
}

function placed(view, mention, row, index) {
  const button = make("button", { type: "button", class: "place", title: "Show it on its page" }, mention.place)
  button.onclick = () => view.send("open", button, { row, mention: index })
  return button
}

function editing(view, mention, row, index) {
  const button = make("button", { type: "button", class: "edit", "aria-label": `Edit ${mention.name}` }, "Edit")
  button.onclick = () => view.send("edit", button, { row, mention: index })
  return button
}

function mentionNode(view, mention, row, index) {
  return make("li", {}, make("span", { class: "brief" }, mention.brief), make("q", {}, mention.quote),
    make("span", { class: "ways" }, mention.edited ? make("span", { class: "edited" }, mention.edited) : null,
      placed(view, mention, row, index), editing(view, mention, row, index)))
}

function rowNode(view, item, row) {
  const [latest] = item.mentions
  const name = make("button", { type: "button", class: "name", title: latest.quote }, item.name)
  name.onclick = () => view.send("open", name, { row, mention: 0 })
  const head = make("th", { scope: "row" }, name,
    latest.edited ? make("span", { class: "edited" }, latest.edited) : null)
  const group = make("tbody", { class: item.tone || null }, make("tr", {}, head,
    ...item.cells.map((cell, column) => cellNode(view, cell, column)),
    make("td", { class: "ways" }, placed(view, latest, row, 0), editing(view, latest, row, 0))))
  if (item.more) {
    const list = make("ul", {}, ...item.mentions.map((mention, index) => mentionNode(view, mention, row, index)))
    group.append(make("tr", { class: "mentions" }, make("td", { colspan: String(item.cells.length + 2) },
      make("details", {}, make("summary", {}, item.more), list))))
  }
  return group
}

export default function (component) {
  const { data, parentElement: root, setTriggerValue } = component
  if (!data) return
  if (!root.querySelector(".frame")) {
    root.append(make("div", { class: "frame" }, make("table", {}, make("thead", {}, make("tr")))),
      make("button", { type: "button", class: "all" }))
  }
  const table = root.querySelector("table"), all = root.querySelector(".all")
  const view = {
    columns: data.columns,
    send: (what, button, where) => {
      if (what === "open") takeBackFocus(() => button)
      setTriggerValue("act", { action: what, id: data.rows[where.row].mentions[where.mention].id })
    },
  }
  table.setAttribute("aria-label", data.name)
  reconcile(root.querySelector("thead > tr"), [...data.columns, ""], (title) => make("th", { scope: "col" }, title))
  const shown = () => (table.dataset.all ? data.rows : data.rows.slice(0, FIRST))
  const draw = () => {
    const body = [...table.tBodies]
    const rows = shown()
    rows.forEach((row, index) => {
      const wanted = JSON.stringify([data.columns, row])
      if (body[index] && body[index].dataset.content === wanted) return
      const node = rowNode(view, row, index)
      node.dataset.content = wanted
      if (body[index]) body[index].replaceWith(node)
      else table.append(node)
    })
    body.slice(rows.length).forEach((node) => node.remove())
    all.textContent = `Show all ${data.rows.length}`
    all.hidden = rows.length === data.rows.length
  }
  all.onclick = () => {
    table.dataset.all = "yes"
    draw()
  }
  draw()
}
