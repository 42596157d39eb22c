// An answer with its evidence. Every word arrives as data and is set as text (textContent): there is no way in for HTML.

function markerButton(view, { marker: number, sentence }) {
  const passage = view.data.passages.find((one) => one.marker === number)
  const label = [`Source ${number}: ${passage.name}`, passage.where].filter(Boolean).join(", ")
  const button = make("button", {
    type: "button", class: "marker", "data-marker": number, "aria-label": label, title: label,
    onclick: () => view.open(button, sentence < 0 ? { marker: number } : { marker: number, sentence }),
  }, String(number))
  button.onmouseenter = button.onfocus = () => view.point(number)
  button.onmouseleave = button.onblur = () => view.point(0)
  return button
}

function runNode(view, run) {
  if (run.marker) return markerButton(view, run)
  let node = document.createTextNode(run.text)
  if (run.code) node = make("code", {}, node)
  if (run.italic) node = make("em", {}, node)
  if (run.bold) node = make("strong", {}, node)
  const verdict = view.data.sentences[run.sentence]
  if (!verdict || !verdict.kind || verdict.kind === "supported" || !run.text.trim()) return node
  return make("span", { class: `said ${verdict.kind}`, title: verdict.label }, node)
}

function verdictMark(view, index) {
  const verdict = view.data.sentences[index]
  if (!verdict || !verdict.kind) return null
  const name = verdict.label
  if (!verdict.marker) return make("span", { class: `mark ${verdict.kind}`, role: "img", "aria-label": name, title: name }, glyph(verdict.kind))
  const button = make("button", {
    type: "button", class: `mark ${verdict.kind}`, "aria-label": `${name}. Show the passage`, title: name,
    onclick: () => view.open(button, { marker: verdict.marker, sentence: index }),
  }, glyph(verdict.kind))
  return button
}

// Runs of one cell; after the last run of each sentence stands the mark of its verdict.
function cellNodes(view, runs, ends) {
  const nodes = []
  runs.forEach((run) => {
    nodes.push(runNode(view, run))
    if (ends.has(run.id)) {
      const mark = verdictMark(view, run.sentence)
      if (mark) nodes.push(mark)
    }
  })
  return nodes
}

function blockNode(view, block) {
  const ends = new Set(block.ends)
  if (block.kind === "row") {
    const cells = block.cells.map((cell) => make(block.head ? "th" : "td", block.head ? { scope: "col" } : {}, ...cellNodes(view, cell, ends)))
    return make("tr", {}, ...cells)
  }
  const nodes = cellNodes(view, block.cells[0] ?? [], ends)
  if (block.kind === "heading") return make("p", { class: "heading", role: "heading", "aria-level": Math.min(6, block.level + 2) }, ...nodes)
  if (block.kind === "item") {
    return make("p", { class: "item", style: `--depth:${block.level}` }, make("span", { class: "bullet" }, block.bullet), make("span", {}, ...nodes))
  }
  return make("p", {}, ...nodes)
}

// Table rows that follow each other share one table, lines of code one block.
const SHARED = { row: "table", code: "code" }

function grouped(blocks) {
  const groups = []
  for (const block of blocks) {
    const last = groups[groups.length - 1]
    const shared = SHARED[block.kind]
    if (shared && last?.parts && last.kind === shared) last.parts.push(block)
    else groups.push(shared ? { kind: shared, parts: [block] } : block)
  }
  return groups
}

function groupNode(view, group) {
  if (!group.parts) return blockNode(view, group)
  const wide = (tag, name, ...children) => make(tag, { class: "scroll", tabindex: "0", role: "region", "aria-label": name }, ...children)
  if (group.kind === "table") return wide("div", "Table", make("table", {}, make("tbody", {}, ...group.parts.map((row) => blockNode(view, row)))))
  return wide("pre", "Code", ...group.parts.flatMap((line, index) => [index ? "\n" : "", ...cellNodes(view, line.cells[0] ?? [], new Set(line.ends))]))
}

