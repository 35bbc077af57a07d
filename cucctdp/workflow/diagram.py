"""Mermaid text of a step table, for the docs."""

from collections.abc import Iterable, Mapping

from cucctdp.workflow.steps import Step


def mermaid(bang: Iterable[Step], nhan_trang_thai: Mapping[str, str]) -> str:
    """Return a Mermaid state diagram; one arrow per source state and step."""
    dong = ["stateDiagram-v2"]
    dong += [f"    {ma}: {nhan}" for ma, nhan in nhan_trang_thai.items()]
    for buoc in bang:
        for tu in sorted(buoc.tu):
            dong.append(f"    {tu} --> {buoc.den or tu}: {buoc.nhan}")
    return "\n".join(dong) + "\n"
