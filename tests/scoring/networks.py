"""Tiny networks in ONNX, for tests that need a model but no real one."""

import json

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from scoring.models.install import file_entry
from scoring.models.registry import load_model


def tiny_onnx(path, outputs=2, size=8, softmax=False, seed=0, features=False):
    """Write a network that pools a face and multiplies: (N, 3, S, S) to (N, outputs).

    With `features` the pooled face, (N, 3), is its second output.
    """
    weights = np.random.default_rng(seed).normal(size=(3, outputs)).astype(np.float32)
    nodes = [
        helper.make_node("GlobalAveragePool", ["faces"], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], ["features"]),
        helper.make_node("MatMul", ["features", "weights"], ["product" if softmax else "logits"]),
    ]
    if softmax:
        nodes.append(helper.make_node("Softmax", ["product"], ["logits"]))
    given = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", outputs])]
    if features:
        given.append(helper.make_tensor_value_info("features", TensorProto.FLOAT, ["N", 3]))
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("faces", TensorProto.FLOAT, ["N", 3, size, size])],
        given,
        [numpy_helper.from_array(weights, "weights")],
    )
    opset = [helper.make_opsetid("", 18)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=9), str(path))
    return path


def write_model(folder, labels=("neutral", "joy"), affect=False, features=False):
    """A model folder made by hand, with a tiny network."""
    folder.mkdir(parents=True)
    path = tiny_onnx(folder / "model.onnx", len(labels) + 2 * affect, features=features)
    card = {
        "name": folder.name,
        "architecture": "tiny",
        "labels": list(labels),
        "neutral": "neutral",
        "affect": affect,
        "preprocessing": {"size": 8},
        "files": {"onnx": file_entry(path)},
    }
    (folder / "card.json").write_text(json.dumps(card))
    return load_model(folder)
