"""The probe step: calls of the student's functions and classes on the plan's arrays."""

import numpy

from grader_harness import caps
from grader_harness.child import seed_everything
from grader_harness.errors import ResultError
from grader_harness.program import Program
from grader_harness.results import follow, place_of, tensor_frame, to_array


def recorded_names(unit):
    """The names under which a unit's outputs are sent."""
    names = set()
    for program in unit["programs"]:
        for call in program["calls"]:
            names.update(f"{call['id']}.{index}" for index in range(len(call.get("record", []))))
        for move in program.get("moves", []):
            names.update(f"{move['id']}.{offset}" for offset in move["offsets"])
    return names


def run_probe(unit, tensors, folder, send, seed):
    """Runs the programs of a unit in order, in the process of the unit, and sends what the plan records.

    Every run of a program, with elements moved or not, begins with the same random numbers.
    """
    noted = set()

    def note(text):
        if text not in noted:
            noted.add(text)
            send({"frame": "note", "text": caps.shorten(text, caps.NAME_CHARACTERS)})

    def record(call, result, owner):
        for index, path in enumerate(call.get("record", [])):
            array, remark = to_array(follow(result, path), owner + place_of(path))
            if remark is not None:
                note(remark)
            send(*tensor_frame(f"{call['id']}.{index}", array))

    for plan in unit["programs"]:
        program = Program(plan, tensors, unit.get("framework", "numpy"), folder)
        program.load()
        seed_everything(seed)
        program.run(record=record, note=note)
        for move in plan.get("moves", []):
            for offset in move["offsets"]:
                send(*tensor_frame(f"{move['id']}.{offset}", _moved(program, move, offset, seed)))


def _moved(program, move, offset, seed):
    outputs = []
    for difference in move["by"]:
        seed_everything(seed)
        result = program.run(until=move["until"], moved=(move["tensor"], offset, difference))
        array, _ = to_array(follow(result, move.get("record", [])), "the output")
        outputs.append(array)
    if len({array.shape for array in outputs}) > 1:
        raise ResultError("the shape of the output depends on the values of the input")
    stacked = numpy.stack(outputs)
    if stacked.size > caps.RESULT_ELEMENTS:
        raise ResultError(f"the output is too large for central differences: {outputs[0].size} elements")
    return stacked