function card(view, passage) {
  const quote = make("span", { class: "quote" }, ...passage.runs.map(([text, on]) => (on ? make("mark", {}, text) : document.createTextNode(text))))
  const head = make("span", { class: "head" },
    make("span", { class: "number" }, String(passage.marker)),
    make("span", { class: "name" }, passage.name),
    make("span", { class: "where" }, passage.where))
  const button = make("button", {
    type: "button", class: passage.cited === false ? "card uncited" : "card", "data-card": passage.marker,
    title: "Show this passage on its page", onclick: () => view.open(button, { marker: passage.marker }),
  }, head,
  passage.section ? make("span", { class: "section" }, passage.section) : null,
  passage.header ? make("span", { class: "columns" }, passage.header) : null, quote)
  return make("li", {}, button)
}

async function copy(view, button) {
  try {
    await navigator.clipboard.writeText(view.data.copy)
  } catch {
    const area = make("textarea", { style: "position:fixed;opacity:0" })
    area.value = view.data.copy
    view.root.append(area)
    area.select()
    document.execCommand("copy")
    area.remove()
  }
  button.replaceChildren(glyph("check"), document.createTextNode("Copied"))
  setTimeout(() => button.replaceChildren(glyph("copy"), document.createTextNode("Copy")), 1600)
}

function verdictLine(view) {
  const parts = view.data.verdict.map((part) => make("span", { class: `count ${part.kind}` }, part.kind ? glyph(part.kind) : null, part.text))
  if (!view.data.copy) return parts
  const button = make("button", { type: "button", class: "copy", title: "Copy the answer with its sources" }, glyph("copy"), "Copy")
  button.onclick = () => copy(view, button)
  return [...parts, button]
}

function frame(root) {
  if (root.querySelector(".turn")) return
  const evidence = make("details", { class: "evidence" }, make("summary"), make("ol"))
  root.append(make("article", { class: "turn" },
    make("p", { class: "searched" }), make("p", { class: "state", role: "status" }), make("div", { class: "answer" }),
    make("div", { class: "verdict" }), evidence, make("p", { class: "meta" })))
}

function fill(node, text) {
  if (node.textContent !== text) node.textContent = text
  node.hidden = !text
}

function openEvidence(node, data) {
  // Open while the model reads; afterwards the visitor's own choice stands.
  if (node.dataset.wanted === String(data.evidence_open)) return
  node.dataset.wanted = String(data.evidence_open)
  node.open = data.evidence_open
}

// A new question scrolls itself to the top of the page once; from then on the visitor scrolls.
function bring(root, data) {
  const turn = root.querySelector(".turn")
  if (!data.busy || turn.dataset.brought) return
  turn.dataset.brought = "yes"
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches
  requestAnimationFrame(() => turn.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" }))
}

export default function (component) {
  const { data, parentElement: root, setTriggerValue } = component
  if (!data) return // drawn ahead, for what the browser loads with it
  frame(root)
  const part = (name) => root.querySelector(`.turn > .${name}`)
  const view = {
    data, root,
    open: (button, where) => {
      // An answer that was finished meanwhile has built its marks again.
      takeBackFocus(() => (button.isConnected ? button : root.querySelector(`[data-card="${where.marker}"]`)))
      setTriggerValue("open", where)
    },
    point: (number) => root.querySelectorAll(".card").forEach((node) => node.classList.toggle("pointed", Number(node.dataset.card) === number)),
  }
  part("answer").setAttribute("aria-busy", data.busy ? "true" : "false")
  root.querySelector(".turn").classList.toggle("busy", data.busy)
  fill(part("searched"), data.searched)
  fill(part("state"), data.state)
  fill(part("meta"), data.meta)
  // A block is built again when its words or the verdicts on them change.
  const groups = grouped(data.blocks).map((group) => ({ ...group, verdicts: data.sentences.length }))
  reconcile(part("answer"), groups, (group) => groupNode(view, group))
  part("answer").hidden = !groups.length
  part("verdict").replaceChildren(...verdictLine(view))
  part("verdict").hidden = !data.verdict.length && !data.copy
  const evidence = part("evidence")
  evidence.hidden = !data.passages.length
  fill(evidence.querySelector("summary"), data.evidence_title)
  reconcile(evidence.querySelector("ol"), data.passages, (passage) => card(view, passage))
  openEvidence(evidence, data)
  bring(root, data)
}
