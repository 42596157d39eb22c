// A draft to be read, vouched for and edited. Every word arrives as data and is set as text: there is no way in for HTML.

function action(label, className, onclick, description) {
  return make("button", { type: "button", class: className, onclick, "aria-label": description ?? null }, label)
}

// A field for one line, with what is done to the words in it.
function editor(text, label, save, close) {
  const field = make("textarea", { "aria-label": label, rows: "1", maxlength: "2000" })
  field.value = text
  const fit = () => {
    field.style.height = "auto"
    field.style.height = `${field.scrollHeight + 2}px`
  }
  field.oninput = fit
  const done = () => (field.value.trim() && field.value.trim() !== text ? save(field.value.trim()) : close())
  field.onkeydown = (event) => {
    if (event.key === "Escape") close()
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault()
      done()
    }
  }
  const node = make("div", { class: "editor" }, field,
    make("div", { class: "ways" }, action("Save", "save", done), action("Cancel", "quiet", close)))
  requestAnimationFrame(() => {
    fit()
    field.focus()
  })
  return node
}

function sourceNode(view, line, source, number) {
  const again = source.label !== source.place
  const button = make("button", { type: "button", class: again ? "source again" : "source", title: source.quote,
    "aria-label": again ? `${source.place}, quote ${source.label}` : null }, source.label)
  button.onclick = () => {
    takeBackFocus(() => button)
    view.send("open", line.id, { number })
  }
  return button
}

function lineNode(view, line) {
  const said = make("p", { class: "said" }, line.kind ? glyph(line.kind) : null, line.text)
  const ways = make("div", { class: "ways" }, ...line.sources.map((source, number) => sourceNode(view, line, source, number)),
    line.label ? make("span", { class: `label ${line.kind}` }, line.label) : null,
    line.note ? make("span", { class: "label" }, line.note) : null)
  const node = make("li", { class: line.kind || null }, said, ways)
  if (view.data.frozen) return node
  ways.append(
    action("Edit", "edit", () => {
      const open = editor(line.text, "The line", (text) => view.send("save", line.id, { text }), () => open.replaceWith(said))
      said.replaceWith(open)
    }, `Edit: ${line.text}`),
    action("Remove", "edit", () => view.send("remove", line.id), `Remove: ${line.text}`))
  return node
}

function adding(view, part) {
  const button = action("Add a line", "edit", () => {
    const open = editor("", `A line for ${part.title}`, (text) => view.send("add", part.key, { text }), () => open.replaceWith(button))
    button.replaceWith(open)
  }, `Add a line to ${part.title}`)
  return button
}

function partNode(view, part) {
  const list = make("ul", {}, ...part.lines.map((line) => lineNode(view, line)))
  return make("section", { class: part.bulleted ? "bulleted" : null }, make("h3", {}, part.title),
    part.lines.length ? list : make("p", { class: "nothing" }, part.nothing),
    view.data.frozen ? null : adding(view, part))
}

export default function (component) {
  const { data, parentElement: root, setTriggerValue } = component
  if (!data) return
  if (!root.querySelector(".draft")) root.append(make("article", { class: "draft" }))
  const draft = root.querySelector(".draft")
  draft.setAttribute("aria-label", data.name)
  const view = { data, send: (what, id, more = {}) => setTriggerValue("act", { action: what, id, ...more }) }
  const parts = data.parts.map((part) => ({ ...part, frozen: data.frozen, version: data.version }))
  reconcile(draft, parts, (part) => partNode(view, part))
}
