// A document's page with the passage marked, and strongly what was said from it: over the picture, or in the text.

function picture(data) {
  const image = make("img", { src: data.image, alt: data.alt })
  return make("div", { class: "sheet" }, image, layer("passage", data.passage), layer("said", data.said))
}

// Boxes of one layer may overlap: they are opaque, and the layer is not.
function layer(name, boxes) {
  const percent = (value) => `${(value * 100).toFixed(3)}%`
  return make("div", { class: `layer ${name}` }, ...boxes.map(([x0, y0, x1, y1]) => make("span", {
    class: "box", style: `left:${percent(x0)};top:${percent(y0)};width:${percent(x1 - x0)};height:${percent(y1 - y0)}`,
  })))
}

const SEPARATOR = " | " // between the cells of a row, as the readers of files write it

// Cut runs of [text, kind] wherever a text holds the separator.
function cut(runs, separator) {
  const parts = [[]]
  for (const [text, kind] of runs) {
    text.split(separator).forEach((piece, index) => {
      if (index) parts.push([])
      if (piece) parts[parts.length - 1].push([piece, kind])
    })
  }
  return parts
}

function marked(runs) {
  return runs.map(([text, kind]) => (kind ? make("mark", { class: kind }, text) : document.createTextNode(text)))
}

function table(lines) {
  const rows = lines.map((line) => make("tr", {}, ...cut(line, SEPARATOR).map((cell) => make("td", {}, ...marked(cell)))))
  return make("div", { class: "table", tabindex: "0" }, make("table", {}, make("tbody", {}, ...rows)))
}

// Text as it stands, but rows that follow each other in columns.
function words(data) {
  const node = make("div", { class: "text", tabindex: "0", role: "document", "aria-label": data.alt })
  let rows = []
  const flush = () => {
    if (rows.length > 1) node.append(table(rows))
    else if (rows.length) node.append(...marked(rows[0]), "\n")
    rows = []
  }
  for (const line of cut(data.runs, "\n")) {
    if (line.some(([text]) => text.includes(SEPARATOR))) {
      rows.push(line)
      continue
    }
    flush()
    node.append(...marked(line), "\n")
  }
  flush()
  return node
}

// Bring the place into sight: the drawer scrolls, and the words under a picture do so by themselves.
function bring(root) {
  const first = root.querySelector(".said .box") ?? root.querySelector("mark.said") ?? root.querySelector(".box, mark")
  const tall = first && first.getBoundingClientRect().height > innerHeight / 2
  if (first) first.scrollIntoView({ block: tall ? "start" : "center", inline: "nearest" })
  const words = root.querySelector(".sheet + .text")
  const said = words?.querySelector("mark.said")
  if (said) words.scrollTop += said.getBoundingClientRect().top - words.getBoundingClientRect().top - 20
}

export default function (component) {
  const { data, parentElement: root } = component
  const wanted = JSON.stringify([data.key, data.passage, data.said, data.runs])
  const old = root.querySelector(".page")
  if (old && old.dataset.content === wanted) return
  const node = make("div", { class: "page" }, ...(data.image ? [picture(data)] : []), ...(data.runs.length ? [words(data)] : []))
  node.dataset.content = wanted
  if (old) old.replaceWith(node)
  else root.append(node)
  const image = node.querySelector("img")
  if (image && !image.complete) image.onload = () => bring(root)
  else requestAnimationFrame(() => bring(root))
}
